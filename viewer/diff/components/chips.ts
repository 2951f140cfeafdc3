import type { PolicyEventView } from '@lens/core/api';
import type { DiffChange } from '../rows';

/** The label at the right of a change: which policy made it, what it says about it, and the event to open. */
export interface Chip {
  policy: string;
  detail: string | null;
  event: string | null;
}

/** Chips for each change of a side, in the order of the changes. */
export function chipsOf(changes: readonly DiffChange[], events: readonly PolicyEventView[], side: string): Chip[][] {
  return changes.map((change) => change.by.map((policy) => chipOf(change, policy, events, side)));
}

/** The events at a path, or else at what is around it: a policy that reads JSON in a text tells where the text is. */
function closestTo(path: string, events: readonly PolicyEventView[]): PolicyEventView[] {
  const around = events.filter(({ details: { location } }) => typeof location === 'string' && isWithin(path, location));
  const closest = Math.max(...around.map(({ details }) => String(details.location).length));
  return around.filter(({ details }) => String(details.location).length === closest);
}

function isWithin(path: string, location: string): boolean {
  return path.startsWith(location) && ['', '.', '['].includes(path.charAt(location.length));
}

function chipOf(change: DiffChange, policy: string, events: readonly PolicyEventView[], side: string): Chip {
  const candidates = events.filter((event) => event.policy === policy && event.phase === side);
  const exact = closestTo(change.path, candidates);
  const [event] = exact.length > 0 ? exact : candidates.filter((each) => each.details.location === undefined);
  const patterns = [...new Set(exact.map((each) => each.details.pattern))].filter((each) => typeof each === 'string');
  return {
    policy,
    detail: patterns.length > 0 ? patterns.join(', ') : null,
    event: event?.id ?? candidates[0]?.id ?? null,
  };
}

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
  const said = byPolicy(events.filter(({ phase }) => phase === side));
  return changes.map(({ path, by }) => by.map((policy) => chipOf(path, policy, said.get(policy) ?? nothing)));
}

/** What a policy said about a side. By place, since there may be thousands of changes and hundreds of events. */
interface Said {
  first: PolicyEventView | null;
  at: Map<string, PolicyEventView[]>;
  /** The first event that names no place. */
  anywhere: PolicyEventView | null;
}

const nothing: Said = { first: null, at: new Map(), anywhere: null };

function byPolicy(events: readonly PolicyEventView[]): Map<string, Said> {
  const policies = new Map<string, Said>();
  for (const event of events) {
    const said = policies.get(event.policy) ?? {
      first: event,
      at: new Map<string, PolicyEventView[]>(),
      anywhere: null,
    };
    policies.set(event.policy, said);
    const { location } = event.details;
    if (location === undefined) said.anywhere ??= event;
    if (typeof location !== 'string') continue;
    const there = said.at.get(location);
    if (there === undefined) said.at.set(location, [event]);
    else there.push(event);
  }
  return policies;
}

/** The events at a path, or else at what is around it: a policy that reads JSON in a text tells where the text is. */
function closestTo(path: string, at: Said['at']): PolicyEventView[] {
  for (let end = path.length; end >= 0; end--) {
    const isWhole = end === path.length || path.charAt(end) === '.' || path.charAt(end) === '[';
    const found = isWhole ? at.get(path.slice(0, end)) : undefined;
    if (found !== undefined) return found;
  }
  return [];
}

function chipOf(path: string, policy: string, { first, at, anywhere }: Said): Chip {
  const exact = closestTo(path, at);
  const patterns = [...new Set(exact.map((each) => each.details.pattern))].filter((each) => typeof each === 'string');
  return {
    policy,
    detail: patterns.length > 0 ? patterns.join(', ') : null,
    event: (exact[0] ?? anywhere ?? first)?.id ?? null,
  };
}

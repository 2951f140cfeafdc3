import type { StoredCall } from '../../store';
import type { Say } from '../finding';
import type { SideBytes } from './readSide';

/** The policies that the row names are those whose steps changed something, and all are of the call’s chain. */
export function checkChangedBy(call: StoredCall, sides: SideBytes[], inPart: boolean, say: Say): void {
  const { changedBy, policies } = call;
  const strangers = changedBy.filter((policy) => !policies.includes(policy));
  if (strangers.length > 0) {
    say('count_wrong', `the row says that ${strangers.join(', ')} changed it, which its chain does not have.`);
  }
  // What each policy did to a call that is kept in part was not compared.
  if (inPart) return;
  const steps = sides.flatMap((side) => side.steps ?? []);
  const did = new Set(steps.flatMap(({ policy, delta }) => (delta.kind === 'same' ? [] : [policy])));
  // What some policies took out is not kept of a masked call, and so no step of theirs.
  const toldToo = call.captureMode === 'masked' ? changedBy.filter((policy) => did.has(policy)) : changedBy;
  if (did.size === toldToo.length && toldToo.every((policy) => did.has(policy))) return;
  const named = (names: Iterable<string>) => [...names].join(', ') || 'nobody';
  say('count_wrong', `the row says that ${named(changedBy)} changed it, and the steps say ${named(did)}.`);
}

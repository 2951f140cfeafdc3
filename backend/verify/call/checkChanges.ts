import { apply, attribute, changes, DeltaMismatch, diff, equalJson, type PolicyStep } from '@lens/core/diff';
import type { Json } from '@lens/core/json';
import type { StoredCall } from '../../store';
import type { Say } from '../finding';
import type { Tally } from '../tally';
import type { SideBodies, SideBytes } from './readSide';
import type { Said } from './said';

/**
 * The diff of a direction, made anew, is what the row counts; the steps of the policies lead from `original` to `final`;
 * and every change has a policy of the call's chain, unless the row says that nobody knows.
 */
export function checkChanges(
  call: StoredCall,
  side: SideBytes,
  bodies: SideBodies,
  said: Said,
  tally: Tally,
  say: Say,
) {
  const { event, final, steps } = side;
  const compared = final === null ? null : diff(bodies.original, bodies.final);
  const found = compared === null ? [] : changes(compared);
  checkSaid(event.eventType, isCutShort(side, said) ? 0 : found.length, said, say);
  if (steps === null) tally.unknownSides += 1;
  else if (steps.length === 0) {
    if (found.length > 0) {
      say('change_unattributed', `${event.eventType}: ${found.length} changes, and no policy is on record for any.`);
    }
  } else if (!lead(steps, bodies)) {
    const policies = steps.map(({ policy }) => policy).join(', ');
    say('steps_wrong', `${event.eventType}: the steps of ${policies}, applied to original, do not give final.`);
  } else if (compared !== null) {
    const named = changes(attribute(compared, bodies.original, steps)).map(({ by }) => by ?? []);
    checkNames(call, event.eventType, named, tally, say);
  }
}

/** The client had the beginning of the same bytes, or nothing: no policy is known to have held back the rest. */
function isCutShort({ original, final, steps }: SideBytes, said: Said): boolean {
  if (steps !== null || final === null || said.changed) return false;
  return Buffer.compare(final, original.subarray(0, final.length)) === 0;
}

function checkSaid(where: string, found: number, said: Said, say: Say): void {
  if (said.changed === found > 0 && said.changes === found) return;
  const row = said.changed === said.changes > 0 ? '' : ` and ${said.changed ? '' : 'not '}changed`;
  say('count_wrong', `${where}: the row says ${said.changes} changes${row}; the diff made anew finds ${found}.`);
}

/** Whether `final` is what the steps make of `original`, one after the other. */
function lead(steps: PolicyStep[], { original, final }: SideBodies): boolean {
  try {
    const reached = steps.reduce<Json>((body, { delta }) => apply(delta, body), original);
    return equalJson(reached, final);
  } catch (error) {
    // Of steps that were altered not even the shape is sure.
    if (error instanceof DeltaMismatch || error instanceof TypeError) return false;
    throw error;
  }
}

function checkNames(call: StoredCall, where: string, named: string[][], tally: Tally, say: Say): void {
  const sound = named.filter((by) => by.length > 0 && by.every((policy) => call.policies.includes(policy)));
  tally.changes += sound.length;
  for (const by of sound) for (const policy of by) tally.policies.add(policy);
  if (sound.length === named.length) return;
  const nobodys = named.length - sound.length;
  say('change_unattributed', `${where}: ${nobodys} of ${named.length} changes have no policy of the call’s chain.`);
}

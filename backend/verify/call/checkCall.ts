import { codeOf } from '../../errors';
import type { ScannedCall, StoredCall } from '../../store';
import type { Say } from '../finding';
import type { Tally } from '../tally';
import { checkChangedBy } from './checkChangedBy';
import { checkEvents, type BodyEvents } from './checkEvents';
import { isStoredInPart } from './checkPart';
import { checkSide } from './checkSide';
import { checkTimes } from './checkTimes';

/** Proves what is stored under one id: a row, its events, and that all of it says the same. */
export function checkCall({ calls, events }: ScannedCall, tally: Tally, say: Say): void {
  const [call] = calls;
  tally.events += events.length;
  if (call === undefined) return say('event_without_call', `${events.length} events, and no row.`);
  if (calls.length > 1) say('call_twice', `it has ${calls.length} rows.`);
  tally.calls += 1;
  tally.byStatus.set(call.status, (tally.byStatus.get(call.status) ?? 0) + 1);
  const found = checkEvents(call, events, say);
  try {
    checkBodies(call, found, tally, say);
  } catch (error) {
    // Damage takes any form, and one call that nothing can read must not keep the others from being looked at. Its
    // message may quote a body.
    say('unreadable', `it can’t be read back (${codeOf(error) || (error instanceof Error ? error.name : 'unknown')}).`);
  }
}

function checkBodies(call: StoredCall, { request, response, said }: BodyEvents, tally: Tally, say: Say): void {
  const isStoredPart = said.some(isStoredInPart);
  if (isStoredPart) tally.inPart += 1;
  // Nothing of a body is kept, and of what it was the row alone tells.
  const inPart = isStoredPart || call.captureMode === 'metadata';
  const asked = request && checkSide({ call, direction: 'request', event: request, inPart }, tally, say);
  const answered = response && checkSide({ call, direction: 'response', event: response, inPart }, tally, say);
  const unread = (request !== null && asked === null) || (response !== null && answered === null);
  if (!unread)
    checkChangedBy(
      call,
      [asked, answered].flatMap((side) => side ?? []),
      inPart,
      say,
    );
  checkTimes(call, answered, inPart, tally, say);
}

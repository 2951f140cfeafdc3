import { callSchema } from '@lens/core/api';
import type { Direction } from '../../call';
import type { ReadableEvent, StoredCall } from '../../store';
import type { Say } from '../finding';
import type { Tally } from '../tally';
import { checkChanges } from './checkChanges';
import { checkCopies } from './checkCopies';
import { checkPart } from './checkPart';
import { readBodies, readBytes, type SideBytes } from './readSide';
import { saidOf, type Said } from './said';

export interface SideToCheck {
  call: StoredCall;
  direction: Direction;
  event: ReadableEvent;
  /** Only the beginnings of the bodies are kept. */
  inPart: boolean;
}

/** Proves one direction of a call; its bytes for what is asked of both. Null when they can’t be read. */
export function checkSide({ call, direction, event, inPart }: SideToCheck, tally: Tally, say: Say): SideBytes | null {
  const side = readBytes(event, say);
  if (side === null) return null;
  tally.bodies += side.final === null ? 1 : 2;
  tally.bodyBytes += side.original.length + (side.final?.length ?? 0);
  const said = saidOf(call, direction);
  checkSize(side, said, inPart, say);
  if (inPart) {
    checkPart(side, said, say);
    return side;
  }
  const api = callSchema.shape.api.safeParse(call.api);
  if (!api.success) {
    say('unreadable', 'the row names an API that nobody knows.');
    return side;
  }
  const bodies = readBodies(side, api.data, say);
  checkCopies(side, bodies, tally, say);
  checkChanges(call, side, bodies, said, tally, say);
  return side;
}

/** The bytes that the row counts, as they were sent on; of a body that is kept in part they were more. */
function checkSize({ event, original, final }: SideBytes, said: Said, inPart: boolean, say: Say): void {
  const { length } = final ?? original;
  if (said.bytes === null || (inPart ? said.bytes >= length : said.bytes === length)) return;
  say('size_wrong', `${event.eventType}: the row says ${said.bytes} bytes, and there are ${length}.`);
}

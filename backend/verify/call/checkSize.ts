import type { Say } from '../finding';
import type { SideBytes } from './readSide';
import type { Said } from './said';

/** The bytes that the row counts, as they were sent on; of a body that is kept in part they were more. */
export function checkSize({ event, original, final }: SideBytes, said: Said, inPart: boolean, say: Say): void {
  const { length } = final ?? original;
  if (said.bytes === null || (inPart ? said.bytes >= length : said.bytes === length)) return;
  say('size_wrong', `${event.eventType}: the row says ${said.bytes} bytes, and there are ${length}.`);
}

import { parseJson, type Json } from '@lens/core/json';
import type { Say } from '../finding';
import type { Tally } from '../tally';
import { compareCopy } from './jsonbCopy';
import type { SideBodies, SideBytes } from './readSide';

/** The copies in jsonb, which SQL reads where it can't read the bytes, say what the exact bytes say. */
export function checkCopies({ event, final }: SideBytes, bodies: SideBodies, tally: Tally, say: Say): void {
  // Before there were checksums every body had one. Of streams there are both, or none where SQL is to read nothing.
  const isCopied =
    event.originalSum === null || (event.rawKind === 'sse' && (event.original !== null || event.final !== null));
  check('original', event.original, bodies.original);
  if (final !== null) check('final', event.final, bodies.final);
  else if (event.final !== null)
    say('copy_differs', `${event.eventType}: there is a final in jsonb and none in bytes.`);

  function check(column: 'original' | 'final', text: string | null, body: Json): void {
    if (text === null && !isCopied) return;
    const copy = text === null ? null : parseJson(text);
    const found = compareCopy(copy, body);
    if (found === 'by rule') tally.copiesByRule += 1;
    if (found === 'different') {
      say('copy_differs', `${event.eventType}: the exact bytes of ${column} do not read back to its copy in jsonb.`);
    }
  }
}

import { unpackChunkTimes } from '@lens/core/waterfall';
import type { StoredCall } from '../../store';
import type { Say } from '../finding';
import type { Tally } from '../tally';
import type { SideBytes } from './readSide';

/** The chunks of a stream add up to its bytes; of a call that is kept in part they are more. */
export function checkTimes(
  call: StoredCall,
  response: SideBytes | null,
  inPart: boolean,
  tally: Tally,
  say: Say,
): void {
  const { upstreamChunks, clientChunks } = call;
  const isStream = upstreamChunks !== null || clientChunks !== null;
  if (!isStream && response?.event.rawKind === 'sse') say('times_wrong', 'response: a stream without times.');
  if (!isStream || response === null) return;
  tally.streams += 1;
  check('as the provider sent them', upstreamChunks, response.original);
  check('as the client was sent them', clientChunks, response.final ?? response.original);

  function check(which: string, packed: Uint8Array | null, body: Uint8Array): void {
    if (packed === null) return;
    const times = unpackChunkTimes(packed);
    if (times === null) return say('times_wrong', `response: the times of its chunks, ${which}, can’t be read.`);
    tally.chunks += times.bytes.length;
    const sum = times.bytes.reduce((total, bytes) => total + bytes, 0);
    if (inPart ? sum >= body.length : sum === body.length) return;
    say('times_wrong', `response: its chunks, ${which}, have ${sum} bytes, and the stream has ${body.length}.`);
  }
}

import type { TextChannel } from '@lens/core/formats';
import { turnOfTheLoop } from '../../maybe';

/** Longer texts of one event are read in slices, and other calls come between them. */
export const largeText = 32 * 1024;

/** So are more texts than these in one event. */
export const manyTexts = 500;

const sliceChars = 8 * 1024;

/** What a channel makes of all of a text but its last slice, which is for the caller to push. */
export interface Ahead {
  chars: number;
  settled: string;
}

/** Stops when nobody waits for it any more. */
export async function pushAhead(channel: TextChannel, text: string, signal: AbortSignal): Promise<Ahead> {
  let settled = '';
  let chars = 0;
  for (; chars + sliceChars < text.length; chars += sliceChars) {
    settled += channel.push(text.slice(chars, chars + sliceChars));
    await turnOfTheLoop();
    signal.throwIfAborted();
  }
  return { chars, settled };
}

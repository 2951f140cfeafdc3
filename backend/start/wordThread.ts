import type { Log } from '../log';
import { wordRowsOf, type MakeWordRows, type WordRow } from '../store';
import { startThreads, ThreadError } from '../threads';

/** Fewer characters are read before a thread would have them. */
const leastChars = 64 * 1024;
/** For a batch, and as long for its turn: it takes some tenths of a second. */
const batchMs = 60_000;

/**
 * Makes the words of calls in a thread beside the recorder's own, which has enough to do. It is started for the first
 * batch that is worth it.
 */
export function makeWordsIn(file: string, log: Log): MakeWordRows {
  const threads = startThreads({ file, data: null, count: 1, waitMs: batchMs, log });
  return async (calls) => {
    if (calls.reduce((sum, { text }) => sum + text.length, 0) < leastChars) return wordRowsOf(calls);
    try {
      return (await threads.run(() => ({ value: calls, move: [] }), batchMs)) as WordRow[];
    } catch (error) {
      // Why is in the log by then; a batch does not wait for a thread that can't be had.
      if (error instanceof ThreadError) return wordRowsOf(calls);
      throw error;
    }
  };
}

import type { Pool } from 'pg';
import { messageOf } from '../../errors';
import type { Log } from '../../log';
import { dayOfCall, type Day } from '../partitions/days';
import { mergeWords } from './mergeWords';
import { fewestIndexed, fewestOfBatch } from './wordRows';

/** Gives what is told of calls that were written: where enough came in small batches, their words are put together. */
export function keepMerged(pool: Pool, log: Log): (callIds: readonly string[]) => Promise<void> {
  const waiting = new Map<Day, number>();

  async function merge(day: Day): Promise<void> {
    try {
      while (await mergeWords(pool, day, false));
    } catch (error) {
      // They are found all the same, and housekeeping comes by.
      log.info({ error: messageOf(error) }, 'Words of calls were not put together.');
    }
  }

  return async (callIds) => {
    if (callIds.length >= fewestOfBatch) return;
    const due = new Set<Day>();
    for (const callId of callIds) {
      const day = dayOfCall(callId);
      if (day === null) continue;
      waiting.set(day, (waiting.get(day) ?? 0) + 1);
      if ((waiting.get(day) ?? 0) >= fewestIndexed) due.add(day);
    }
    for (const day of due) {
      waiting.delete(day);
      await merge(day);
    }
  };
}

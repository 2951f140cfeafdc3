import type { Pool } from 'pg';
import type { Archive } from '../archive';
import { messageOf } from '../errors';
import type { Log } from '../log';
import {
  clearDeletedWords,
  dayOf,
  dropCallless,
  dropErrors,
  dropExpired,
  dropStarts,
  keepPartitionsAhead,
  mergeAllWords,
} from '../store';
import { traced } from '../traced';

const hourMs = 3_600_000;

export interface HousekeepingOptions {
  pool: Pool;
  retentionDays: number;
  /** Null where calls are dropped without. */
  archive: Archive | null;
  /** After so long without a call of their trace spans are dropped. */
  calllessHours: number;
  log: Log;
  now: () => number;
}

/** Keeps partitions ahead of time and drops the expired ones, now and every hour; gives a function that ends it. */
export function startHousekeeping({
  pool,
  retentionDays,
  archive,
  calllessHours,
  log,
  now,
}: HousekeepingOptions): () => void {
  let calllessUntil = new Date(0);
  const dropDays = async () => {
    const { partitions, kept } = await dropExpired(pool, { retentionDays, now: now(), ...(archive && { archive }) });
    for (const error of kept)
      log.error(
        { error: messageOf(error) },
        'Expired calls or spans could not be archived and dropped, and are still there.',
      );
    if (partitions.length > 0)
      log.info({ partitions: partitions.length, retention_days: retentionDays }, 'Expired partitions were dropped.');
  };
  const dropSpans = async () => {
    const told = { after: calllessUntil, before: new Date(now() - calllessHours * hourMs) };
    await dropCallless(pool, told);
    calllessUntil = told.before;
  };
  const steps: Record<string, () => Promise<unknown>> = {
    'The partitions could not be kept.': () => keepPartitionsAhead(pool, log, { now: now() }),
    'Expired calls could not be dropped.': dropDays,
    'Old errors could not be dropped.': () => dropErrors(pool, { retentionDays, now: now() }),
    'Old starts could not be dropped.': () => dropStarts(pool, { retentionDays, now: now() }),
    'Spans without a call could not be dropped.': dropSpans,
    'Words of deleted calls could not be cleared.': () => clearDeletedWords(pool),
    'Words of calls could not be put together.': () => mergeAllWords(pool, dayOf(now())),
  };
  const round = traced('job.housekeeping')(async () => {
    for (const [failure, step] of Object.entries(steps)) {
      // The next round tries again; calls are safe meanwhile, their partitions are made days ahead.
      await step().catch((error: unknown) => log.error({ error: messageOf(error) }, failure));
    }
  });
  void round();
  const timer = setInterval(() => void round(), hourMs);
  return () => clearInterval(timer);
}

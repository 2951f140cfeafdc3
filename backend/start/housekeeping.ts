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
  const round = traced('job.housekeeping')(async () => {
    try {
      await keepPartitionsAhead(pool, log, { now: now() });
      const { partitions, kept } = await dropExpired(pool, { retentionDays, now: now(), ...(archive && { archive }) });
      for (const error of kept)
        log.error({ error: messageOf(error) }, 'Expired calls could not be archived, and are not dropped.');
      await dropErrors(pool, { retentionDays, now: now() });
      await dropStarts(pool, { retentionDays, now: now() });
      const told = { after: calllessUntil, before: new Date(now() - calllessHours * hourMs) };
      await dropCallless(pool, told);
      calllessUntil = told.before;
      await clearDeletedWords(pool);
      await mergeAllWords(pool, dayOf(now()));
      if (partitions.length > 0)
        log.info({ partitions: partitions.length, retention_days: retentionDays }, 'Expired partitions were dropped.');
    } catch (error) {
      // The next round tries again; calls are safe meanwhile, their partitions are made days ahead.
      log.error({ error: messageOf(error) }, 'The partitions could not be kept.');
    }
  });
  void round();
  const timer = setInterval(() => void round(), hourMs);
  return () => clearInterval(timer);
}

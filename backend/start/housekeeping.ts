import type { Pool } from 'pg';
import { messageOf } from '../errors';
import type { Log } from '../log';
import { dropErrors, dropExpired, dropStarts, keepPartitionsAhead } from '../store';
import { traced } from '../traced';

const hourMs = 3_600_000;

export interface HousekeepingOptions {
  pool: Pool;
  retentionDays: number;
  log: Log;
  now: () => number;
}

/** Keeps partitions ahead of time and drops the expired ones, now and every hour; gives a function that ends it. */
export function startHousekeeping({ pool, retentionDays, log, now }: HousekeepingOptions): () => void {
  const round = traced('job.housekeeping')(async () => {
    try {
      await keepPartitionsAhead(pool, log, { now: now() });
      const { partitions } = await dropExpired(pool, { retentionDays, now: now() });
      await dropErrors(pool, { retentionDays, now: now() });
      await dropStarts(pool, { retentionDays, now: now() });
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

import { statfsSync } from 'node:fs';
import type { Pool } from 'pg';
import { messageOf } from '../errors';
import type { Log } from '../log';
import { dayName, dayOf, storedSizes, type StoredSizes } from '../store';

export interface StorageWatch {
  /** As they were when last looked at; null before. */
  sizes(): StoredSizes | null;
  disk(): Disk | null;
  stop(): void;
}

/** The disk of the data folder, in bytes. */
export interface Disk {
  total: number;
  free: number;
}

export interface StorageWatchOptions {
  pool: Pool;
  dataDir: string;
  /** The database is on the disk of the data folder, too. */
  ownServer: boolean;
  /** Resolves to true when the tables are there: a given database may be away at the start, or be new. */
  ready: Promise<boolean>;
  log: Log;
  now: () => number;
}

const lookMs = 5 * 60_000;

/** Looks at what is stored and what room there is, now and every five minutes, and warns before the disk is full. */
export function watchStorage({ pool, dataDir, ownServer, ready, log, now }: StorageWatchOptions): StorageWatch {
  let sizes: StoredSizes | null = null;
  let disk: Disk | null = null;
  let warned: string | null = null;
  let isReady = false;
  const look = async (): Promise<void> => {
    try {
      const { bsize, blocks, bavail } = statfsSync(dataDir);
      disk = { total: bsize * blocks, free: bsize * bavail };
      if (isReady) sizes = await storedSizes(pool, dayName(dayOf(now()) - 1));
    } catch (error) {
      // Away; the log says so elsewhere.
      log.info({ error: messageOf(error) }, 'The sizes of what is stored could not be asked for.');
    }
    const warning = disk && diskWarning(disk, ownServer ? (sizes?.lastDay ?? null) : null);
    if (warning !== null && warning !== warned) log.warn({ ...disk, day_bytes: sizes?.lastDay ?? undefined }, warning);
    warned = warning;
  };
  void look();
  void ready.then((is) => {
    isReady = is;
    if (is) void look();
  });
  const timer = setInterval(() => void look(), lookMs);
  return { sizes: () => sizes, disk: () => disk, stop: () => clearInterval(timer) };
}

/** Left free for everyone else on the disk, as the spool leaves it: a twentieth, but no more than this. */
const mostReservedBytes = 10 * 1024 ** 3;
const daysAhead = 3;

/** What to say of a disk that is nearly full, or will be within days; null where there is room. */
export function diskWarning({ total, free }: Disk, dayBytes: number | null): string | null {
  const reserve = Math.min(total / 20, mostReservedBytes);
  const todo = 'Shorten storage.retention_days, keep less (storage.bodies_in_sql), or give the data folder more room.';
  if (free < reserve) return `The disk of the data folder is nearly full. ${todo}`;
  if (dayBytes !== null && free - reserve < daysAhead * dayBytes) {
    return `At yesterday's rate the disk of the data folder is full within ${daysAhead} days. ${todo}`;
  }
  return null;
}

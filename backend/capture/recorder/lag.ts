export interface LagLimits {
  /** A reader of pages waits no longer than this for a call, however busy the machine is: twice a rest. */
  lateMs: number;
  /** Kept up for so long, it goes to the background: at first, and after it was late there. */
  firstCalmMs: number;
  calmMs: number;
}

const defaults: LagLimits = { lateMs: 20_000, firstCalmMs: 1_000, calmMs: 60_000 };
/** A recorder that keeps up has younger things than this before it: it reads in turns and stores in batches. */
const usualMs = 2_000;

export interface Progress {
  /** The last record that the gateway wrote. */
  written: number;
  /** The last record that the recorder read. */
  read: number;
  /** The age of the oldest call that was read and is not stored. */
  oldestMs: number;
  /** The database can't be reached: no processor would help. */
  failing: boolean;
}

export type Lag = 'late' | 'calm' | null;

/**
 * Tells from the recorder's progress, looked at each second, when it is late and when it has kept up for so long that the
 * background is enough for it.
 */
export function createLag(limits: Partial<LagLimits> = {}): (now: number, progress: Progress) => Lag {
  const { lateMs, firstCalmMs, calmMs } = { ...defaults, ...limits };
  let unread: { sequence: number; since: number } | null = null;
  let keptUpSince: number | null = null;
  let patience = firstCalmMs;

  return (now, { written, read, oldestMs, failing }) => {
    if (unread === null || read >= unread.sequence) unread = written > read ? { sequence: written, since: now } : null;
    const waitedMs = Math.max(oldestMs, unread === null ? 0 : now - unread.since);
    keptUpSince = waitedMs > usualMs ? null : (keptUpSince ?? now);
    if (waitedMs > lateMs && !failing) {
      patience = calmMs;
      return 'late';
    }
    return keptUpSince !== null && now - keptUpSince >= patience ? 'calm' : null;
  };
}

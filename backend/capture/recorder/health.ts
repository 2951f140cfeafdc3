/** What tells how the recorder gets on: some of its figures. */
interface Progress {
  recorded: number;
  checkpoint: number;
  /** Calls wait to be stored, or records to be read. */
  pending: boolean;
  /** What must be stored can't be: the database refuses or can't be reached. */
  failing: boolean;
}

/** Whether there is any use in waiting for the recorder to make room. */
export interface RecorderHealth {
  heard(progress: Progress): void;
  /** The database is away, or the recorder does not get on. */
  isAway(): boolean;
}

/** A database that is started again, or cuts a connection, is back before that. */
const failingMs = 2_000;
/**
 * Without an error: a database that hangs, or a recorder that can't run. Longer than one that is late needs to be started
 * again at its priority (`pace.ts`), and shorter than a call waits for room.
 */
const standstillMs = 28_000;
/** For it to begin: behind the one of a process before, and a database that recovers. */
const startMs = 60_000;

/**
 * Counted from the recorder's first word: until then it starts, which takes its time on a busy machine.
 *
 * @param now milliseconds of a clock that nobody sets
 */
export function createRecorderHealth(now: () => number): RecorderHealth {
  let last: Progress | null = null;
  let movedAt = now();
  return {
    heard(progress) {
      const moved = progress.recorded !== last?.recorded || progress.checkpoint !== last.checkpoint;
      if (moved || !progress.pending) movedAt = now();
      last = progress;
    },
    isAway: () => now() - movedAt >= (last?.failing ? failingMs : last === null ? startMs : standstillMs),
  };
}

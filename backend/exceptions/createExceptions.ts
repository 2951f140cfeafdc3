import type { ErrorOccurrence } from '../call';
import type { Log } from '../log';
import { watchLog } from './watchLog';

interface Exceptions {
  /** A log whose unexpected errors are counted. */
  watch(log: Log, component: string): Log;
  /** From now on they are kept, and those from before. */
  keepIn: (write: (errors: readonly ErrorOccurrence[]) => Promise<void>) => void;
  close(): Promise<void>;
}

export interface ExceptionsOptions {
  now: () => number;
  /** Is told of each at once, too. */
  also?: (error: ErrorOccurrence) => void;
  limitsHit: { exceptions_not_counted: number };
}

const writeMs = 5_000;
/** While the database is away. */
const mostWaiting = 1_000;

/** Counts the errors of this process that nobody expected, and writes them together every few seconds. */
export function createExceptions({ now, also, limitsHit }: ExceptionsOptions): Exceptions {
  let waiting: ErrorOccurrence[] = [];
  let write: ((errors: readonly ErrorOccurrence[]) => Promise<void>) | null = null;

  function note(error: ErrorOccurrence): void {
    also?.(error);
    if (waiting.length < mostWaiting) waiting.push(error);
    else limitsHit.exceptions_not_counted += 1;
  }

  async function flush(): Promise<void> {
    if (write === null || waiting.length === 0) return;
    const written = waiting;
    waiting = [];
    try {
      await write(written);
    } catch {
      // The database is away, which its own part says: they are written when it is back.
      waiting = [...written, ...waiting].slice(0, mostWaiting);
    }
  }

  const timer = setInterval(() => void flush(), writeMs).unref();
  return {
    watch: (log, component) => watchLog(log, component, now, note),
    keepIn: (target) => void (write = target),
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}

import { Worker } from 'node:worker_threads';
import { messageOf } from '../errors';
import type { CaptureLog } from '../log';
import type { FromWorker, RecorderData, ToWorker } from './messages';
import type { RecorderStats } from './recorder';

export interface RecorderThreadOptions {
  /** The worker's bundle: `dist/recorder.js`. */
  file: string | URL;
  data: RecorderData;
  log: CaptureLog;
  firstRestartMs?: number;
  maxRestartMs?: number;
}

export interface RecorderThread {
  /** The figures of at most a second ago; null before the first. */
  stats(): (RecorderStats & { restarts: number }) | null;
  /**
   * Stores everything that is in the spool, for at most `drain` milliseconds, then ends the thread. What is left is
   * stored at the next start.
   */
  stop(options: { drain: number }): Promise<void>;
  /** Ends the thread at once; it is started again. For tests of that, and for operators. */
  terminate(): Promise<void>;
}

/** A thread that ran so long was sound: its next restart comes quickly again. */
const soundMs = 60_000;
/** Beyond the drain: for a write that is under way. */
const graceMs = 2_000;

/**
 * Runs the recorder in a worker thread. When the thread ends by a bug it is started again, after growing pauses, and
 * goes on from the checkpoint. A thread that runs out of memory mostly takes the process with it (V8 aborts): `attempts.ts`
 * sees to it that this does not happen for ever.
 */
export function startRecorder(options: RecorderThreadOptions): RecorderThread {
  const { file, data, log, firstRestartMs = 100, maxRestartMs = 10_000 } = options;
  let latest: RecorderStats | null = null;
  let restarts = 0;
  let pause = firstRestartMs;
  let restart: NodeJS.Timeout | null = null;
  let stopping = false;
  let worker = start();

  function start(): Worker {
    const started = new Worker(file, { workerData: data, name: 'recorder' });
    const startedAt = performance.now();
    let reason = 'it ended unasked';
    started.on('message', receive);
    started.on('error', (error) => (reason = messageOf(error)));
    started.on('exit', () => {
      if (!stopping) revive(reason, performance.now() - startedAt);
    });
    return started;
  }

  function receive(message: FromWorker): void {
    if (message.type === 'stats') latest = message.stats;
    else log[message.level](message.fields, message.message);
  }

  function revive(reason: string, ranMs: number): void {
    restarts++;
    pause = ranMs >= soundMs ? firstRestartMs : Math.min(2 * pause, maxRestartMs);
    log.error({ reason, restarts, pause_ms: pause }, 'the recorder stopped and is started again');
    restart = setTimeout(() => (worker = start()), pause);
  }

  async function stop({ drain }: { drain: number }): Promise<void> {
    stopping = true;
    if (restart) clearTimeout(restart);
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    if (worker.threadId === -1) return;
    const message: ToWorker = { type: 'stop', drainMs: drain };
    worker.postMessage(message);
    const timer = setTimeout(() => void worker.terminate(), drain + graceMs);
    await ended;
    clearTimeout(timer);
  }

  async function terminate(): Promise<void> {
    await worker.terminate();
  }

  return { stats: () => latest && { ...latest, restarts }, stop, terminate };
}

import { Worker } from 'node:worker_threads';
import type { Log } from '../log';

/** A task waited too long for a thread, took too long in it, or ended it. */
export class ThreadError extends Error {
  readonly code: 'thread_busy' | 'thread_timeout' | 'thread_failed';

  constructor(code: ThreadError['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'ThreadError';
    this.code = code;
  }
}

export interface ThreadsOptions {
  /** The threads' own bundle in `dist/`, which calls `serveTasks`. */
  file: string;
  /** What each is given at its start. */
  data: unknown;
  /** Started when there is a task for it. */
  count: number;
  /** How long a task may wait for a thread. */
  waitMs: number;
  log: Log;
}

/** Threads beside the event loop, each at one task at a time. */
export interface Threads {
  /**
   * Rejects with {@link ThreadError}, or with what the task threw.
   *
   * @param take asked when a thread is free, so that what waits costs no memory
   * @param timeoutMs from when a thread that has started has it; then the thread is ended, whatever it does
   */
  run(take: () => Message, timeoutMs: number): Promise<unknown>;
  stop: () => Promise<void>;
}

/** What goes from thread to thread: copied, but for the buffers that are moved. */
export interface Message {
  value: unknown;
  move: ArrayBuffer[];
}

interface Job {
  take: () => Message;
  timeoutMs: number;
  wait: NodeJS.Timeout;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}

interface Thread {
  worker: Worker;
  /** Its program is loaded: on a busy machine that takes longer than a task may. */
  isReady: boolean;
  job: Job | null;
  timer: NodeJS.Timeout | null;
}

export type Answered = { result: unknown } | { error: unknown };

/** What a thread says once, before all answers. */
export const ready = 'ready';

/** A machine that is busy may take its time. */
const mostStartMs = 60_000;

export function startThreads({ file, data, count, waitMs, log }: ThreadsOptions): Threads {
  const threads = new Set<Thread>();
  const waiting: Job[] = [];

  function next(): void {
    const job = waiting[0];
    if (job === undefined) return;
    const free = [...threads].find((thread) => thread.job === null) ?? (threads.size < count ? start() : null);
    if (free === null) return;
    waiting.shift();
    clearTimeout(job.wait);
    free.job = job;
    startClock(free, job);
    try {
      const { value, move } = job.take();
      free.worker.postMessage(value, move);
    } catch (error) {
      // No memory for it, or nothing that could be copied: this may be in another task's turn, which must not fail of it.
      release(free)?.reject(error);
      next();
    }
  }

  /** The time of a task does not run while its thread starts. */
  function startClock(thread: Thread, job: Job): void {
    if (thread.timer !== null) clearTimeout(thread.timer);
    thread.timer = setTimeout(() => end(thread, tooLong(job)), thread.isReady ? job.timeoutMs : mostStartMs);
  }

  function begin(thread: Thread): void {
    thread.isReady = true;
    if (thread.job !== null) startClock(thread, thread.job);
  }

  function start(): Thread {
    // Without the environment: it holds the providers' keys.
    const worker = new Worker(file, { workerData: data, env: {}, execArgv: ['--enable-source-maps'] });
    const thread: Thread = { worker, isReady: false, job: null, timer: null };
    threads.add(thread);
    worker.on('message', (said: Answered | typeof ready) => {
      if (said === ready) begin(thread);
      else settle(thread, said);
    });
    worker.on('error', (cause) => end(thread, new ThreadError('thread_failed', 'A thread ended in its task.', cause)));
    worker.unref();
    return thread;
  }

  function settle(thread: Thread, answered: Answered): void {
    const job = release(thread);
    if ('error' in answered) job?.reject(answered.error);
    else job?.resolve(answered.result);
    next();
  }

  function end(thread: Thread, error: ThreadError): void {
    if (!threads.delete(thread)) return;
    log.warn({ code: error.code }, 'A thread was ended in its task; the next task has another one.');
    void thread.worker.terminate();
    release(thread)?.reject(error);
    next();
  }

  function release(thread: Thread): Job | null {
    const { job, timer } = thread;
    if (timer !== null) clearTimeout(timer);
    thread.timer = null;
    thread.job = null;
    return job;
  }

  function giveUp(job: Job): void {
    waiting.splice(waiting.indexOf(job), 1);
    job.reject(new ThreadError('thread_busy', `No thread was free for this task within ${waitMs} ms.`));
  }

  return {
    run: (take, timeoutMs) =>
      new Promise((resolve, reject) => {
        const job: Job = { take, timeoutMs, resolve, reject, wait: setTimeout(() => giveUp(job), waitMs) };
        waiting.push(job);
        next();
      }),
    async stop() {
      const workers = [...threads].map(({ worker }) => worker);
      threads.clear();
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function tooLong({ timeoutMs }: Job): ThreadError {
  return new ThreadError('thread_timeout', `The task was not done within ${timeoutMs} ms.`);
}

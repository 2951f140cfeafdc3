import type { CallRecord, Sink } from '../../call';
import { messageOf } from '../../errors';
import type { Log } from '../../log';

export interface SinkQueueOptions<T extends { record: CallRecord; bytes: number }> {
  sink: Sink;
  log: Log;
  /** Resolves after that time, or at once when the recorder is to stop. */
  sleep: (ms: number) => Promise<void>;
  /** `error` is set for a call that the sink can't take. */
  onDone: (item: T, error: unknown) => void;
  limits?: Partial<SinkQueueLimits>;
}

export interface SinkQueueLimits {
  /** Rows and bytes of one write. */
  batchRows: number;
  batchBytes: number;
  /** What may wait in memory, as the length of its frames; parsed it takes several times that. */
  queuedBytes: number;
  /** How long a write waits for company. */
  lingerMs: number;
  firstRetryMs: number;
  maxRetryMs: number;
}

const defaults: SinkQueueLimits = {
  batchRows: 500,
  batchBytes: 8 * 1024 * 1024,
  queuedBytes: 16 * 1024 * 1024,
  lingerMs: 5,
  firstRetryMs: 100,
  maxRetryMs: 10_000,
};

export interface SinkStats {
  written: number;
  queued: number;
  retries: number;
  /** Calls an optional sink was too slow for. */
  dropped: number;
  poison: number;
  /** The last error while the sink is failing. */
  failing: string | null;
}

/** The queue before one sink: batches, retries with growing pauses, and singles out calls that can't be written. */
export class SinkQueue<T extends { record: CallRecord; bytes: number }> {
  readonly required: boolean;
  readonly name: string;
  readonly #options: SinkQueueOptions<T>;
  readonly #limits: SinkQueueLimits;
  readonly #stats: SinkStats = { written: 0, queued: 0, retries: 0, dropped: 0, poison: 0, failing: null };
  #queue: T[] = [];
  #bytes = 0;
  #running: Promise<void> | null = null;
  #stopped = false;

  constructor(options: SinkQueueOptions<T>) {
    this.#options = options;
    this.#limits = { ...defaults, ...options.limits };
    this.required = options.sink.required;
    this.name = options.sink.name;
  }

  /** Nothing more should be read from the spool until this has room. */
  get full(): boolean {
    return this.required && this.#bytes >= this.#limits.queuedBytes;
  }

  get idle(): boolean {
    return this.#queue.length === 0 && this.#running === null;
  }

  /** The last write failed, and what must be written can't be. */
  get failing(): boolean {
    return this.required && this.#stats.failing !== null;
  }

  stats(): SinkStats {
    return { ...this.#stats, queued: this.#queue.length };
  }

  push(item: T): void {
    if (!this.required && this.#bytes >= this.#limits.queuedBytes) {
      this.#stats.dropped++;
      return;
    }
    this.#queue.push(item);
    this.#bytes += item.bytes;
    this.#running ??= this.#run();
  }

  /** Ends retries; what was not written stays in the spool. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
    await this.#options.sink.close();
  }

  async #run(): Promise<void> {
    await this.#options.sleep(this.#limits.lingerMs);
    while (this.#queue.length > 0 && !this.#stopped) {
      const batch = this.#take();
      await this.#deliver(batch);
      for (const { bytes } of batch) this.#bytes -= bytes;
    }
    this.#running = null;
  }

  #take(): T[] {
    let rows = 0;
    let bytes = 0;
    let count = 0;
    for (const item of this.#queue) {
      rows += rowsOf(item.record);
      bytes += item.bytes;
      if (count > 0 && (rows > this.#limits.batchRows || bytes > this.#limits.batchBytes)) break;
      count++;
    }
    return this.#queue.splice(0, count);
  }

  async #deliver(batch: T[]): Promise<void> {
    const error = await this.#write(batch);
    if (error === null) {
      this.#stats.written += batch.length;
      for (const item of batch) this.#options.onDone(item, null);
      return;
    }
    if (this.#stopped && !this.#options.sink.isPoison(error.error)) return;
    if (batch.length > 1) {
      const half = Math.ceil(batch.length / 2);
      await this.#deliver(batch.slice(0, half));
      await this.#deliver(batch.slice(half));
      return;
    }
    this.#stats.poison++;
    for (const item of batch) this.#options.onDone(item, error.error);
  }

  /** Tries until it is written, found to be poison (the error), or the recorder stops (the last error). */
  async #write(batch: T[]): Promise<{ error: unknown } | null> {
    const { sink, log, sleep } = this.#options;
    for (let pause = this.#limits.firstRetryMs; ; pause = Math.min(2 * pause, this.#limits.maxRetryMs)) {
      try {
        await sink.write(batch.map(({ record }) => record));
        if (this.#stats.failing !== null) log.info({ sink: sink.name }, 'recorded calls are written again');
        this.#stats.failing = null;
        return null;
      } catch (error) {
        if (sink.isPoison(error) || this.#stopped) return { error };
        this.#stats.retries++;
        const message = messageOf(error);
        if (this.#stats.failing === null) {
          log.warn({ sink: sink.name, error: message }, 'recorded calls cannot be written; they wait in the spool');
        }
        this.#stats.failing = message;
        await sleep(pause);
      }
    }
  }
}

/** As the store has them: the call, its bodies, what policies said. */
function rowsOf({ response, events }: CallRecord): number {
  return 2 + events.length + (response ? 1 : 0);
}

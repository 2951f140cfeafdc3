import { setTimeout as wait } from 'node:timers/promises';
import type { Sink } from '../../call';
import { codeOf } from '../../errors';
import { faultOf, type Log } from '../../log';
import { createSinkTrouble, type SinkTrouble } from './sinkTrouble';
import { createTimedWriter, type TimedWriter } from './timedWriter';
import { bytesOf, countIn, WaitingCalls, type Counted, type WaitingCall } from './waitingCalls';

export interface SinkQueueOptions<T extends WaitingCall> {
  sink: Sink;
  log: Log;
  /** Resolves after that time, or at once when the recorder is to stop. */
  sleep: (ms: number) => Promise<void>;
  /** `error` is set for a call that the sink can't take. */
  onDone: (item: T, error: unknown) => void;
  /** `newIds` are the calls that the sink had not before, where it tells. */
  onWritten?: (batch: T[], newIds: readonly string[] | null) => void;
  /** A write begins; what it gives is called when that is over. */
  onWrite?: (batch: T[]) => () => void;
  limits?: Partial<SinkQueueLimits>;
}

export interface SinkQueueLimits {
  /** Rows, as the store has them, and bytes of one write. */
  batchRows: number;
  batchBytes: number;
  /** With so much waiting in memory nothing more is read, as the length of its frames; parsed it takes several times that. */
  queuedBytes: number;
  /** What is more than that is dropped before an optional sink: where others have more read, it may be left behind. */
  optionalBytes: number;
  /** How long a write waits for company. */
  lingerMs: number;
  firstRetryMs: number;
  maxRetryMs: number;
  /** How long a write may take, where its sink does not say. */
  writeTimeoutMs: number;
  /** How long a stop waits for what is under way, and for what waits before an optional sink. */
  stopGraceMs: number;
}

const defaults: SinkQueueLimits = {
  batchRows: 500,
  batchBytes: 8 * 1024 * 1024,
  queuedBytes: 16 * 1024 * 1024,
  optionalBytes: 32 * 1024 * 1024,
  lingerMs: 5,
  firstRetryMs: 100,
  maxRetryMs: 10_000,
  writeTimeoutMs: 30_000,
  stopGraceMs: 1_000,
};

export interface SinkStats {
  written: number;
  queued: number;
  retries: number;
  /** Writes that took too long; they are tried again like those that failed. */
  timeouts: number;
  /** Calls an optional sink was too slow for. */
  dropped: number;
  /** Calls that the sink would not take by themselves either. */
  poison: number;
  /** Likewise of spans around calls, which only required sinks are given. */
  spans: { written: number; queued: number; poison: number };
  /** By the sink's own limits. */
  limitsHit: Readonly<Record<string, number>>;
  /** The last error while the sink is failing. */
  failing: string | null;
}

/**
 * The queue before one sink: batches, retries with growing pauses, and singles out calls that can't be written. Before a
 * required sink it grows until it is `full`, and nothing more is to be pushed; before an optional one the oldest make
 * room for the newest.
 */
export class SinkQueue<T extends WaitingCall> {
  readonly required: boolean;
  readonly name: string;
  readonly #options: SinkQueueOptions<T>;
  readonly #limits: SinkQueueLimits;
  readonly #writer: TimedWriter;
  readonly #trouble: SinkTrouble;
  readonly #counts = { retries: 0, timeouts: 0, dropped: 0 };
  readonly #written = { calls: 0, spans: 0 };
  readonly #poison = { calls: 0, spans: 0 };
  readonly #waiting = new WaitingCalls<T>();
  /** The batches that are under way, the oldest first, with their bytes. */
  readonly #writing = new Map<T[], number>();
  readonly #parallelWrites: number;
  /** What takes batches one after the other; more than one while there is a whole batch for each. */
  readonly #running = new Set<Promise<void>>();
  #writers = 0;
  #pauseMs: number;
  #stopping = false;
  #left = false;

  constructor(options: SinkQueueOptions<T>) {
    const { sink, log } = options;
    this.#options = options;
    this.#limits = { ...defaults, ...options.limits };
    this.required = sink.required;
    this.name = sink.name;
    this.#pauseMs = this.#limits.firstRetryMs;
    this.#parallelWrites = sink.required ? (sink.parallelWrites ?? 1) : 1;
    this.#writer = createTimedWriter(sink, sink.writeTimeoutMs ?? this.#limits.writeTimeoutMs);
    this.#trouble = createSinkTrouble(sink.name, sink.required, log);
  }

  /** Nothing more should be read from the spool for this one until it has room. */
  get full(): boolean {
    return this.#waiting.bytes + this.#bytesUnderWay() >= this.#limits.queuedBytes;
  }

  /** That is written, or waits to be. */
  get oldest(): T | undefined {
    const [batch] = this.#writing.keys();
    return batch?.[0] ?? this.#waiting.oldest;
  }

  get idle(): boolean {
    return this.#writers === 0;
  }

  /** The last write failed, and what must be written can't be. */
  get failing(): boolean {
    return this.required && this.#trouble.failing() !== null;
  }

  stats(): SinkStats {
    const queued = countIn([...this.#waiting.all(), ...[...this.#writing.keys()].flat()]);
    const { limitsHit = {} } = this.#options.sink;
    return {
      ...this.#counts,
      written: this.#written.calls,
      queued: queued.calls,
      poison: this.#poison.calls,
      spans: { written: this.#written.spans, queued: queued.spans, poison: this.#poison.spans },
      limitsHit,
      failing: this.#trouble.failing(),
    };
  }

  push(item: T): void {
    this.#waiting.push(item);
    this.#keepBound();
    if (this.#writers === 0 || this.#mayWriteBeside()) this.#startWriter();
  }

  /** Leaves out those of the waiting calls. */
  drop(which: (item: T) => boolean): void {
    this.#countDropped(this.#waiting.drop(which));
  }

  /** Is not given a call that there is no memory for. */
  pass(): void {
    this.#countDropped(1);
  }

  /**
   * Ends retries. What a required sink has not written stays in the spool; an optional one has a moment for what waits.
   * Neither is waited for longer than that moment, whatever it does.
   */
  async stop(): Promise<void> {
    this.#stopping = true;
    const patience = new AbortController();
    const overdue = wait(this.#limits.stopGraceMs, undefined, { signal: patience.signal }).catch(() => undefined);
    await Promise.race([this.#finish(), overdue]);
    patience.abort();
    this.#left = true;
    this.#writer.leave();
    if (!this.required) this.#counts.dropped += this.#waiting.length + this.#callsUnderWay();
  }

  async #finish(): Promise<void> {
    await Promise.all(this.#running);
    const { sink, log } = this.#options;
    try {
      await sink.close();
    } catch (error) {
      log.warn({ sink: this.name, ...faultOf(error) }, 'A sink could not be closed.');
    }
  }

  #keepBound(): void {
    if (this.required) return;
    this.#countDropped(this.#waiting.dropOldest(this.#limits.optionalBytes - this.#bytesUnderWay()));
  }

  #countDropped(calls: number): void {
    if (calls === 0) return;
    this.#counts.dropped += calls;
    this.#trouble.dropped(calls);
  }

  #callsUnderWay(): number {
    return this.#writing.keys().reduce((sum, { length }) => sum + length, 0);
  }

  #bytesUnderWay(): number {
    return this.#writing.values().reduce((sum, bytes) => sum + bytes, 0);
  }

  #mayWriteBeside(): boolean {
    const { batchRows, batchBytes } = this.#limits;
    const isSound = this.#trouble.failing() === null;
    return isSound && this.#writers < this.#parallelWrites && this.#waiting.fill(batchRows, batchBytes);
  }

  #startWriter(): void {
    this.#writers++;
    const running = this.#run().finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #run(): Promise<void> {
    await this.#options.sleep(this.#limits.lingerMs);
    while (this.#goesOn()) {
      const mayWrite = this.#writer.abandonedBytes() <= this.#limits.queuedBytes;
      if (mayWrite && (await this.#writeSome())) continue;
      // One is enough to find out when the sink is back.
      if (this.#stopping || this.#writers > 1) break;
      await this.#options.sleep(this.#pauseMs);
      this.#pauseMs = Math.min(2 * this.#pauseMs, this.#limits.maxRetryMs);
    }
    this.#writers--;
  }

  /** The last writer takes what there is, the others whole batches: small ones cost the sink as much. */
  #goesOn(): boolean {
    const { batchRows, batchBytes } = this.#limits;
    const hasWork = this.#writers > 1 ? this.#waiting.fill(batchRows, batchBytes) : this.#waiting.length > 0;
    return hasWork && !this.#left && !(this.#stopping && this.required);
  }

  /** False when what is not written yet waits for another try. */
  async #writeSome(): Promise<boolean> {
    const batch = this.#waiting.take(this.#limits.batchRows, this.#limits.batchBytes);
    this.#writing.set(batch, bytesOf(batch));
    const left = await this.#deliver(batch);
    this.#writing.delete(batch);
    this.#waiting.putBack(left);
    this.#keepBound();
    if (left.length > 0) return false;
    this.#pauseMs = this.#limits.firstRetryMs;
    if (!this.full) this.#trouble.keepsUp();
    return true;
  }

  /** Writes them, in halves where the sink can't take them together; gives those that are to be tried again. */
  async #deliver(batch: T[]): Promise<T[]> {
    const failure = await this.#write(batch);
    if (failure === null) {
      count(this.#written, batch);
      for (const item of batch) this.#options.onDone(item, null);
      return [];
    }
    if (!failure.isPoison) return batch;
    if (batch.length === 1) {
      count(this.#poison, batch);
      for (const item of batch) this.#options.onDone(item, failure.error);
      return [];
    }
    const half = Math.ceil(batch.length / 2);
    const left = await this.#deliver(batch.slice(0, half));
    const rest = batch.slice(half);
    return left.length > 0 ? [...left, ...rest] : this.#deliver(rest);
  }

  async #write(batch: T[]): Promise<{ error: unknown; isPoison: boolean } | null> {
    const over = this.#options.onWrite?.(batch);
    try {
      const records = batch.map(({ record }) => record);
      const newIds = await this.#writer.write(records, bytesOf(batch));
      this.#trouble.written();
      this.#options.onWritten?.(batch, newIds);
      return null;
    } catch (error) {
      const isPoison = this.#isPoison(error);
      if (!isPoison && !this.#left) this.#note(error);
      return { error, isPoison };
    } finally {
      over?.();
    }
  }

  #note(error: unknown): void {
    if (codeOf(error) === 'sink_timeout') this.#counts.timeouts++;
    this.#counts.retries++;
    this.#trouble.failed(error);
  }

  /** What is wrong with the sink itself is no reason to give a call up. */
  #isPoison(error: unknown): boolean {
    try {
      return this.#options.sink.isPoison(error);
    } catch {
      return false;
    }
  }
}

function count(into: Counted, items: readonly WaitingCall[]): void {
  const { calls, spans } = countIn(items);
  into.calls += calls;
  into.spans += spans;
}

import type { PriceTable } from '@lens/core/pricing';
import {
  isSpanBatch,
  storedSummaryOf,
  type CallRecord,
  type SamplingSettings,
  type Sink,
  type StoredSummary,
} from '../../call';
import { messageOf } from '../../errors';
import { faultOf, type Log } from '../../log';
import { quarantine } from '../quarantine/quarantine';
import { readCheckpoint, type Checkpoint } from '../spool/checkpoint';
import { nodeFs, type SpoolFs } from '../spool/fs';
import type { ReaderStats } from '../spool/reader';
import { createAssembly, type PendingCall } from './assembly';
import { openAttempts, type Attempts } from './attempts';
import { CallReader, type CompleteCall } from './callReader';
import { readCarry } from './carry';
import { Checkpoints } from './checkpoints';
import { createFrameFiles, type FrameFiles } from './frameFiles';
import { OptionalSinks, type RecordedItem } from './optionalSinks';
import { bytesOf, createRecordMaker, heavyBytes, holdsSpans, lastSequence, type MakeRecord } from './recordMaker';
import { SinkQueue, type SinkQueueLimits, type SinkQueueOptions, type SinkStats } from './sinkQueue';

export interface RecorderOptions {
  dir: string;
  sinks: Sink[];
  log: Log;
  /** Milliseconds since the Unix epoch. */
  now: () => number;
  sleep: (ms: number) => Promise<void>;
  files?: SpoolFs;
  limits?: Partial<SinkQueueLimits>;
  checkpointMs?: number;
  carryAfter?: number;
  /** Of a call with more bytes than this the beginning is stored, and it is neither rebuilt nor compared. */
  callBytes?: number;
  /** Which calls leave traces and logs; all where nothing is said. */
  sampling?: SamplingSettings;
  /** What calls cost; without it nobody asks. */
  prices?: PriceTable | null;
  /** A call of which nothing was heard for so long will not end any more: its end found no room in the spool. */
  openCallMs?: number;
  /** Is told of calls when they are stored, once each although delivery is at least once: a batch of the store's. */
  onStored?: (calls: StoredSummary[]) => void;
  /** After so long without room for another call before required sinks, the others go on without them. */
  stuckMs?: number;
  /** How far those may then be behind before they lose the oldest calls. */
  mostUnreadBytes?: number;
}

export interface RecorderStats extends ReaderStats {
  /** Of the last record that was read, and of the last one before the durable checkpoint. */
  sequence: number;
  checkpoint: number;
  openCalls: number;
  /** Complete calls that are not stored yet, and the age of the oldest in milliseconds. */
  unstored: number;
  oldestMs: number;
  recorded: number;
  interrupted: number;
  /** Stored in part: too large, or the recorder died of them. Also counted as recorded. */
  partial: number;
  quarantined: number;
  /** Could neither be stored nor put aside. */
  lost: number;
  /** Likewise of spans around calls; a batch that can't be read counts as one. */
  spans: { quarantined: number; lost: number };
  orphanFrames: number;
  failing: string | null;
  /** A sink that must have every call refuses them, or can't be reached. */
  blocked: boolean;
  sinks: Record<string, SinkStats>;
}

interface Item extends RecordedItem {
  /** Required sinks that have not taken it yet. */
  waiting: number;
  error: unknown;
}

const MIB = 1024 * 1024;
/** What comes while a recorder that keeps up reads and stores. */
const recentMs = 2_000;
const recentBytes = MIB;
const ignore = () => undefined;

/** Reads the spool, makes records of calls and hands them to the sinks. `turn` is called by a loop: see `runRecorder`. */
export class Recorder {
  readonly #options: RecorderOptions;
  readonly #files: SpoolFs;
  readonly #reader: CallReader;
  readonly #frames: FrameFiles;
  readonly #attempts: Attempts;
  readonly #makeRecord: MakeRecord;
  readonly #checkpoints: Checkpoints;
  readonly #required: SinkQueue<Item>[];
  readonly #optional: OptionalSinks;
  readonly #queues: (SinkQueue<Item> | SinkQueue<RecordedItem>)[];
  /** Made into records and not stored yet, the oldest first. */
  readonly #unstored = new Set<CompleteCall>();
  readonly #counts = { recorded: 0, interrupted: 0, partial: 0, quarantined: 0, lost: 0 };
  readonly #spans = { quarantined: 0, lost: 0 };
  /** A heavy call that is not stored yet. */
  #alone: CompleteCall | null = null;
  /** Since when required sinks have let nothing more in, nor taken a call. */
  #stuckSince: number | null = null;
  #isReading = true;
  #checkpointAt = 0;

  constructor(options: RecorderOptions) {
    const { dir, log, now, files = nodeFs, carryAfter = 4, callBytes = Infinity, mostUnreadBytes = 64 * MIB } = options;
    this.#options = options;
    this.#files = files;
    this.#frames = createFrameFiles(files, dir);
    this.#attempts = openAttempts(files, dir, log);
    this.#makeRecord = createRecordMaker(this.#frames, this.#attempts, callBytes, options);
    const resumed = readCheckpoint(files, dir);
    const onLost = (lost: ReadonlySet<PendingCall>) => void this.#reader.giveUp((call) => lost.has(call));
    this.#checkpoints = new Checkpoints({ files, dir, log, frames: this.#frames, resumed, carryAfter, onLost });
    const required = options.sinks.filter((sink) => sink.required);
    this.#required = required.map((sink, index) =>
      this.#queueBefore<Item>(sink, {
        onDone: (item, error) => this.#done(item, error),
        ...(index === 0 ? { onWritten: (batch, newIds) => this.#tellStored(batch, newIds) } : {}),
      }),
    );
    const others = options.sinks.filter((sink) => !sink.required);
    const queues = others.map((sink) => this.#queueBefore<RecordedItem>(sink, { onDone: ignore }));
    this.#queues = [...this.#required, ...queues];
    const from = resumed.optional ?? resumed;
    this.#optional = new OptionalSinks({ queues, makeRecord: this.#makeRecord, from, mostUnreadBytes });
    this.#reader = new CallReader({ files, dir, from: resumed, assembly: createAssembly(now), log, now });
    this.#resumeCarried(resumed);
  }

  /** Reads on. True when there is more to read at once; false at the spool's end, on trouble, or when sinks are behind. */
  turn(): boolean {
    const { now, openCallMs = Infinity } = this.#options;
    const isAheadReading = this.#optional.turn(this.#alone !== null);
    this.#isReading = this.#reader.turn({
      mayGoOn: (next) => this.#optional.mayPass(this.#reader.position()) && this.#hasRoom(next),
      take: (call) => this.#process(call),
      silentSince: now() - openCallMs,
    });
    if (this.#isStuck()) this.#optional.readAhead(this.#reader);
    this.#attempts.rest();
    this.#checkpointIfDue();
    return this.#isReading || isAheadReading;
  }

  /**
   * There is nothing to wait for: what required sinks must have of all there is in the spool is stored, or can't be stored
   * now. The others are not waited for.
   */
  get settled(): boolean {
    const isTaken = !this.#isReading && (this.#blocked || this.#reader.waiting().length === 0);
    return isTaken && this.#required.every(({ idle, failing }) => idle || failing);
  }

  /** Required sinks have everything but what came just now. */
  get caughtUp(): boolean {
    return this.#oldestMs() < recentMs && this.#reader.unreadBytes() < recentBytes;
  }

  /** What the gateway has written and nobody has read; Infinity when that can't be seen, which `turn` tells. */
  unreadBytes(): number {
    return this.#optional.unreadBytes() ?? this.#reader.unreadBytes();
  }

  stats(): RecorderStats {
    return {
      ...this.#reader.stats(),
      ...this.#counts,
      spans: { ...this.#spans },
      sequence: this.#reader.position().sequence,
      checkpoint: this.#checkpoints.durable.sequence,
      openCalls: this.#reader.openCalls(),
      unstored: [...this.#unstored, ...this.#reader.waiting()].filter((call) => !holdsSpans(call)).length,
      oldestMs: this.#oldestMs(),
      failing: this.#reader.failing(),
      blocked: this.#blocked,
      sinks: Object.fromEntries(this.#queues.map((queue) => [queue.name, queue.stats()])),
    };
  }

  checkpoint(): void {
    this.#checkpointAt = this.#options.now();
    const reader = this.#reader;
    const unstored = [...this.#unstored, ...reader.waiting()];
    const progress = { read: reader.position(), open: reader.open(), unstored };
    this.#checkpoints.move(progress, this.#optional.doneUntil(reader));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#queues.map((queue) => queue.stop()));
    this.checkpoint();
    this.#optional.close();
    this.#reader.close();
    this.#frames.close();
    this.#attempts.close();
  }

  #queueBefore<T extends RecordedItem>(
    sink: Sink,
    observer: Pick<SinkQueueOptions<T>, 'onDone' | 'onWritten'>,
  ): SinkQueue<T> {
    const { log, sleep, limits = {} } = this.#options;
    return new SinkQueue<T>({ sink, log, sleep, limits, onWrite: (batch) => this.#noteHeavy(batch), ...observer });
  }

  #resumeCarried({ carry, carried }: Checkpoint): void {
    if (carry === null) return;
    this.#reader.feedCarried(readCarry(this.#files, this.#options.dir, carry, new Set(carried)), carry);
  }

  #oldestMs(): number {
    const [oldest = this.#reader.waiting()[0]] = this.#unstored;
    return oldest === undefined ? 0 : Math.max(0, this.#options.now() - oldest.readAt);
  }

  get #blocked(): boolean {
    return this.#required.some(({ failing }) => failing);
  }

  #hasRoom(next: CompleteCall | undefined): boolean {
    const isFull = this.#alone !== null || this.#required.some(({ full }) => full);
    const hasRoom = !isFull && (next === undefined || bytesOf(next) < heavyBytes || this.#unstored.size === 0);
    if (hasRoom) this.#stuckSince = null;
    else this.#stuckSince ??= this.#options.now();
    return hasRoom;
  }

  #isStuck(): boolean {
    if (this.#stuckSince === null) return false;
    const { now, stuckMs = 2000 } = this.#options;
    const since = now() - this.#stuckSince;
    return since < 0 || since >= stuckMs;
  }

  #process(call: CompleteCall): void {
    const bytes = bytesOf(call);
    if (bytes >= heavyBytes) this.#optional.makeRoomForHeavy();
    try {
      this.#push({ call, record: this.#makeRecord(call), bytes, waiting: this.#required.length, error: null });
    } catch (error) {
      this.#putAside(call, null, error);
    }
  }

  #push(item: Item): void {
    const { call, record, bytes, waiting } = item;
    if (!isSpanBatch(record)) this.#noteEnding(item, record);
    if (bytes >= heavyBytes && waiting > 0) this.#alone = call;
    if (waiting > 0) this.#unstored.add(call);
    for (const queue of this.#required) queue.push(item);
    this.#optional.give(item);
  }

  #noteEnding({ call, bytes }: Item, { status, partial }: CallRecord): void {
    if (status === 'interrupted') this.#counts.interrupted++;
    if (partial) {
      this.#counts.partial++;
      const { reason } = partial;
      this.#options.log.warn({ call_id: call.callId, reason, bytes }, 'A call is stored in part.');
    }
  }

  /** While a heavy call is written, the attempt is noted as while it is read: it may be death either way. */
  #noteHeavy(batch: RecordedItem[]): () => void {
    const heavy = batch.find(({ bytes }) => bytes >= heavyBytes);
    if (!heavy) return ignore;
    const sequence = lastSequence(heavy.call);
    this.#attempts.begin(sequence);
    return () => {
      this.#attempts.end(sequence);
      this.#attempts.rest();
    };
  }

  #tellStored(batch: Item[], newIds: readonly string[] | null): void {
    const isNew = newIds && new Set(newIds);
    const stored = batch.flatMap(({ record }) =>
      isSpanBatch(record) || isNew?.has(record.callId) === false ? [] : [storedSummaryOf(record)],
    );
    if (stored.length > 0) this.#options.onStored?.(stored);
  }

  #done(item: Item, error: unknown): void {
    this.#stuckSince = null;
    item.error ??= error;
    item.waiting--;
    if (item.waiting > 0) return;
    if (item.error === null) this.#counts.recorded += isSpanBatch(item.record) ? 0 : 1;
    else this.#putAside(item.call, item.record, item.error);
    if (this.#alone === item.call) this.#alone = null;
    this.#unstored.delete(item.call);
  }

  #putAside(call: CompleteCall, record: RecordedItem['record'] | null, error: unknown): void {
    const { dir, log, now } = this.#options;
    const isCall = !holdsSpans(call);
    const fields = { ...(isCall && { call_id: call.callId }), ...faultOf(error) };
    const count = (as: 'quarantined' | 'lost') => {
      if (isCall) this.#counts[as]++;
      else this.#spans[as] += record && isSpanBatch(record) ? record.traceSpans.length : 1;
    };
    const what = isCall ? 'A call' : 'Spans around calls';
    try {
      quarantine({ files: this.#files, dir, frames: this.#frames, now: now() }, call, error);
      count('quarantined');
      log.error(fields, `${what} could not be recorded; the frames are in the quarantine folder of the spool.`);
    } catch (failure) {
      count('lost');
      log.error({ ...fields, quarantine: messageOf(failure) }, `${what} could not be recorded nor put aside.`);
    }
  }

  #checkpointIfDue(): void {
    const since = this.#options.now() - this.#checkpointAt;
    if (since < 0 || since >= (this.#options.checkpointMs ?? 500)) this.checkpoint();
  }
}

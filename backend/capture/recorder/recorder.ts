import { callRecordOf, partialRecord, type CallRecord, type Sink, type WhyPartial } from '../../call';
import { codeOf, messageOf } from '../../errors';
import { CaptureError } from '../errors';
import type { Log } from '../../log';
import { readCheckpoint } from '../spool/checkpoint';
import { nodeFs, type SpoolFs } from '../spool/fs';
import { segmentName } from '../spool/paths';
import { SpoolReader, type ReaderStats, type SpoolRecord } from '../spool/reader';
import { openAttempts, type Attempts } from './attempts';
import { createAssembly, type Assembly, type PendingCall } from './assembly';
import { readCarry } from './carry';
import { Checkpoints } from './checkpoints';
import { createFrameFiles, type FrameFiles } from './frameFiles';
import { SinkQueue, type SinkQueueLimits, type SinkStats } from './sinkQueue';
import { quarantine } from '../quarantine/quarantine';
import { readBeginning } from './readBeginning';
import { readCall } from './readCall';
import { deathsWhole, whyPartial } from './whyPartial';

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
  /** A call of which nothing was heard for so long will not end any more: its end found no room in the spool. */
  openCallMs?: number;
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
  orphanFrames: number;
  failing: string | null;
  /** A sink that must have every call refuses them, or can't be reached. */
  blocked: boolean;
  sinks: Record<string, SinkStats>;
}

interface Item {
  call: PendingCall;
  record: CallRecord;
  bytes: number;
  /** Required sinks that have not taken it yet. */
  waiting: number;
  error: unknown;
}

const recordsPerTurn = 256;
/** After so many failed reads of one place (a bad sector) the rest of the segment is given up. */
const readAttempts = 10;
/** Parsed, a call takes many times its bytes: from here on it is alone in memory until it is stored. */
const heavyBytes = 4 * 1024 * 1024;

/** Reads the spool, makes records of calls and hands them to the sinks. `turn` is called by a loop: see `runRecorder`. */
export class Recorder {
  readonly #options: RecorderOptions;
  readonly #files: SpoolFs;
  readonly #reader: SpoolReader;
  readonly #assembly: Assembly;
  readonly #frames: FrameFiles;
  readonly #attempts: Attempts;
  readonly #checkpoints: Checkpoints;
  readonly #queues: SinkQueue<Item>[];
  readonly #unstored = new Map<PendingCall, number>();
  /** Complete, but not yet made into records. */
  readonly #complete: PendingCall[] = [];
  readonly #counts = { recorded: 0, interrupted: 0, partial: 0, quarantined: 0, lost: 0 };
  /** A heavy call that is not stored yet. */
  #alone: PendingCall | null = null;
  #checkpointAt = 0;
  #failing: string | null = null;
  #readFailures = 0;

  constructor(options: RecorderOptions) {
    const { dir, sinks, log, sleep, limits = {}, files = nodeFs, carryAfter = 4 } = options;
    this.#options = options;
    this.#files = files;
    this.#assembly = createAssembly(options.now);
    this.#frames = createFrameFiles(files, dir);
    this.#attempts = openAttempts(files, dir, log);
    const resumed = readCheckpoint(files, dir);
    this.#checkpoints = new Checkpoints({ files, dir, log, frames: this.#frames, resumed, carryAfter });
    this.#reader = new SpoolReader(files, dir, resumed);
    const onDone = (item: Item, error: unknown) => this.#done(item, error);
    this.#queues = sinks.map(
      (sink) =>
        new SinkQueue<Item>({
          sink,
          log,
          sleep,
          limits,
          onDone: sink.required ? onDone : ignore,
          onWrite: (batch) => this.#noteHeavy(batch),
        }),
    );
    if (resumed.carry === null) return;
    for (const record of readCarry(files, dir, resumed.carry, new Set(resumed.carried))) {
      this.#feed(record, resumed.carry);
    }
  }

  /** Reads on. True when there is more to read at once; false at the spool's end, on trouble, or when sinks are behind. */
  turn(): boolean {
    let read = 0;
    try {
      while (read < recordsPerTurn && this.#hasRoom()) {
        read++;
        // A boot may leave thousands of calls open: they wait here, as places in the spool, until there is room.
        const call = this.#complete.shift();
        if (call) this.#process(call);
        else if (!this.#readOn() && !this.#giveUpSilent()) break;
      }
      this.#readFailures = 0;
      this.#failing = null;
      return read === recordsPerTurn;
    } catch (error) {
      this.#trouble(error);
      return false;
    } finally {
      this.#checkpointIfDue();
    }
  }

  /**
   * There is nothing to wait for: what required sinks must have of all that was read is stored, or can't be stored now.
   * The others are not waited for.
   */
  get settled(): boolean {
    const required = this.#queues.filter((queue) => queue.required);
    return (this.#blocked || this.#complete.length === 0) && required.every(({ idle, failing }) => idle || failing);
  }

  /** What the gateway has written and this has not read; Infinity when that can't be seen, which `turn` tells. */
  unreadBytes(): number {
    try {
      return this.#reader.unreadBytes();
    } catch {
      return Infinity;
    }
  }

  stats(): RecorderStats {
    const [oldest] = this.#unstored.values();
    return {
      ...this.#reader.stats(),
      ...this.#counts,
      sequence: this.#reader.position().sequence,
      checkpoint: this.#checkpoints.durable.sequence,
      openCalls: this.#assembly.openCalls(),
      unstored: this.#unstored.size,
      oldestMs: oldest === undefined ? 0 : Math.max(0, this.#options.now() - oldest),
      orphanFrames: this.#assembly.orphans(),
      failing: this.#failing,
      blocked: this.#blocked,
      sinks: Object.fromEntries(this.#queues.map((queue) => [queue.name, queue.stats()])),
    };
  }

  checkpoint(): void {
    this.#checkpointAt = this.#options.now();
    this.#checkpoints.move(this.#reader.position(), [...this.#assembly.open()], [...this.#unstored.keys()]);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#queues.map((queue) => queue.stop()));
    this.checkpoint();
    this.#reader.close();
    this.#frames.close();
    this.#attempts.close();
  }

  get #blocked(): boolean {
    return this.#queues.some(({ failing }) => failing);
  }

  #hasRoom(): boolean {
    if (this.#alone || this.#queues.some(({ full }) => full)) return false;
    const [next] = this.#complete;
    return next === undefined || bytesOf(next) < heavyBytes || this.#unstored.size === this.#complete.length;
  }

  /** Only at the spool's end: until then the end of a call may be in what was not read yet. */
  #giveUpSilent(): boolean {
    const { now, openCallMs = Infinity } = this.#options;
    const silent = this.#assembly.silentSince(now() - openCallMs);
    for (const call of silent) this.#completed(call);
    return silent.length > 0;
  }

  #readOn(): boolean {
    const record = this.#reader.next();
    if (record) this.#feed(record, segmentName(record.segment));
    return record !== null;
  }

  #feed(record: SpoolRecord, file: string): void {
    for (const call of this.#assembly.feed(record, file)) this.#completed(call);
  }

  #completed(call: PendingCall): void {
    this.#unstored.set(call, this.#options.now());
    this.#complete.push(call);
  }

  #process(call: PendingCall): void {
    const sequence = lastSequence(call);
    try {
      const deaths = this.#attempts.begin(sequence);
      if (deaths > deathsWhole) {
        throw new CaptureError('recorder_failed', 'The recorder died of this call several times.');
      }
      const why = whyPartial(bytesOf(call), deaths, this.#options.callBytes ?? Infinity);
      this.#push(call, why ? this.#readPartly(call, why) : callRecordOf(readCall(call, this.#frames)));
    } catch (error) {
      this.#putAside(call, error);
    }
    this.#attempts.end(sequence);
  }

  #readPartly(call: PendingCall, why: WhyPartial): CallRecord {
    const record = partialRecord(readBeginning(call, this.#frames, why.keptBytes), why);
    this.#counts.partial++;
    this.#options.log.warn({ call_id: call.callId, reason: why.reason, bytes: why.bytes }, 'A call is stored in part.');
    return record;
  }

  /** While a heavy call is written, the attempt is noted as while it is read: it may be death either way. */
  #noteHeavy(batch: Item[]): () => void {
    const heavy = batch.find(({ bytes }) => bytes >= heavyBytes);
    if (!heavy) return ignore;
    const sequence = lastSequence(heavy.call);
    this.#attempts.begin(sequence);
    return () => this.#attempts.end(sequence);
  }

  #push(call: PendingCall, record: CallRecord): void {
    if (record.status === 'interrupted') this.#counts.interrupted++;
    const bytes = bytesOf(call);
    const waiting = this.#queues.filter(({ required }) => required).length;
    if (bytes >= heavyBytes && waiting > 0) this.#alone = call;
    const item: Item = { call, record, bytes, waiting, error: null };
    for (const queue of this.#queues) queue.push(item);
    if (waiting === 0) this.#unstored.delete(call);
  }

  #done(item: Item, error: unknown): void {
    item.error ??= error;
    item.waiting--;
    if (item.waiting > 0) return;
    if (item.error === null) this.#counts.recorded++;
    else this.#putAside(item.call, item.error);
    if (this.#alone === item.call) this.#alone = null;
    this.#unstored.delete(item.call);
  }

  #putAside(call: PendingCall, error: unknown): void {
    const { dir, log, now } = this.#options;
    const fields = { call_id: call.callId, error: messageOf(error) };
    try {
      quarantine({ files: this.#files, dir, frames: this.#frames, now: now() }, call, error);
      this.#counts.quarantined++;
      log.error(fields, 'A call could not be recorded; its frames are in the quarantine folder of the spool.');
    } catch (failure) {
      this.#counts.lost++;
      log.error({ ...fields, quarantine: messageOf(failure) }, 'A call could not be recorded nor put aside.');
    }
    this.#unstored.delete(call);
  }

  #checkpointIfDue(): void {
    const since = this.#options.now() - this.#checkpointAt;
    if (since < 0 || since >= (this.#options.checkpointMs ?? 500)) this.checkpoint();
  }

  #trouble(error: unknown): void {
    const message = messageOf(error);
    if (this.#failing !== message) {
      this.#options.log.error({ error: message }, 'The recorder cannot read the spool; it will try again.');
    }
    this.#failing = message;
    this.#readFailures++;
    if (codeOf(error) === 'EIO' && this.#readFailures >= readAttempts) this.#reader.skipSegment();
  }
}

function lastSequence({ frames }: PendingCall): number {
  return frames.at(-1)?.sequence ?? 0;
}

function bytesOf({ frames }: PendingCall): number {
  let sum = 0;
  for (const { bytes } of frames) sum += bytes;
  return sum;
}

const ignore = () => undefined;

import { CaptureError, codeOf, messageOf } from '../errors';
import type { CaptureLog } from '../log';
import { toRows, type CallRows } from '../rows/toRows';
import { readCheckpoint } from '../spool/checkpoint';
import { nodeFs, type SpoolFs } from '../spool/fs';
import { segmentName } from '../spool/paths';
import { SpoolReader, type ReaderStats, type SpoolRecord } from '../spool/reader';
import { openAttempts, type Attempts } from './attempts';
import { createAssembly, type PendingCall } from './assembly';
import { readCarry } from './carry';
import { Checkpoints } from './checkpoints';
import { createFrameFiles, type FrameFiles } from './frameFiles';
import { Outlet, type OutletLimits, type OutletStats } from './outlet';
import { quarantine } from './quarantine';
import { readCall } from './readCall';
import type { Sink } from './sink';

export interface RecorderOptions {
  dir: string;
  sinks: Sink[];
  log: CaptureLog;
  /** Milliseconds since the Unix epoch. */
  now: () => number;
  sleep: (ms: number) => Promise<void>;
  files?: SpoolFs;
  limits?: Partial<OutletLimits>;
  checkpointMs?: number;
  carryAfter?: number;
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
  quarantined: number;
  /** Could neither be stored nor put aside. */
  lost: number;
  orphanFrames: number;
  failing: string | null;
  sinks: Record<string, OutletStats>;
}

interface Item {
  call: PendingCall;
  rows: CallRows;
  bytes: number;
  /** Required sinks that have not taken it yet. */
  waiting: number;
  error: unknown;
}

const recordsPerTurn = 256;
/** After so many failed reads of one place (a bad sector) the rest of the segment is given up. */
const readAttempts = 10;

/** Reads the spool, makes rows of calls and hands them to the sinks. `turn` is called by a loop: see `runRecorder`. */
export class Recorder {
  readonly #options: RecorderOptions;
  readonly #files: SpoolFs;
  readonly #reader: SpoolReader;
  readonly #assembly = createAssembly();
  readonly #frames: FrameFiles;
  readonly #attempts: Attempts;
  readonly #checkpoints: Checkpoints;
  readonly #outlets: Outlet<Item>[];
  readonly #unstored = new Map<PendingCall, number>();
  /** Complete, but not yet turned into rows. */
  readonly #complete: PendingCall[] = [];
  readonly #counts = { recorded: 0, interrupted: 0, quarantined: 0, lost: 0 };
  #checkpointAt = 0;
  #failing: string | null = null;
  #readFailures = 0;

  constructor(options: RecorderOptions) {
    const { dir, sinks, log, sleep, limits = {}, files = nodeFs, carryAfter = 4 } = options;
    this.#options = options;
    this.#files = files;
    this.#frames = createFrameFiles(files, dir);
    this.#attempts = openAttempts(files, dir, log);
    const resumed = readCheckpoint(files, dir);
    this.#checkpoints = new Checkpoints({ files, dir, log, frames: this.#frames, resumed, carryAfter });
    this.#reader = new SpoolReader(files, dir, resumed);
    const onDone = (item: Item, error: unknown) => this.#done(item, error);
    this.#outlets = sinks.map(
      (sink) => new Outlet<Item>({ sink, log, sleep, limits, onDone: sink.required ? onDone : ignore }),
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
      while (read < recordsPerTurn && !this.#outlets.some(({ full }) => full)) {
        read++;
        // A boot may leave thousands of calls open: they wait here, as places in the spool, until there is room.
        const call = this.#complete.shift();
        if (call) this.#process(call);
        else if (!this.#readOn()) break;
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

  /** Everything that was read is stored. */
  get settled(): boolean {
    return this.#complete.length === 0 && this.#outlets.every(({ idle }) => idle);
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
      sinks: Object.fromEntries(this.#outlets.map((outlet) => [outlet.name, outlet.stats()])),
    };
  }

  checkpoint(): void {
    this.#checkpointAt = this.#options.now();
    this.#checkpoints.move(this.#reader.position(), [...this.#assembly.open()], [...this.#unstored.keys()]);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#outlets.map((outlet) => outlet.stop()));
    this.checkpoint();
    this.#reader.close();
    this.#frames.close();
    this.#attempts.close();
  }

  #readOn(): boolean {
    const record = this.#reader.next();
    if (record) this.#feed(record, segmentName(record.segment));
    return record !== null;
  }

  #feed(record: SpoolRecord, file: string): void {
    for (const call of this.#assembly.feed(record, file)) {
      this.#unstored.set(call, this.#options.now());
      this.#complete.push(call);
    }
  }

  #process(call: PendingCall): void {
    const sequence = call.frames.at(-1)?.sequence ?? 0;
    try {
      if (!this.#attempts.begin(sequence)) {
        throw new CaptureError('recorder_failed', 'The recorder died of this call several times.');
      }
      this.#push(call, toRows(readCall(call, this.#frames)));
    } catch (error) {
      this.#putAside(call, error);
    }
    this.#attempts.end();
  }

  #push(call: PendingCall, rows: CallRows): void {
    if (rows.call.status === 'interrupted') this.#counts.interrupted++;
    const bytes = call.frames.reduce((sum, frame) => sum + frame.bytes, 0);
    const waiting = this.#outlets.filter(({ required }) => required).length;
    const item: Item = { call, rows, bytes, waiting, error: null };
    for (const outlet of this.#outlets) outlet.push(item);
    if (waiting === 0) this.#unstored.delete(call);
  }

  #done(item: Item, error: unknown): void {
    item.error ??= error;
    item.waiting--;
    if (item.waiting > 0) return;
    if (item.error === null) this.#counts.recorded++;
    else this.#putAside(item.call, item.error);
    this.#unstored.delete(item.call);
  }

  #putAside(call: PendingCall, error: unknown): void {
    const { dir, log } = this.#options;
    const fields = { call_id: call.callId, error: messageOf(error) };
    try {
      quarantine(this.#files, dir, call, this.#frames, error);
      this.#counts.quarantined++;
      log.error(fields, 'a call could not be recorded; its frames are in the quarantine folder of the spool');
    } catch (failure) {
      this.#counts.lost++;
      log.error({ ...fields, quarantine: messageOf(failure) }, 'a call could not be recorded nor put aside');
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
      this.#options.log.error({ error: message }, 'the recorder cannot read the spool; it will try again');
    }
    this.#failing = message;
    this.#readFailures++;
    if (codeOf(error) === 'EIO' && this.#readFailures >= readAttempts) this.#reader.skipSegment();
  }
}

const ignore = () => undefined;

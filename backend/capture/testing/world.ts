import { CaptureError } from '../errors';
import type { Recorder } from '../recorder/recorder';
import type { CallRecord } from '../../call';
import { encodeEnd, encodeStart } from '../frames/encodeFrame';
import { readCheckpoint } from '../spool/checkpoint';
import type { SpoolFs } from '../spool/fs';
import { openSpool } from '../spool/openSpool';
import { recordTypes } from '../spool/record';
import type { Spool, SpoolOptions } from '../spool/types';
import { CrashDisk } from './crashDisk';
import { callEnd, callId, callStart, exchange } from '../../call/testing/facts';
import { memoryLog } from '../../testing/memoryLog';
import { drain, memorySink, testRecorder } from './recorder';

/** What the gateway was told about a call's records. */
export interface ModelCall {
  started: boolean;
  ended: boolean;
  /** The sequence of its start, where it got one. */
  sequence: number;
  /** Whether an end was tried at all, acknowledged or not. */
  endTried: boolean;
}

const dir = '/spool';
const request = exchange('{"model":"m","messages":[]}');
const response = exchange('{"ok":true}');

/** A gateway, its spool, its recorder and a database, over a file system that loses what it may lose. */
export class World {
  readonly disk = new CrashDisk();
  readonly calls: ModelCall[] = [];
  /** The database: the first row of a call stands, as with ON CONFLICT DO NOTHING. */
  readonly delivered = new Map<string, CallRecord>();
  /** Calls that one and the same recorder delivered more than once, to the database or to the feed. */
  readonly twice: string[] = [];
  databaseAway = false;
  /** What the feed was given, an optional sink. */
  readonly fed = new Set<string>();
  feedAway = false;
  /** Stored already when a recorder died that had not given them to the feed: no other one will. */
  readonly #diedBetween = new Set<string>();
  readonly #options: Partial<SpoolOptions>;
  readonly #log = memoryLog();
  #clock = 1_760_000_000_000;
  #files: SpoolFs;
  #spool: Spool;
  #recorder: Recorder;
  #recorders = 0;

  constructor(options: Partial<SpoolOptions>) {
    this.#options = options;
    this.#files = this.disk.process();
    this.#spool = this.#openSpool();
    this.#recorder = this.#openRecorder();
  }

  async start(): Promise<void> {
    const index = this.calls.length;
    const call: ModelCall = { started: false, ended: false, sequence: 0, endTried: false };
    this.calls.push(call);
    const kept = this.#spool.append(recordTypes.start, encodeStart(callStart(index, { request })));
    call.sequence = this.#spool.stats().sequence;
    call.started = await kept;
  }

  async end(which: number): Promise<void> {
    const open = this.calls.flatMap(({ started, endTried }, index) => (started && !endTried ? [index] : []));
    const index = open[which % open.length];
    const call = index === undefined ? undefined : this.calls[index];
    if (index === undefined || !call) return;
    call.endTried = true;
    const end = callEnd(index, { response });
    call.ended = await this.#spool.append(recordTypes.end, encodeEnd(end));
  }

  /** The recorder reads on; what it read goes to the database when that is there. */
  async record(): Promise<void> {
    this.#recorder.turn();
    for (let wait = 0; wait < 4; wait++) await new Promise((resolve) => void setImmediate(resolve));
  }

  checkpoint(): void {
    this.#recorder.checkpoint();
  }

  passTime(): void {
    this.#clock += 5000;
  }

  /** Long enough for the feed to have everything, whether the database is there or not. */
  async seconds(): Promise<void> {
    await this.record();
    this.passTime();
    for (let turn = 0; turn < 4; turn++) await this.record();
  }

  /** Acknowledged calls that the feed should have after some seconds, and has not. */
  starved(): string[] {
    return this.calls.flatMap(({ ended }, index) => {
      const id = callId(index);
      return ended && !this.fed.has(id) && !this.#diedBetween.has(id) ? [id] : [];
    });
  }

  restartRecorder(): void {
    for (const id of this.delivered.keys()) if (!this.fed.has(id)) this.#diedBetween.add(id);
    this.#recorder = this.#openRecorder();
  }

  /** Kill and start again, after `before` has done its worst. Calls in flight will not end. */
  restart(before: () => void = () => undefined): void {
    before();
    for (const call of this.calls) call.endTried ||= call.started;
    this.#files = this.disk.process();
    try {
      this.#spool = this.#openSpool();
    } catch (error) {
      // A start on a disk without any room says so; the operator makes some.
      if (!(error instanceof CaptureError) || this.disk.freeBytes > 1000) throw error;
      this.disk.freeBytes = Infinity;
      this.#spool = this.#openSpool();
    }
    this.restartRecorder();
  }

  async drain(): Promise<void> {
    await drain(this.#recorder);
    this.#recorder.checkpoint();
  }

  /** Acknowledged calls that are neither delivered nor within reach of a recorder that starts from the checkpoint. */
  outOfReach(): string[] {
    const { sequence, carried } = readCheckpoint(this.#files, dir);
    return this.calls.flatMap((call, index) => {
      const id = callId(index);
      const reachable = this.delivered.has(id) || call.sequence > sequence || carried.includes(id);
      return call.started && !reachable ? [id] : [];
    });
  }

  get spool(): Spool {
    return this.#spool;
  }

  get recorder(): Recorder {
    return this.#recorder;
  }

  #openSpool(): Spool {
    return openSpool({
      dir,
      files: this.#files,
      durability: 'process',
      maxBytes: 10_000_000,
      segmentBytes: 3000,
      whenFull: 'drop-new',
      log: this.#log,
      now: () => this.#clock,
      ...this.#options,
    });
  }

  #openRecorder(): Recorder {
    const mine = ++this.#recorders;
    const sinkOf = (name: string, required: boolean, isAway: () => boolean, take: (record: CallRecord) => void) => {
      const own = new Set<string>();
      return memorySink({
        name,
        required,
        write: (records) => {
          if (mine !== this.#recorders) return Promise.reject(new RangeError('this recorder is gone'));
          if (isAway()) return Promise.reject(new Error(`the ${name} is away`));
          for (const record of records) {
            if (own.has(record.callId)) this.twice.push(`${record.callId} in the ${name}`);
            own.add(record.callId);
            take(record);
          }
          return Promise.resolve();
        },
        isPoison: () => mine !== this.#recorders,
      });
    };
    const database = sinkOf(
      'database',
      true,
      () => this.databaseAway,
      (record) => {
        if (!this.delivered.has(record.callId)) this.delivered.set(record.callId, record);
      },
    );
    const feed = sinkOf(
      'feed',
      false,
      () => this.feedAway,
      ({ callId: id }) => this.fed.add(id),
    );
    return testRecorder(dir, [database, feed], {
      files: this.#files,
      log: this.#log,
      now: () => this.#clock,
      carryAfter: 1,
      // A few calls are as much as may wait for the database.
      limits: { lingerMs: 0, queuedBytes: 3000, optionalBytes: Infinity },
    });
  }
}

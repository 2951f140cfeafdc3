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
  /** Calls that one and the same recorder delivered more than once. */
  readonly twice: string[] = [];
  databaseAway = false;
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

  restartRecorder(): void {
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
    this.#recorder = this.#openRecorder();
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
    const own = new Set<string>();
    const sink = memorySink({
      write: (records) => {
        if (mine !== this.#recorders) return Promise.reject(new RangeError('this recorder is gone'));
        if (this.databaseAway) return Promise.reject(new Error('the database is away'));
        for (const record of records) {
          const id = record.callId;
          if (own.has(id)) this.twice.push(id);
          own.add(id);
          if (!this.delivered.has(id)) this.delivered.set(id, record);
        }
        return Promise.resolve();
      },
      isPoison: () => mine !== this.#recorders,
    });
    return testRecorder(dir, [sink], { files: this.#files, log: this.#log, now: () => this.#clock, carryAfter: 1 });
  }
}

import { codeOf, messageOf } from '../../errors';
import type { Log } from '../../log';
import type { SpoolFs } from '../spool/fs';
import { segmentName } from '../spool/paths';
import type { Position } from '../spool/position';
import { SpoolReader, type ReaderStats, type SpoolRecord } from '../spool/reader';
import { recordTypes } from '../spool/record';
import type { Assembly, PendingCall } from './assembly';

/** A call that nothing more is to come of. */
export interface CompleteCall extends PendingCall {
  /** Where the record that completed it begins; null for one that a carry file completed. */
  at: Position | null;
  /** Milliseconds since the Unix epoch. */
  readAt: number;
}

export interface CallReaderOptions {
  files: SpoolFs;
  dir: string;
  from: Position;
  assembly: Assembly;
  log: Log;
  now: () => number;
}

export interface Turn {
  /** Asked before each step, with the call that would be taken. */
  mayGoOn: (next: CompleteCall | undefined) => boolean;
  take: (call: CompleteCall) => void;
  /** At the spool's end: calls that nothing was heard of since that time are complete. None by default. */
  silentSince?: number;
}

const stepsPerTurn = 256;
/** After so many failed reads of one place (a bad sector) the rest of the segment is given up. */
const readAttempts = 10;

/** Reads the spool from a position on, and gathers its frames into calls. */
export class CallReader {
  readonly #options: CallReaderOptions;
  readonly #reader: SpoolReader;
  readonly #assembly: Assembly;
  /** A boot may leave thousands of calls open: once complete they wait here, as places in the spool. */
  readonly #complete: CompleteCall[];
  #failing: string | null = null;
  #failures = 0;

  constructor(options: CallReaderOptions, complete: CompleteCall[] = []) {
    const { files, dir, from, assembly } = options;
    this.#options = options;
    this.#assembly = assembly;
    this.#complete = complete;
    this.#reader = new SpoolReader(files, dir, from);
  }

  /** Another reader that goes on from here, with the same calls open and waiting. */
  fork(log: Log): CallReader {
    const assembly = this.#assembly.fork();
    return new CallReader({ ...this.#options, log, from: this.position(), assembly }, [...this.#complete]);
  }

  /** Reads on and takes what is complete. True when there is more to do at once; false at the spool's end, or on trouble. */
  turn({ mayGoOn, take, silentSince = -Infinity }: Turn): boolean {
    let steps = 0;
    try {
      while (steps < stepsPerTurn && mayGoOn(this.#complete[0])) {
        steps++;
        const call = this.#complete.shift();
        if (call) take(call);
        else if (!this.#readOn() && !this.#giveUpSilent(silentSince)) break;
      }
      this.#failures = 0;
      this.#failing = null;
      return steps === stepsPerTurn;
    } catch (error) {
      this.#trouble(error);
      return false;
    }
  }

  /** Frames of a carry file; they come before everything else. */
  feedCarried(records: Iterable<SpoolRecord>, file: string): void {
    for (const record of records) this.#completed(this.#assembly.feed(record, file), null);
  }

  /** Takes open calls for complete. True when there were some. */
  giveUp(isOver: (call: PendingCall) => boolean): boolean {
    const over = this.#assembly.giveUp(isOver);
    this.#completed(over, this.position());
    return over.length > 0;
  }

  position(): Position {
    return this.#reader.position();
  }

  /** Complete, and not taken yet. */
  waiting(): readonly CompleteCall[] {
    return this.#complete;
  }

  open(): PendingCall[] {
    return [...this.#assembly.open()];
  }

  openCalls(): number {
    return this.#assembly.openCalls();
  }

  failing(): string | null {
    return this.#failing;
  }

  /** What the gateway has written and this has not read; Infinity when that can't be seen, which `turn` tells. */
  unreadBytes(): number {
    try {
      return this.#reader.unreadBytes();
    } catch {
      return Infinity;
    }
  }

  stats(): ReaderStats & { orphanFrames: number } {
    return { ...this.#reader.stats(), orphanFrames: this.#assembly.orphans() };
  }

  close(): void {
    this.#reader.close();
  }

  #readOn(): boolean {
    const record = this.#reader.next();
    if (!record) return false;
    const { segment, offset } = record;
    // A header has no sequence of its own.
    const sequence = record.type === recordTypes.header ? record.sequence : record.sequence - 1;
    this.#completed(this.#assembly.feed(record, segmentName(segment)), { segment, offset, sequence });
    return true;
  }

  /** Only at the spool's end: until then the end of a call may be in what was not read yet. */
  #giveUpSilent(since: number): boolean {
    return this.giveUp(({ heardAt }) => heardAt <= since);
  }

  #completed(calls: PendingCall[], at: Position | null): void {
    const readAt = this.#options.now();
    for (const call of calls) this.#complete.push({ ...call, at, readAt });
  }

  #trouble(error: unknown): void {
    const message = messageOf(error);
    if (this.#failing !== message) {
      this.#options.log.error({ error: message }, 'The recorder cannot read the spool; it will try again.');
    }
    this.#failing = message;
    this.#failures++;
    if (codeOf(error) === 'EIO' && this.#failures >= readAttempts) this.#reader.skipSegment();
  }
}

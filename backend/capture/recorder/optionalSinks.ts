import { isSpanBatch, type CallRecord, type SpanBatch } from '../../call';
import { silentLog } from '../../log';
import { isBefore, laterOf, type Position } from '../spool/position';
import type { CallReader, CompleteCall } from './callReader';
import { bytesOf, heavyBytes, type MakeRecord } from './recordMaker';
import type { SinkQueue } from './sinkQueue';

/** A call with its record, on its way to sinks. */
export interface RecordedItem {
  call: CompleteCall;
  record: CallRecord | SpanBatch;
  bytes: number;
}

export interface OptionalSinksOptions {
  queues: SinkQueue<RecordedItem>[];
  makeRecord: MakeRecord;
  /** Where these sinks stood when the last process ended. */
  from: Position;
  /** Further than that they are not behind what is read ahead for them: what is older is dropped. */
  mostUnreadBytes: number;
}

/**
 * What optional sinks get. As long as the required ones take calls, both get the same records, made once, from the one
 * reader. When those are stuck, a second reader reads ahead of the first, for these alone:
 *
 *   together ──(the first reader is stuck)──► ahead ──(the first one has come as far)──► together
 *
 * What lies between the two the first reader then gives to the required sinks alone. Nothing is held for the time in
 * between but a position and the places of open calls, however long it is.
 */
export class OptionalSinks {
  readonly #options: OptionalSinksOptions;
  readonly #queues: SinkQueue<RecordedItem>[];
  #ahead: CallReader | null = null;
  /** Calls that were completed before were given by another: an earlier process, or an earlier reader ahead. */
  #from: Position;

  constructor(options: OptionalSinksOptions) {
    this.#options = options;
    this.#queues = options.queues;
    this.#from = options.from;
  }

  /** Given by the first reader, unless it was given before. Spans around calls are for the database alone. */
  give(item: RecordedItem): void {
    const { at } = item.call;
    if (isSpanBatch(item.record)) return;
    if (at !== null && isBefore(at, this.#given())) return;
    for (const queue of this.#queues) queue.push(item);
  }

  /** The required sinks don't let `reader` go on: from now on another one reads ahead of it. */
  readAhead(reader: CallReader): void {
    // What it can't read the first one will come to, and tell.
    if (this.#queues.length > 0) this.#ahead ??= reader.fork(silentLog);
  }

  /** Reads on ahead. True when there is more to do at once. */
  turn(isHeavyInMemory: boolean): boolean {
    if (this.#ahead === null) return false;
    const ahead = this.#ahead;
    let isFarBehind: boolean | null = null;
    return ahead.turn({
      // A dead one holds up no other; where there is no other, it is not read ahead for without need.
      mayGoOn: () =>
        this.#queues.some(({ full }) => !full) || (isFarBehind ??= ahead.unreadBytes() > this.#options.mostUnreadBytes),
      take: (call: CompleteCall) => this.#take(call, isHeavyInMemory),
    });
  }

  /** Whether the first reader, which stands there, may go on. Once it has come as far as the one ahead, that one is over. */
  mayPass(position: Position): boolean {
    if (this.#ahead === null) return true;
    // They may need frames that the first reader's checkpoint is about to give up.
    if (this.#ahead.waiting().length > 0) return false;
    if (isBefore(position, this.#ahead.position())) return true;
    this.#from = this.#given();
    this.close();
    return true;
  }

  /** Before this nothing waits for any of them; null when there are none. `reader` is the first one. */
  doneUntil(reader: CallReader): Position | null {
    if (this.#queues.length === 0) return null;
    const current = this.#ahead ?? reader;
    let until = laterOf(this.#from, current.waiting()[0]?.at ?? current.position());
    for (const { oldest } of this.#queues)
      if (oldest?.call.at && isBefore(oldest.call.at, until)) until = oldest.call.at;
    return until;
  }

  /** A call that is to be alone in memory comes: those that only wait here make room. */
  makeRoomForHeavy(): void {
    for (const queue of this.#queues) queue.drop(({ bytes }) => bytes >= heavyBytes);
  }

  unreadBytes(): number | null {
    return this.#ahead?.unreadBytes() ?? null;
  }

  close(): void {
    this.#ahead?.close();
    this.#ahead = null;
  }

  #given(): Position {
    return this.#ahead === null ? this.#from : laterOf(this.#from, this.#ahead.position());
  }

  #take(call: CompleteCall, isHeavyInMemory: boolean): void {
    if (call.at !== null && isBefore(call.at, this.#from)) return;
    const bytes = bytesOf(call);
    if (bytes >= heavyBytes) {
      this.makeRoomForHeavy();
      if (isHeavyInMemory) {
        for (const queue of this.#queues) queue.pass();
        return;
      }
    }
    const record = this.#record(call);
    if (record !== null && !isSpanBatch(record)) for (const queue of this.#queues) queue.push({ call, record, bytes });
  }

  /** Null for a call that the first reader will put aside when it comes to it. */
  #record(call: CompleteCall): CallRecord | SpanBatch | null {
    try {
      return this.#options.makeRecord(call);
    } catch {
      return null;
    }
  }
}

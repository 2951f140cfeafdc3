import { isSpanBatch, type CallRecord, type SpanBatch } from '../../call';

export interface WaitingCall {
  record: CallRecord | SpanBatch;
  /** Of its frames on disk; parsed it takes several times that. */
  bytes: number;
}

/** What waits before a sink, the oldest first, with its bytes. */
export class WaitingCalls<T extends WaitingCall> {
  #calls: T[] = [];
  #rows = 0;
  #bytes = 0;

  get length(): number {
    return this.#calls.length;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get oldest(): T | undefined {
    return this.#calls[0];
  }

  all(): readonly T[] {
    return this.#calls;
  }

  /** Whether they are as many as `take` gives at the most. */
  fill(maxRows: number, maxBytes: number): boolean {
    return this.#rows >= maxRows || this.#bytes >= maxBytes;
  }

  push(call: T): void {
    this.#calls.push(call);
    this.#count([call]);
  }

  /** Takes the oldest, as many as fit into these bounds; one always does. */
  take(maxRows: number, maxBytes: number): T[] {
    let rows = 0;
    let bytes = 0;
    let count = 0;
    for (const call of this.#calls) {
      rows += rowsOf(call.record);
      bytes += call.bytes;
      if (count > 0 && (rows > maxRows || bytes > maxBytes)) break;
      count++;
    }
    const taken = this.#calls.splice(0, count);
    this.#count(taken, -1);
    return taken;
  }

  putBack(calls: T[]): void {
    this.#calls.unshift(...calls);
    this.#count(calls);
  }

  /** Leaves the oldest out until no more than that many bytes are left, or one call, however large; how many. */
  dropOldest(maxBytes: number): number {
    let count = 0;
    let left = this.#bytes;
    while (left > maxBytes && count < this.#calls.length - 1) left -= this.#calls[count++]?.bytes ?? 0;
    this.#count(this.#calls.splice(0, count), -1);
    return count;
  }

  /** Leaves out those; how many. */
  drop(which: (call: T) => boolean): number {
    const left = this.#calls.filter(which);
    this.#calls = this.#calls.filter((call) => !which(call));
    this.#count(left, -1);
    return left.length;
  }

  #count(calls: readonly T[], sign: 1 | -1 = 1): void {
    for (const { record, bytes } of calls) {
      this.#rows += sign * rowsOf(record);
      this.#bytes += sign * bytes;
    }
  }
}

/** What there is in records, by what it is. */
export interface Counted {
  calls: number;
  spans: number;
}

export function countIn(items: Iterable<WaitingCall>): Counted {
  const counted = { calls: 0, spans: 0 };
  for (const { record } of items) {
    if (isSpanBatch(record)) counted.spans += record.traceSpans.length;
    else counted.calls += 1;
  }
  return counted;
}

export function bytesOf(calls: readonly { bytes: number }[]): number {
  return calls.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** As the store has them: the call, its bodies, what policies said; or spans. */
function rowsOf(record: CallRecord | SpanBatch): number {
  return isSpanBatch(record) ? record.traceSpans.length : 2 + record.events.length + (record.response ? 1 : 0);
}

import type { CallRecord } from '../../call';

export interface WaitingCall {
  record: CallRecord;
  /** Of its frames on disk; parsed it takes several times that. */
  bytes: number;
}

/** What waits before a sink, the oldest first, with its bytes. */
export class WaitingCalls<T extends WaitingCall> {
  #calls: T[] = [];
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

  push(call: T): void {
    this.#calls.push(call);
    this.#bytes += call.bytes;
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
    this.#bytes -= bytesOf(taken);
    return taken;
  }

  putBack(calls: T[]): void {
    this.#calls.unshift(...calls);
    this.#bytes += bytesOf(calls);
  }

  /** Leaves the oldest out until no more than that many bytes are left, or one call, however large; how many. */
  dropOldest(maxBytes: number): number {
    let count = 0;
    while (this.#bytes > maxBytes && count < this.#calls.length - 1) this.#bytes -= this.#calls[count++]?.bytes ?? 0;
    this.#calls.splice(0, count);
    return count;
  }

  /** Leaves out those; how many. */
  drop(which: (call: T) => boolean): number {
    const kept = this.#calls.filter((call) => !which(call));
    const count = this.#calls.length - kept.length;
    this.#calls = kept;
    this.#bytes = bytesOf(kept);
    return count;
  }
}

export function bytesOf(calls: readonly { bytes: number }[]): number {
  return calls.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** As the store has them: the call, its bodies, what policies said. */
function rowsOf({ response, events }: CallRecord): number {
  return 2 + events.length + (response ? 1 : 0);
}

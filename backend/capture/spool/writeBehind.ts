/** How much is held back before it is written, and for how long. */
const maxBytes = 4 * 1024 * 1024;
const lingerMs = 5;

/** Gathers records and writes them together a moment later: the `memory` durability. */
export interface WriteBehind<T> {
  add(record: T, bytes: number): void;
  /** Bytes that wait. */
  bytes(): number;
  flush(): void;
}

export function createWriteBehind<T>(write: (records: T[]) => void): WriteBehind<T> {
  let waiting: T[] = [];
  let waitingBytes = 0;
  let timer: NodeJS.Timeout | null = null;

  function flush(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    const records = waiting;
    waiting = [];
    waitingBytes = 0;
    if (records.length > 0) write(records);
  }

  return {
    add(record, bytes) {
      waiting.push(record);
      waitingBytes += bytes;
      if (waitingBytes >= maxBytes) flush();
      else timer ??= setTimeout(flush, lingerMs);
    },
    bytes: () => waitingBytes,
    flush,
  };
}

/** Messages that are written and kept together. */
interface Batch {
  /** Numbers of its first and last frame. */
  first: number;
  last: number;
  bytes: Buffer;
}

export interface HistoryLimits {
  messages: number;
  bytes: number;
}

/** Some frames in a row. */
interface Piece {
  bytes: Buffer;
  last: number;
}

export interface History {
  /** Keeps frames, which go on where those before ended. */
  add(frames: readonly string[]): void;
  /** Frames after number `after`, as many as are read at one time; null when there are none yet. */
  next(after: number): Piece | null;
  /** The numbers of the first frame that is kept and of the last one; of none the first is the next one. */
  first(): number;
  last(): number;
}

/** Smaller pieces are dropped one at a time when there is no room. */
const mostInBatch = 200;
const pieceBytes = 64 * 1024;

/**
 * The latest frames of a stream of server-sent events, as bytes: a message that is kept as an object would be one for the
 * garbage collector to carry along.
 */
export function createHistory(limits: HistoryLimits): History {
  const batches: Batch[] = [];
  let last = 0;
  let bytes = 0;
  const first = (): number => batches[0]?.first ?? last + 1;

  function keep(frames: readonly string[]): void {
    const batch = { first: last + 1, last: last + frames.length, bytes: Buffer.from(frames.join('')) };
    batches.push(batch);
    last = batch.last;
    bytes += batch.bytes.length;
    while (batches.length > 1 && (last - first() >= limits.messages || bytes > limits.bytes)) {
      bytes -= batches.shift()?.bytes.length ?? 0;
    }
  }

  return {
    add(frames) {
      for (let at = 0; at < frames.length; at += mostInBatch) keep(frames.slice(at, at + mostInBatch));
    },
    next(after) {
      let index = indexAfter(batches, after);
      let batch = batches[index];
      if (batch === undefined) return null;
      const parts = [rest(batch, after)];
      let length = parts[0]?.length ?? 0;
      for (let more = batches[index + 1]; more && length + more.bytes.length <= pieceBytes; more = batches[index + 1]) {
        index += 1;
        batch = more;
        length += more.bytes.length;
        parts.push(more.bytes);
      }
      const [only] = parts;
      return { bytes: parts.length === 1 && only ? only : Buffer.concat(parts), last: batch.last };
    },
    first,
    last: () => last,
  };
}

/** The batch that the frame after `after` is in, or the oldest. */
function indexAfter(batches: readonly Batch[], after: number): number {
  let [low, high] = [0, batches.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((batches[middle]?.last ?? 0) > after) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** What of a batch comes after a number: each frame ends with an empty line, and has none inside. */
function rest({ first, bytes }: Batch, after: number): Buffer {
  let start = 0;
  for (let number = first; number <= after; number += 1) start = bytes.indexOf('\n\n', start) + 2;
  return bytes.subarray(start);
}

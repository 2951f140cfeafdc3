/** Entries that are kept together. */
interface Batch<Entry> {
  /** Numbers of its first and last frame. */
  first: number;
  last: number;
  /** Its frames, once they are written. */
  kept: readonly Entry[] | Buffer;
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
  /** Frames after number `after`, as many as are read at one time; null when there are none yet. */
  next(after: number): Piece | null;
  /** The numbers of the first frame that is kept and of the last one; of none the first is the next one. */
  first(): number;
  last(): number;
}

export interface GrowingHistory<Entry> extends History {
  /** Keeps entries, whose frames go on where those before ended. */
  add(entries: readonly Entry[]): void;
}

/** Smaller pieces are dropped one at a time when there is no room. */
const mostInBatch = 200;
const pieceBytes = 64 * 1024;
/** What an entry takes, more or less, as long as its frame is not written. */
const entryBytes = 512;

/**
 * The latest frames of a stream of server-sent events, written when they are first read: mostly nobody does, and to write
 * them would take a twentieth of all that the gateway does for a small call.
 *
 * @param frameOf the frame of an entry that has this number
 */
export function createHistory<Entry>(
  limits: HistoryLimits,
  frameOf: (entry: Entry, number: number) => string,
): GrowingHistory<Entry> {
  const batches: Batch<Entry>[] = [];
  let last = 0;
  let bytes = 0;
  const first = (): number => batches[0]?.first ?? last + 1;

  function keep(entries: readonly Entry[]): void {
    const batch = { first: last + 1, last: last + entries.length, kept: entries };
    batches.push(batch);
    last = batch.last;
    bytes += sizeOf(batch);
    while (batches.length > 1 && (last - first() >= limits.messages || bytes > limits.bytes)) {
      const dropped = batches.shift();
      if (dropped !== undefined) bytes -= sizeOf(dropped);
    }
  }

  function framesOf(batch: Batch<Entry>): Buffer {
    if (Buffer.isBuffer(batch.kept)) return batch.kept;
    const written = Buffer.from(batch.kept.map((entry, index) => frameOf(entry, batch.first + index)).join(''));
    bytes += written.length - sizeOf(batch);
    batch.kept = written;
    return written;
  }

  return {
    add(entries) {
      for (let at = 0; at < entries.length; at += mostInBatch) keep(entries.slice(at, at + mostInBatch));
    },
    next(after) {
      let index = indexAfter(batches, after);
      let batch = batches[index];
      if (batch === undefined) return null;
      const parts = [rest(framesOf(batch), batch.first, after)];
      let length = parts[0]?.length ?? 0;
      for (let more = batches[index + 1]; more !== undefined; more = batches[index + 1]) {
        const frames = framesOf(more);
        length += frames.length;
        if (length > pieceBytes) break;
        index += 1;
        batch = more;
        parts.push(frames);
      }
      const [only] = parts;
      return { bytes: parts.length === 1 && only ? only : Buffer.concat(parts), last: batch.last };
    },
    first,
    last: () => last,
  };
}

function sizeOf<Entry>({ kept }: Batch<Entry>): number {
  return Buffer.isBuffer(kept) ? kept.length : kept.length * entryBytes;
}

/** The batch that the frame after `after` is in, or the oldest. */
function indexAfter(batches: readonly Pick<Batch<unknown>, 'last'>[], after: number): number {
  let [low, high] = [0, batches.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((batches[middle]?.last ?? 0) > after) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** What comes after a number of frames from `first` on: each ends with an empty line, and has none inside. */
function rest(frames: Buffer, first: number, after: number): Buffer {
  let start = 0;
  for (let number = first; number <= after; number += 1) start = frames.indexOf('\n\n', start) + 2;
  return frames.subarray(start);
}

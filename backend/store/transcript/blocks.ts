import { commonPrefix, commonSuffix, type Slice } from './commonBytes';

/**
 * Where runs of a text have been seen before, as rsync finds them: blocks of what is known are remembered by a sum that can
 * be rolled on byte by byte over what is new. A common run of {@link blockBytes} × 2 - 1 bytes always holds a whole block.
 */
export interface Blocks {
  /** What it takes in memory, roughly. */
  readonly memoryBytes: number;
  /** Remembers what was added to the text since. */
  addUntil(length: number): void;
  /** Calls back for every run of `slice` that the text has, in their order. */
  find(slice: Slice, onRun: (run: Run) => void): void;
}

/** `length` bytes at `at` of what was looked through are those at `from` of the text. */
interface Run {
  at: number;
  from: number;
  length: number;
}

/** A sum has a bit for each of its block's bytes: what is further back was shifted out of it. */
const blockBytes = 32;
/** Shorter ones cost more to point at than to say again. */
export const shortestRun = 48;
/** An entry of a map of numbers. */
const placeBytes = 40;
/** What each byte adds to a sum: the same in every process, and all bits as good as drawn by lot. */
const shares = Int32Array.from({ length: 256 }, (_, byte) => scattered(byte + 1));
/** A bit for each value of a sum's upper half. */
const seenWords = 2 ** 16 / 32;

export function createBlocks(text: () => Buffer): Blocks {
  const places = new Map<number, number>();
  /** What is new is in no block nearly everywhere: that this tells faster than the map. */
  const seen = new Int32Array(seenWords);
  let known = 0;

  const isSeen = (sum: number) => ((seen[sum >>> 21] ?? 0) & (1 << (sum >>> 16))) !== 0;

  function runAt(slice: Slice, at: number, sum: number, done: number): Run | null {
    const place = places.get(sum);
    if (place === undefined) return null;
    const bytes = text();
    const after = commonPrefix({ bytes, from: place, to: known }, { ...slice, from: at });
    if (after < blockBytes) return null;
    const before = commonSuffix({ bytes, from: 0, to: place }, { ...slice, from: done, to: at });
    const length = before + after;
    return length < shortestRun ? null : { at: at - before, from: place - before, length };
  }

  function nextRun(slice: Slice, from: number): Run | null {
    const { bytes } = slice;
    const last = slice.to - blockBytes;
    if (from > last) return null;
    let sum = sumOf(bytes, from);
    for (let at = from; ; at += 1) {
      const run = isSeen(sum) ? runAt(slice, at, sum, from) : null;
      if (run !== null || at === last) return run;
      sum = rolled(sum, bytes[at + blockBytes] ?? 0);
    }
  }

  return {
    get memoryBytes() {
      return places.size * placeBytes + seen.byteLength;
    },
    addUntil(length) {
      const bytes = text();
      for (; known + blockBytes <= length; known += blockBytes) {
        const sum = sumOf(bytes, known);
        // The first of equal ones: from it on a run of what repeats itself is the longest.
        if (!places.has(sum)) places.set(sum, known);
        seen[sum >>> 21] = (seen[sum >>> 21] ?? 0) | (1 << (sum >>> 16));
      }
    },
    find(slice, onRun) {
      for (let run = nextRun(slice, slice.from); run !== null; run = nextRun(slice, run.at + run.length)) onRun(run);
    },
  };
}

function sumOf(bytes: Buffer, from: number): number {
  let sum = 0;
  for (let at = from; at < from + blockBytes; at += 1) sum = rolled(sum, bytes[at] ?? 0);
  return sum;
}

function rolled(sum: number, byte: number): number {
  return ((sum << 1) + (shares[byte] ?? 0)) | 0;
}

/** The last steps of MurmurHash3. */
function scattered(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}

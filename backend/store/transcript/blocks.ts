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

const blockBytes = 32;
/** Shorter ones cost more to point at than to say again. */
export const shortestRun = 48;
/** An entry of a map of numbers. */
const placeBytes = 40;
const prime = 0x01000193;
const outgoing = power(prime, blockBytes - 1);
/** A bit for each value of a sum's upper half. */
const seenWords = 2 ** 16 / 32;

export function createBlocks(text: () => Buffer): Blocks {
  const places = new Map<number, number>();
  /** What is new is in no block nearly everywhere: that this tells faster than the map. */
  const seen = new Int32Array(seenWords);
  let known = 0;

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
      const { bytes, from, to } = slice;
      let done = from;
      let at = from;
      let sum: number | null = null;
      while (at + blockBytes <= to) {
        sum ??= sumOf(bytes, at);
        const isSeen = ((seen[sum >>> 21] ?? 0) & (1 << (sum >>> 16))) !== 0;
        const run = isSeen ? runAt(slice, at, sum, done) : null;
        if (run !== null) {
          onRun(run);
          done = run.at + run.length;
          at = done;
          sum = null;
          continue;
        }
        sum = roll(sum, bytes[at] ?? 0, bytes[at + blockBytes] ?? 0);
        at += 1;
      }
    },
  };
}

function sumOf(bytes: Buffer, from: number): number {
  let sum = 0;
  for (let at = from; at < from + blockBytes; at += 1) sum = (Math.imul(sum, prime) + (bytes[at] ?? 0)) | 0;
  return sum;
}

function roll(sum: number, out: number, into: number): number {
  return (Math.imul(sum - Math.imul(out, outgoing), prime) + into) | 0;
}

function power(base: number, exponent: number): number {
  let result = 1;
  for (let times = 0; times < exponent; times += 1) result = Math.imul(result, base);
  return result;
}

import type { ChunkTimes } from './types';

const version = 1;
const microsecondsPerMs = 1000;

/**
 * Chunk times as few bytes: a version, the count, then for each chunk the microseconds since the one before and its
 * length, all as LEB128 numbers. A stream of a thousand chunks takes some 4 KB. Times that run backwards are put at the
 * time of the chunk before.
 */
export function packChunkTimes({ at, bytes }: ChunkTimes): Uint8Array {
  const count = Math.min(at.length, bytes.length);
  const packed = [version];
  writeNumber(packed, count);
  let before = 0;
  for (let index = 0; index < count; index++) {
    const microseconds = Math.max(before, Math.round((at[index] ?? 0) * microsecondsPerMs));
    writeNumber(packed, microseconds - before);
    writeNumber(packed, Math.max(0, Math.round(bytes[index] ?? 0)));
    before = microseconds;
  }
  return Uint8Array.from(packed);
}

/** The way back of `packChunkTimes`; null for bytes that it did not write. */
export function unpackChunkTimes(packed: Uint8Array): ChunkTimes | null {
  const read = reader(packed);
  if (read() !== version) return null;
  const count = read();
  // Each chunk takes two bytes at least, so a count from damaged bytes can't make this run for long.
  if (count === null || count * 2 > packed.length) return null;
  const times: ChunkTimes = { at: [], bytes: [] };
  let microseconds = 0;
  for (let index = 0; index < count; index++) {
    const step = read();
    const length = read();
    if (step === null || length === null) return null;
    microseconds += step;
    times.at.push(microseconds / microsecondsPerMs);
    times.bytes.push(length);
  }
  return times;
}

/** Arithmetic instead of shifts: a day in microseconds needs 37 bits. */
function writeNumber(into: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    into.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  into.push(rest);
}

function reader(bytes: Uint8Array): () => number | null {
  let at = 0;
  return () => {
    let value = 0;
    for (let factor = 1; factor <= Number.MAX_SAFE_INTEGER; factor *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) return null;
      value += (byte % 128) * factor;
      if (byte < 128) return value;
    }
    return null;
  };
}

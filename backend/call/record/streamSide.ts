import type { StreamPart } from '../frames';

/** One side of a stream put together from its parts. */
export interface StreamSide {
  bytes: Buffer;
  /** Milliseconds since the call began, one entry per chunk. */
  at: number[];
  /** Bytes of each chunk. */
  lengths: number[];
}

/** Null when no part of that side was recorded. */
export function streamSide(parts: StreamPart[], side: StreamPart['side']): StreamSide | null {
  const own = parts.filter((part) => part.side === side);
  if (own.length === 0) return null;
  const at: number[] = [];
  const lengths: number[] = [];
  for (const { times } of own) {
    for (let index = 0; index + 1 < times.length; index += 2) {
      at.push((times[index] ?? 0) / 1000);
      lengths.push(times[index + 1] ?? 0);
    }
  }
  return { bytes: Buffer.concat(own.map(({ bytes }) => bytes)), at, lengths };
}

/** The same chunks of other bytes, in the same proportions: of compressed ones nobody can tell more. */
export function withBytes(side: StreamSide, bytes: Buffer): StreamSide {
  const before = side.bytes.length;
  let came = 0;
  let given = 0;
  const lengths = side.lengths.map((length) => {
    came += length;
    const end = Math.round((came / before) * bytes.length);
    const own = end - given;
    given = end;
    return own;
  });
  return { bytes, at: side.at, lengths };
}

/** When the byte before `offset` came: the time of the chunk that holds it. */
export function timeOf({ at, lengths }: StreamSide, offset: number): number | null {
  let end = 0;
  for (const [index, length] of lengths.entries()) {
    end += length;
    if (end >= offset) return at[index] ?? null;
  }
  return null;
}

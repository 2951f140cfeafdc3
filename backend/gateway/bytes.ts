export const EMPTY = Buffer.alloc(0);

/** The chunks as one buffer, without a copy when there is only one. */
export function join(chunks: readonly Buffer[]): Buffer {
  const [first = EMPTY] = chunks;
  return chunks.length <= 1 ? first : Buffer.concat(chunks);
}

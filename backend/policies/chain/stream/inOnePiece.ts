/** The same bytes in as few buffers as possible without copying: pieces of one chunk become one piece again. */
export function joinAdjacent(pieces: readonly Uint8Array[]): Buffer[] {
  const [only] = pieces;
  if (pieces.length === 1 && Buffer.isBuffer(only)) return [only];
  const joined: Buffer[] = [];
  for (const { buffer, byteOffset, byteLength } of pieces) {
    if (byteLength === 0) continue;
    const last = joined.at(-1);
    const continues = last?.buffer === buffer && last.byteOffset + last.byteLength === byteOffset;
    if (last !== undefined && continues) joined.pop();
    const start = last !== undefined && continues ? last.byteOffset : byteOffset;
    joined.push(Buffer.from(buffer, start, byteOffset + byteLength - start));
  }
  return joined;
}

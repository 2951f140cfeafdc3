/**
 * The same bytes as one buffer, or none: every buffer that is sent by itself costs a write of its own. Pieces of one
 * chunk become that chunk again without a copy.
 */
export function inOnePiece(pieces: readonly Uint8Array[]): Buffer[] {
  const [first] = pieces;
  if (pieces.length === 1 && Buffer.isBuffer(first)) return [first];
  const length = pieces.reduce((sum, { byteLength }) => sum + byteLength, 0);
  if (first === undefined || length === 0) return [];
  return [isInARow(pieces) ? Buffer.from(first.buffer, first.byteOffset, length) : Buffer.concat(pieces, length)];
}

function isInARow(pieces: readonly Uint8Array[]): boolean {
  return pieces.every((piece, index) => {
    const before = pieces[index - 1];
    if (before === undefined) return true;
    return before.buffer === piece.buffer && before.byteOffset + before.byteLength === piece.byteOffset;
  });
}

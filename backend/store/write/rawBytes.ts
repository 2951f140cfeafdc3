import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

export type RawEncoding = 'identity' | 'zstd';

/** Below this compression gains nothing worth its time, or nothing at all. */
const smallestCompressed = { fast: 2048, small: 256 };
/** Fewer bytes stand in their frame as they are: a compressor takes longer to be made than for all the rest. */
const longestStored = 255;
/** Magic number, a header with the length in one byte, the length, and a last block that is not compressed (RFC 8878). */
const storedFrame = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x20, 0, 1, 0, 0]);
/** Fast beats small: bodies are text and shrink to a third even so. */
const options = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** One encoding for all the byte columns of a row, which are to be fast or to be small. */
export function chooseEncoding(columns: (Uint8Array | null)[], aim: keyof typeof smallestCompressed): RawEncoding {
  const size = columns.reduce((sum, bytes) => sum + (bytes?.byteLength ?? 0), 0);
  return size < smallestCompressed[aim] ? 'identity' : 'zstd';
}

export function encodeRaw(bytes: Uint8Array | null, encoding: RawEncoding): Uint8Array | null {
  if (bytes === null || encoding !== 'zstd') return bytes;
  return bytes.byteLength > longestStored ? zstdCompressSync(bytes, options) : stored(bytes);
}

function stored(bytes: Uint8Array): Buffer {
  const frame = Buffer.concat([storedFrame, bytes]);
  frame[5] = bytes.byteLength;
  frame.writeUIntLE((bytes.byteLength << 3) | 1, 6, 3);
  return frame;
}

export function decodeRaw(bytes: Uint8Array | null, encoding: RawEncoding): Uint8Array | null {
  return bytes !== null && encoding === 'zstd' ? zstdDecompressSync(bytes) : bytes;
}

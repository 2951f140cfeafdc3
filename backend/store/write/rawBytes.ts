import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

export type RawEncoding = 'identity' | 'zstd';

/** Below this compression gains nothing worth its time, or nothing at all. */
const smallestCompressed = { fast: 2048, small: 256 };
/** Fast beats small: bodies are text and shrink to a third even so. */
const options = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** One encoding for all the byte columns of a row, which are to be fast or to be small. */
export function chooseEncoding(columns: (Uint8Array | null)[], aim: keyof typeof smallestCompressed): RawEncoding {
  const size = columns.reduce((sum, bytes) => sum + (bytes?.byteLength ?? 0), 0);
  return size < smallestCompressed[aim] ? 'identity' : 'zstd';
}

export function encodeRaw(bytes: Uint8Array | null, encoding: RawEncoding): Uint8Array | null {
  return bytes !== null && encoding === 'zstd' ? zstdCompressSync(bytes, options) : bytes;
}

export function decodeRaw(bytes: Uint8Array | null, encoding: RawEncoding): Uint8Array | null {
  return bytes !== null && encoding === 'zstd' ? zstdDecompressSync(bytes) : bytes;
}

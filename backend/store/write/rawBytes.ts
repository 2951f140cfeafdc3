import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

export type RawEncoding = 'identity' | 'zstd';

/** Below this compression gains nothing worth its time. */
const smallestCompressed = 512;
/** Fast beats small: bodies are text and shrink to a third even so. */
const options = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

export interface EncodedRaw {
  original: Uint8Array | null;
  final: Uint8Array | null;
  encoding: RawEncoding;
}

/** Both sides in one encoding. */
export function encodeRaw(original: Uint8Array | null, final: Uint8Array | null): EncodedRaw {
  const size = (original?.byteLength ?? 0) + (final?.byteLength ?? 0);
  if (size < smallestCompressed) return { original, final, encoding: 'identity' };
  const compress = (bytes: Uint8Array | null): Uint8Array | null => bytes && zstdCompressSync(bytes, options);
  return { original: compress(original), final: compress(final), encoding: 'zstd' };
}

export function decodeRaw(bytes: Uint8Array | null, encoding: RawEncoding): Uint8Array | null {
  return bytes !== null && encoding === 'zstd' ? zstdDecompressSync(bytes) : bytes;
}

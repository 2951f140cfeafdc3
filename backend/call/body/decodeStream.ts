import {
  brotliDecompressSync,
  constants,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  zstdDecompressSync,
} from 'node:zlib';

/** A stream is chunks of words: one that is larger decompressed was made to be. */
const mostBytes = 64 * 1024 * 1024;

interface Options {
  maxOutputLength: number;
  finishFlush: number;
}

type Decompress = (bytes: Uint8Array, options: Options) => Buffer;

/** What came of one that was cut is given as far as it goes. */
const decoders: Readonly<Record<string, { decompress: Decompress; finishFlush: number }>> = {
  gzip: { decompress: gunzipSync, finishFlush: constants.Z_SYNC_FLUSH },
  'x-gzip': { decompress: gunzipSync, finishFlush: constants.Z_SYNC_FLUSH },
  deflate: { decompress: inflateEither, finishFlush: constants.Z_SYNC_FLUSH },
  br: { decompress: brotliDecompressSync, finishFlush: constants.BROTLI_OPERATION_FLUSH },
  zstd: { decompress: zstdDecompressSync, finishFlush: constants.ZSTD_e_flush },
};

/** Some servers leave out the header that the standard wants. */
function inflateEither(bytes: Uint8Array, options: Options): Buffer {
  const hasHeader = ((bytes[0] ?? 0) & 0x0f) === 8 && (((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)) % 31 === 0;
  return hasHeader ? inflateSync(bytes, options) : inflateRawSync(bytes, options);
}

/** True when a `content-encoding` says that the bytes are compressed. */
export function isCompressed(encoding: string | undefined): encoding is string {
  return encoding !== undefined && !/^(identity)?$/i.test(encoding.trim());
}

/**
 * The bytes of a stream that its provider compressed although it was asked not to, as its client reads them. Null for a
 * compression that is not known, bytes that are not what it says, and more than 64 MiB.
 */
export function decodeStream(bytes: Uint8Array, encoding: string): Buffer | null {
  const decoder = Object.entries(decoders).find(([name]) => name === encoding.trim().toLowerCase())?.[1];
  if (decoder === undefined) return null;
  try {
    return decoder.decompress(bytes, { maxOutputLength: mostBytes, finishFlush: decoder.finishFlush });
  } catch {
    // Damaged, or too large: the bytes are kept as they came.
    return null;
  }
}

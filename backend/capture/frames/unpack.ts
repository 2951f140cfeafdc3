import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import type { ContentEncoding } from '../../call';
import { CaptureError } from '../errors';

const decompress: Record<ContentEncoding, (bytes: Uint8Array, options: { maxOutputLength: number }) => Buffer> = {
  gzip: gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
};

/** A body that was kept compressed. It was decompressed once before: of another length it is damaged. */
export function unpack(bytes: Uint8Array, encoding: ContentEncoding, length: number): Buffer {
  const body = decompressed(bytes, encoding, length);
  if (body.length === length) return body;
  throw damaged(new RangeError(`${body.length} bytes instead of ${length}`));
}

function decompressed(bytes: Uint8Array, encoding: ContentEncoding, length: number): Buffer {
  try {
    // Zero is no limit that zlib takes.
    return decompress[encoding](bytes, { maxOutputLength: Math.max(1, length) });
  } catch (error) {
    throw damaged(error);
  }
}

function damaged(cause: unknown): CaptureError {
  return new CaptureError('frame_invalid', 'A compressed body of the spool is not what was written.', cause);
}

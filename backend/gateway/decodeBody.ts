import { brotliDecompress, gunzip, inflate, zstdDecompress } from 'node:zlib';
import { refusalOf, type Refusal } from './errors/refusal';

type Decompress = (
  input: Buffer,
  options: { maxOutputLength: number },
  done: (error: NodeJS.ErrnoException | null, output: Buffer) => void,
) => void;

const decoders = new Map<string, Decompress>([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  ['deflate', inflate],
  ['br', brotliDecompress],
  ['zstd', zstdDecompress],
]);

export type Decoded = { bytes: Buffer; refusal: null } | { bytes: null; refusal: Refusal };

/** True when a `content-encoding` says that the bytes are compressed. */
export function isEncoded(encoding: string | undefined): encoding is string {
  return encoding !== undefined && encoding !== '' && encoding.toLowerCase() !== 'identity';
}

/**
 * Undoes a `content-encoding`. Decompression stops at `limit` bytes of output, so that a small body can't fill the
 * memory; `tooLarge` is what is said then.
 */
export function decodeBody(
  bytes: Buffer,
  encoding: string,
  limit: number,
  tooLarge: Refusal,
  done: (result: Decoded) => void,
): void {
  const decompress = decoders.get(encoding.trim().toLowerCase());
  if (decompress === undefined) {
    const message = `The content-encoding ${JSON.stringify(encoding.slice(0, 40))} is not supported. Use gzip, deflate, br, zstd or none.`;
    done({ bytes: null, refusal: refusalOf('unsupported_encoding', message) });
    return;
  }
  decompress(bytes, { maxOutputLength: limit }, (error, output) => {
    if (error === null) done({ bytes: output, refusal: null });
    else if (error.code === 'ERR_BUFFER_TOO_LARGE') done({ bytes: null, refusal: tooLarge });
    else {
      const message = `The body is not valid ${encoding}: ${error.message}. Send it without content-encoding, or compress it anew.`;
      done({ bytes: null, refusal: refusalOf('bad_encoding', message) });
    }
  });
}

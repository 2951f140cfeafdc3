import type { Transform } from 'node:stream';
import {
  brotliDecompress,
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
  gunzip,
  inflate,
  inflateRaw,
  zstdDecompress,
} from 'node:zlib';
import type { ContentEncoding } from '../call';
import { refusalOf, type Refusal } from './errors/refusal';

type Decompress = (
  input: Buffer,
  options: { maxOutputLength: number },
  done: (error: NodeJS.ErrnoException | null, output: Buffer) => void,
) => void;

const decoders: Record<ContentEncoding, Decompress> = {
  gzip: gunzip,
  deflate: (input, options, done) => (hasZlibHeader(input) ? inflate : inflateRaw)(input, options, done),
  br: brotliDecompress,
  zstd: zstdDecompress,
};

export type Decoded = { bytes: Buffer; encoding: ContentEncoding; refusal: null } | { bytes: null; refusal: Refusal };

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
  const known = contentEncoding(encoding);
  if (known === null) {
    const message = `The content-encoding ${JSON.stringify(encoding.slice(0, 40))} is not supported. Use gzip, deflate, br, zstd or none.`;
    done({ bytes: null, refusal: refusalOf('unsupported_encoding', message) });
    return;
  }
  decoders[known](bytes, { maxOutputLength: limit }, (error, output) => {
    if (error === null) done({ bytes: output, encoding: known, refusal: null });
    else if (error.code === 'ERR_BUFFER_TOO_LARGE') done({ bytes: null, refusal: tooLarge });
    else {
      const message = `The body is not valid ${encoding}: ${error.message}. Send it without content-encoding, or compress it anew.`;
      done({ bytes: null, refusal: refusalOf('bad_encoding', message) });
    }
  });
}

/** What came of a stream that was cut is given as far as it goes. */
const streamDecoders: Record<ContentEncoding, (first: Buffer) => Transform> = {
  gzip: () => createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }),
  deflate: (first) =>
    (hasZlibHeader(first) ? createInflate : createInflateRaw)({ finishFlush: constants.Z_SYNC_FLUSH }),
  br: () => createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH }),
  zstd: () => createZstdDecompress({ finishFlush: constants.ZSTD_e_flush }),
};

export function isDecodable(encoding: string): boolean {
  return contentEncoding(encoding) !== null;
}

/** Undoes a `content-encoding` that `isDecodable` as the bytes come. @param first the first of them */
export function createDecoder(encoding: string, first: Buffer): Transform {
  return streamDecoders[contentEncoding(encoding) ?? 'gzip'](first);
}

/** Some leave out the header that the standard wants of `deflate`. */
function hasZlibHeader(bytes: Buffer): boolean {
  const [first = 0, second = 0] = bytes;
  return (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;
}

function contentEncoding(header: string): ContentEncoding | null {
  const name = header.trim().toLowerCase();
  const asKnown = name === 'x-gzip' ? 'gzip' : name;
  return isKnown(asKnown) ? asKnown : null;
}

function isKnown(name: string): name is ContentEncoding {
  return Object.hasOwn(decoders, name);
}

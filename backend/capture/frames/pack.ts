import { constants, zstdCompress } from 'node:zlib';
import type { Exchange, PackedBody } from '../../call';

/** Smaller ones are not worth the turn: to write them takes less than a millisecond. */
const leastBytes = 512 * 1024;
/** Of a body that came compressed: else a few kilobytes fill the spool with as many megabytes as they stand for. */
const leastOfCompressed = 64 * 1024;
const options = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/**
 * Compresses large bodies, off the event loop: to write them as they are would keep all other calls waiting. Undefined when
 * there is nothing to do.
 */
export function packLarge(exchange: Exchange | null): Promise<Exchange> | undefined {
  if (exchange === null) return undefined;
  const { original, packed: known = [] } = exchange;
  const least = known.length === 0 ? leastBytes : leastOfCompressed;
  // Most have one body, and a small one.
  if (exchange.final === null && exchange.steps.length === 0 && original.length < least) return undefined;
  const bodies = new Set([
    original,
    ...exchange.steps.map(({ body }) => body),
    ...(exchange.final === null ? [] : [exchange.final]),
  ]);
  for (const { body } of known) bodies.delete(body);
  const large = [...bodies].filter(({ length }) => length >= least);
  if (large.length === 0) return undefined;
  return Promise.all(large.map(pack)).then((packed) => ({ ...exchange, packed: [...known, ...packed.flat()] }));
}

/** Nothing where it fails: then the body is kept as it is. */
function pack(body: Uint8Array): Promise<PackedBody[]> {
  return new Promise((resolve) =>
    zstdCompress(body, options, (error, bytes) => resolve(error === null ? [{ body, encoding: 'zstd', bytes }] : [])),
  );
}

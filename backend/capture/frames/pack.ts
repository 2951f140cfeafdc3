import { constants, zstdCompress } from 'node:zlib';
import type { Exchange, PackedBody } from '../../call';

/** Smaller ones are not worth the turn. */
const leastBytes = 64 * 1024;
const options = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/**
 * What policies made of a body that came compressed, compressed as well: else a few kilobytes fill the spool with as many
 * megabytes as they stand for. Off the event loop; undefined when there is nothing to do.
 */
export function packChanged(exchange: Exchange | null): Promise<Exchange> | undefined {
  if (exchange?.packed === undefined) return undefined;
  const known = exchange.packed;
  const bodies = new Set([
    ...exchange.steps.map(({ body }) => body),
    ...(exchange.final === null ? [] : [exchange.final]),
  ]);
  for (const { body } of known) bodies.delete(body);
  const large = [...bodies].filter(({ length }) => length >= leastBytes);
  if (large.length === 0) return undefined;
  return Promise.all(large.map(pack)).then((packed) => ({ ...exchange, packed: [...known, ...packed.flat()] }));
}

/** Nothing where it fails: then the body is kept as it is. */
function pack(body: Uint8Array): Promise<PackedBody[]> {
  return new Promise((resolve) =>
    zstdCompress(body, options, (error, bytes) => resolve(error === null ? [{ body, encoding: 'zstd', bytes }] : [])),
  );
}

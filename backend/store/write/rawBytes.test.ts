import { zstdDecompressSync } from 'node:zlib';
import { decodeRaw, encodeRaw } from './rawBytes';

test('bytes of every length come back, by any reader of zstd', () => {
  for (const length of [0, 1, 2, 31, 127, 128, 254, 255, 256, 257, 5_000]) {
    const bytes = Buffer.from(Array.from({ length }, (_, index) => (index * 37) % 256));
    const encoded = encodeRaw(bytes, 'zstd');
    expect(encoded && zstdDecompressSync(encoded)).toEqual(bytes);
    expect(decodeRaw(encoded, 'zstd')).toEqual(bytes);
  }
});

test('what is kept as it is, and what there is not, stays so', () => {
  const bytes = Buffer.from('as it is');
  expect(encodeRaw(bytes, 'identity')).toBe(bytes);
  expect(encodeRaw(null, 'zstd')).toBeNull();
});

import { decodeRaw, chooseEncoding, encodeRaw } from './rawBytes';
import { countValue, durationValue, textValue, uuidValue } from './values';

test('texts lose only what PostgreSQL refuses', () => {
  expect(textValue('a\0b "\\ü')).toBe('a\ufffdb "\\ü');
  expect(textValue(null)).toBeNull();
});

test('of a text beside the bodies the beginning is kept', () => {
  expect(textValue('x'.repeat(50_000_000))).toBe(`${'x'.repeat(16_383)}…`);
});

test.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60])('%p is no count', (value) => {
  expect(countValue(value)).toBeNull();
});

test('counts and durations that are possible are kept', () => {
  expect([countValue(0), countValue(1e12), durationValue(0.25), durationValue(Number.NaN)]).toEqual([
    0,
    1e12,
    0.25,
    null,
  ]);
});

test('an id that is no UUID becomes one, always the same', () => {
  const uuid = '0199a000-0000-7000-8000-000000000001';
  expect(uuidValue(uuid)).toBe(uuid);
  expect(uuidValue('pii:1')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(uuidValue('pii:1')).toBe(uuidValue('pii:1'));
  expect(uuidValue('pii:1')).not.toBe(uuidValue('pii:2'));
});

test('small bodies are stored plain, others compressed, and both come back exactly', () => {
  for (const size of [0, 10, 100_000]) {
    const bytes = Buffer.from('{"a":"ü\0"}'.repeat(size / 10 + 1));
    for (const [aim, least] of [
      ['fast', 2048],
      ['small', 256],
    ] as const) {
      const encoding = chooseEncoding([bytes, null], aim);
      expect(encoding).toBe(size < least ? 'identity' : 'zstd');
      expect(decodeRaw(encodeRaw(bytes, encoding), encoding)).toEqual(bytes);
    }
  }
  expect(encodeRaw(null, 'zstd')).toBeNull();
});

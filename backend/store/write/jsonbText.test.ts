import type { Json } from '@lens/core/json';
import { jsonbText, maxJsonbDepth } from './jsonbText';

const kept = (value: Json): unknown => JSON.parse(jsonbText(value));

function nested(depth: number): Json {
  let value: Json = 'core';
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

test('what jsonb can hold is kept as it is', () => {
  const value = { text: 'ü 👩‍👩‍👧 \\u0000 \\ud800 "\\\\u0000"', list: [1, -0.5, 1e300, null, true], empty: {} };
  expect(kept(value)).toEqual(value);
});

test('NUL characters and lone surrogates are replaced, in keys as well', () => {
  expect(kept({ 'k\0': 'a\0b', s: 'x\ud800y\udfff', pair: '\ud83d\ude00', mixed: '\\\0\\\\\0' })).toEqual({
    'k\ufffd': 'a\ufffdb',
    s: 'x\ufffdy\ufffd',
    pair: '\ud83d\ude00',
    mixed: '\\\ufffd\\\\\ufffd',
  });
});

test('wherever a long text is cut for it', () => {
  const unit = '\\\0"\ud800\\\\u0000';
  for (let shift = 0; shift < 20; shift += 1) {
    const text = `${'x'.repeat(65_500 + shift)}${unit.repeat(10_000)}`;
    const storable = text.replaceAll('\0', '\ufffd').replaceAll('\ud800', '\ufffd');
    expect(kept(text) === storable).toBe(true);
  }
});

test('numbers beyond a double are null', () => {
  expect(kept([Number.POSITIVE_INFINITY])).toEqual([null]);
});

test('nesting up to the limit is kept, deeper is kept as text with a note', () => {
  expect(kept(nested(maxJsonbDepth))).toEqual(nested(maxJsonbDepth));
  const deep = nested(maxJsonbDepth + 1);
  expect(kept(deep)).toEqual({
    lens_note: expect.stringContaining('1000 levels') as string,
    text: JSON.stringify(deep),
  });
});

test('nesting too deep to be written is replaced by a note', () => {
  expect(kept(nested(200_000))).toEqual({ lens_note: expect.stringContaining('see the raw body') as string });
});

test('brackets and quotes inside strings are not nesting', () => {
  const value = ['[{"'.repeat(2_000), '\\"['.repeat(2_000)];
  expect(kept(value)).toEqual(value);
});

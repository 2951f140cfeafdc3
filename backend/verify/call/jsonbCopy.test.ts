import type { Json } from '@lens/core/json';
import { compareCopy } from './jsonbCopy';

/** As PostgreSQL gives a copy back: other order of keys, other spelling of numbers. */
const parsed = (text: string) => JSON.parse(text) as Json;

function nested(levels: number): Json {
  let value: Json = 0;
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}

test.each<[string, Json, Json]>([
  ['another order of keys', parsed('{"b": 2, "a": 1}'), parsed('{"a":1,"b":2}')],
  ['another spelling of numbers', parsed('[1.50, 10000000000]'), parsed('[1.5,1e10]')],
  ['a key that JavaScript has a meaning for', parsed('{"__proto__": {"x": 1}}'), parsed('{"__proto__":{"x":1}}')],
  ['nothing', null, null],
])('the same: %s', (_what, copy, body) => {
  expect(compareCopy(copy, body)).toBe('same');
});

test.each<[string, Json, Json]>([
  ['NUL', 'a\ufffdb', 'a\0b'],
  ['half of a character, a whole one beside it', { '\ufffd': '😀' }, { '\ud83d': '😀' }],
  ['a number beyond a double', [null, 1], [Infinity, 1]],
  ['nested deeper than 1,000 levels', { lens_note: 'Nested deeper.', text: '[[…' }, nested(1_001)],
])('the same by rule: %s', (_what, copy, body) => {
  expect(compareCopy(copy, body)).toBe('by rule');
});

test.each<[string, Json, Json]>([
  ['another value', { a: 1 }, { a: 2 }],
  ['a key more', { a: 1, b: null }, { a: 1 }],
  ['a mark where no character is missing', 'a\ufffdb', 'a?b'],
  ['a note for a body that is not too much', { lens_note: 'Nested deeper.' }, nested(1_000)],
  ['a copy of a body that is too much', nested(1_001), nested(1_002)],
  ['null for a number', [null], [1]],
  ['nothing for something', null, ''],
])('different: %s', (_what, copy, body) => {
  expect(compareCopy(copy, body)).toBe('different');
});

import fc from 'fast-check';
import type { Json } from '../../json';
import { apply, attribute, DeltaMismatch, diff, packDelta, unpackDelta } from '..';
import { body, editedBody, json } from '../testing/arbitraries';

/** As it arrives: through JSON text. */
function sent<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function expectWhole(left: Json, right: Json): void {
  const { delta } = diff(left, right);
  expect(unpackDelta(sent(packDelta(delta)), left)).toEqual(delta);
}

test('a packed delta and its left side are the whole delta', () => {
  fc.assert(fc.property(json, json, expectWhole), { numRuns: 500 });
  fc.assert(fc.property(body, body, expectWhole), { numRuns: 200 });
  fc.assert(
    fc.property(editedBody, ([left, right]) => expectWhole(left, right)),
    { numRuns: 500 },
  );
});

test('it keeps who made each change', () => {
  const left = {
    messages: [
      { role: 'user', content: 'my number is 12345' },
      { role: 'user', content: 'bye' },
    ],
    n: 1,
  };
  const right = { messages: [{ role: 'user', content: 'my number is [REDACTED]' }], m: 2 };
  const step = { policy: 'p', redacts: true, delta: diff(left, right).delta };
  const { delta } = attribute(diff(left, right), left, [step]);
  expect(JSON.stringify(delta)).toContain('"by":["p"]');
  expect(unpackDelta(sent(packDelta(delta)), left)).toEqual(delta);
});

test('it holds nothing of what was removed or replaced', () => {
  const left = { a: 'the secret stays behind', b: ['secret', 1], c: { d: 'secret' }, e: '{"x":"secret","y":[1,2]}' };
  const right = { a: 'the word stays behind', b: [1], c: 7, e: '{"x":"word","y":[1,2]}' };
  expect(JSON.stringify(packDelta(diff(left, right).delta))).not.toContain('secret');
});

test('JSON inside a string is not sent as text as well, unless its spacing could not be known', () => {
  const compact = packDelta(diff('{"x": "before", "y": 1}', '{"x":"after","y":1}').delta);
  expect(compact).toHaveLength(2);
  const spaced = packDelta(diff('{"x":"before","y":1}', '{ "x": "after", "y": 1 }').delta);
  expect(spaced).toHaveProperty('2', '{ "x": "after", "y": 1 }');
});

test.each<[string, Json, Json, Json]>([
  ['a key that is missing', { a: { b: 1 } }, { a: { b: 2 } }, {}],
  ['an element that is missing', [[1, 2], 3], [[1, 4], 3], []],
  ['a text that is a number', 'one two', 'one three', 1],
  ['a text that holds no JSON', '{"a":1,"b":2}', '{"a":1,"b":3}', 'none'],
])('another left side is refused: %s', (_, left, right, other) => {
  const packed = packDelta(diff(left, right).delta);
  expect(() => unpackDelta(packed, other)).toThrow(DeltaMismatch);
});

test('keys that lead elsewhere in other objects are only keys', () => {
  const left = JSON.parse('{"__proto__":{"a":1},"constructor":"x y z"}') as Json;
  const right = JSON.parse('{"__proto__":{"a":2},"constructor":"x y w","toString":[]}') as Json;
  const delta = unpackDelta(sent(packDelta(diff(left, right).delta)), left);
  expect(JSON.stringify(apply(delta, left))).toBe(JSON.stringify(right));
});

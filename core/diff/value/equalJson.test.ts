import fc from 'fast-check';
import { equalJson } from './equalJson';

test.each<[unknown, boolean]>([
  [{ b: [1, 'x'], a: null }, true],
  [{ a: null, b: [1, 'x'], c: undefined }, true],
  [{ a: undefined, b: [1, 'x'] }, false],
  [{ a: null, b: [1, 'x'], c: null }, false],
  [{ a: null, b: [1, undefined] }, false],
  [{ a: null, b: [1] }, false],
  [{ a: null, b: { 0: 1, 1: 'x' } }, false],
  [{ a: () => null, b: [1, 'x'] }, false],
  [{ a: NaN, b: [1, 'x'] }, false],
  [undefined, false],
])('what a policy made of a body is compared with it as it would be written: %j', (made, equal) => {
  expect(equalJson({ a: null, b: [1, 'x'] }, made)).toBe(equal);
});

test('names of objects everywhere are only names', () => {
  const named = JSON.parse('{"__proto__":{"x":1}}') as { [key: string]: never };
  expect(equalJson(named, JSON.parse('{"__proto__":{"x":1}}'))).toBe(true);
  expect(equalJson(named, { constructor: { x: 1 } })).toBe(false);
  expect(equalJson({ toString: 1 }, {})).toBe(false);
});

test('is as deep as it is asked to be', () => {
  const deep = (inside: unknown): unknown =>
    JSON.parse(`${'['.repeat(100_000)}${JSON.stringify(inside)}${']'.repeat(100_000)}`);
  expect(equalJson(deep(1) as never, deep(1))).toBe(true);
  expect(equalJson(deep(1) as never, deep(2))).toBe(false);
});

test('agrees with what is written', () => {
  const json = fc.jsonValue({ noUnicodeString: false, depthSize: 'small' });
  fc.assert(
    fc.property(
      json,
      json,
      (a, b) => equalJson(a as never, structuredClone(a)) && equalJson(a as never, b) === equalJson(b as never, a),
    ),
  );
});

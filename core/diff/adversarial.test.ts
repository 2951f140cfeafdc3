import type { Json } from '../json';
import { apply, attribute, changes, diff, revert } from '.';
import { equalJson } from './value/equalJson';

const list = <T>(length: number, make: (index: number) => T): T[] => Array.from({ length }, (_, index) => make(index));

/** Different words for each seed, without a pattern that would help. */
function words(seed: number, count: number, size: number): string {
  let state = seed;
  const next = (): number => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0);
  return list(count, () => `w${seed}x${(next() >>> 8) % size}`).join(' ');
}

function nested(depth: number, leaf: Json, wrap: (inner: Json) => Json): Json {
  let value = leaf;
  for (let level = 0; level < depth; level++) value = wrap(value);
  return value;
}

function expectLossless(left: Json, right: Json): void {
  const { delta } = diff(left, right);
  expect(equalJson(apply(delta, left), right)).toBe(true);
  expect(equalJson(revert(delta, right), left)).toBe(true);
}

describe('depth beyond any stack', () => {
  const depth = 20_000;
  test.each<[string, (inner: Json) => Json]>([
    ['arrays', (inner) => [inner]],
    ['objects', (inner) => ({ a: inner })],
    ['both, with siblings', (inner) => [{ a: inner, b: 1 }, 'x']],
  ])('%s are compared, applied, reverted and listed', (_, wrap) => {
    const [left, right] = [nested(depth, 1, wrap), nested(depth, 2, wrap)];
    expectLossless(left, right);
    const result = diff(left, right);
    // Only counts and kinds are looked at: a failing matcher would print the values until its own stack overflows.
    expect(result.degraded.length).toBeGreaterThan(0);
    expect(changes(result).length).toBeLessThanOrEqual(2);
    expect(diff(left, nested(depth, 1, wrap)).delta.kind).toBe('same');
    const attributed = attribute(result, left, [{ policy: 'p', redacts: false, delta: result.delta }]);
    expect(changes(attributed).map((change) => change.by)).toEqual(changes(result).map(() => ['p']));
  });

  test('JSON in strings nests no deeper than is safe', () => {
    const text = (leaf: number): string => `${'['.repeat(50_000)}${leaf}${']'.repeat(50_000)}`;
    expectLossless({ arguments: text(1) }, { arguments: text(2) });
    let [left, right]: [Json, Json] = [{ x: 1 }, { x: 2 }];
    for (let level = 0; level < 10; level++)
      [left, right] = [{ t: JSON.stringify(left) }, { t: JSON.stringify(right) }];
    expectLossless(left, right);
  });
});

describe('input that makes exact algorithms run for minutes', () => {
  test.each<[string, () => [Json, Json]]>([
    ['unrelated texts', () => [words(1, 30_000, 5_000), words(2, 30_000, 5_000)]],
    [
      'one vocabulary, shuffled',
      () => [words(1, 30_000, 5_000), words(1, 30_000, 5_000).split(' ').reverse().join(' ')],
    ],
    ['two words', () => ['a b b a b a a '.repeat(20_000), 'b a a b a b b b '.repeat(20_000)]],
    ['punctuation', () => ['.,'.repeat(200_000), ',.;'.repeat(200_000)]],
    ['disjoint strings', () => [list(20_000, (index) => `l${index}`), list(20_000, (index) => `r${index}`)]],
    ['reversed numbers', () => [list(20_000, (index) => index), list(20_000, (index) => 20_000 - index)]],
    [
      'many keys that one side lacks',
      () => [{ z: 1, ...Object.fromEntries(list(200_000, (index) => [`k${index}`, index])) }, { z: 1 }],
    ],
    [
      'distinct objects',
      () => [
        list(2_000, (index) => ({ a: `l${index}`, b: [index] })),
        list(2_000, (index) => ({ a: `r${index}`, b: [-index] })),
      ],
    ],
  ])('%s', (_, make) => {
    const [left, right] = make();
    expectLossless(left, right);
  });

  test('is told to have been compared coarsely, with the place', () => {
    const result = diff(
      { text: 'a b b a b a a '.repeat(20_000), n: 1 },
      { text: 'b a a b a b b b '.repeat(20_000), n: 1 },
    );
    expect(result.degraded).toEqual([{ path: 'text', reason: 'budget' }]);
  });

  test('leaves what is equal equal, even with nothing left of the budget', () => {
    const equal = list(50, (index) => ({ role: 'user', content: `message ${index}` }));
    const result = diff(
      { text: 'a b', messages: equal },
      { text: 'b a', messages: structuredClone(equal) },
      { budget: 0 },
    );
    expect(changes(result).map((change) => change.path)).toEqual(['text']);
  });

  test('gives the same result each time', () => {
    const [left, right] = [words(1, 20_000, 3_000), words(1, 20_000, 3_000).split(' ').reverse().join(' ')];
    expect(JSON.stringify(diff(left, right))).toBe(JSON.stringify(diff(left, right)));
  });
});

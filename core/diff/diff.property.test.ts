import fc from 'fast-check';
import type { Json } from '../json';
import { apply, diff, revert } from '.';
import { body, editedBody, json } from './testing/arbitraries';
import { equalJson } from './value/equalJson';

function expectLossless(left: Json, right: Json, budget?: number): void {
  const { delta } = diff(left, right, budget === undefined ? {} : { budget });
  expect(equalJson(apply(delta, left), right)).toBe(true);
  expect(equalJson(revert(delta, right), left)).toBe(true);
}

describe('a delta loses nothing', () => {
  test('between any two values', () => {
    fc.assert(
      fc.property(json, json, (left, right) => expectLossless(left, right)),
      { numRuns: 1_000 },
    );
  });

  test('between unrelated bodies, and edited ones with moves', () => {
    fc.assert(
      fc.property(body, body, (left, right) => expectLossless(left, right)),
      { numRuns: 200 },
    );
    fc.assert(
      fc.property(editedBody, ([left, right]) => expectLossless(left, right)),
      { numRuns: 1_000 },
    );
  });

  test('however small the budget', () => {
    const budget = fc.nat(3_000);
    fc.assert(
      fc.property(editedBody, budget, ([left, right], steps) => expectLossless(left, right, steps)),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(json, json, budget, (left, right, steps) => expectLossless(left, right, steps)),
      { numRuns: 500 },
    );
  });

  test('and survives being stored as JSON', () => {
    fc.assert(
      fc.property(json, json, (left, right) => {
        const stored = JSON.parse(JSON.stringify(diff(left, right).delta)) as ReturnType<typeof diff>['delta'];
        expect(equalJson(apply(stored, left), right)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

test('a diff neither reads nor writes through the prototype', () => {
  fc.assert(
    fc.property(json, json, (left, right) => {
      apply(diff(left, right).delta, left);
      expect(Object.keys(Object.prototype)).toEqual([]);
      expect(Object.getPrototypeOf({})).toBe(Object.prototype);
    }),
    { numRuns: 200 },
  );
});

test('equal values, and only those, have no changes', () => {
  fc.assert(
    fc.property(json, json, (left, right) => {
      expect(diff(left, structuredClone(left)).delta).toEqual({ kind: 'same' });
      expect(diff(left, right).delta.kind === 'same').toBe(equalJson(left, right));
    }),
    { numRuns: 500 },
  );
});

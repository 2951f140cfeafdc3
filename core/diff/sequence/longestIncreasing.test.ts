import fc from 'fast-check';
import { longestIncreasing } from './longestIncreasing';

/** The same by trying all subsequences. */
function lengthByForce(values: number[], above = -Infinity): number {
  const [first, ...rest] = values;
  if (first === undefined) return 0;
  const without = lengthByForce(rest, above);
  return first > above ? Math.max(without, 1 + lengthByForce(rest, first)) : without;
}

test('is increasing, and none is longer', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { maxLength: 10 }), (values) => {
      const chosen = longestIncreasing(values).map((index) => values[index] ?? 0);
      chosen.slice(1).forEach((value, index) => expect(value).toBeGreaterThan(chosen[index] ?? 0));
      expect(chosen).toHaveLength(lengthByForce(values));
    }),
  );
});

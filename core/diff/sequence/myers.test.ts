import { diffArrays } from 'diff';
import fc from 'fast-check';
import { myers } from './myers';

const sequence = fc.array(fc.nat(4), { maxLength: 30 });

function pairsOf(a: number[], b: number[], maxEdits = 1_000, left = 1e6): [number, number][] | null {
  const pairs: [number, number][] = [];
  const window = { a: Int32Array.from(a), aFrom: 0, aTo: a.length, b: Int32Array.from(b), bFrom: 0, bTo: b.length };
  return myers(window, maxEdits, { left }, (x, y) => pairs.unshift([x, y])) ? pairs : null;
}

test('pairs equal elements in order', () => {
  fc.assert(
    fc.property(sequence, sequence, (a, b) => {
      const pairs = pairsOf(a, b) ?? [];
      pairs.forEach(([x, y], index) => {
        const [lastX, lastY] = pairs[index - 1] ?? [-1, -1];
        expect(a[x]).toBe(b[y]);
        expect(x).toBeGreaterThan(lastX);
        expect(y).toBeGreaterThan(lastY);
      });
    }),
  );
});

test('finds as many pairs as jsdiff does', () => {
  fc.assert(
    fc.property(sequence, sequence, (a, b) => {
      const kept = diffArrays(a, b).filter((part) => !part.added && !part.removed);
      expect(pairsOf(a, b)?.length).toBe(kept.reduce((count, part) => count + part.value.length, 0));
    }),
    { numRuns: 500 },
  );
});

test('gives up, without a pair, beyond its edits or its budget', () => {
  expect(pairsOf([1, 2, 3], [3, 2, 1], 3)).toBeNull();
  expect(pairsOf([1, 2, 3], [3, 2, 1], 4)).not.toBeNull();
  expect(pairsOf([1, 2, 3], [3, 2, 1], 4, 5)).toBeNull();
});

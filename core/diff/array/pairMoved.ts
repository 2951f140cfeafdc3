import type { Json } from '../../json';
import { spend } from '../budget';
import type { DiffContext } from '../context';
import { roleOf } from './identity';
import type { IndexPair } from './pairGap';
import { similarity, sketchOf, STEPS_PER_SKETCH } from './sketch';

/** Share of common words from which an element elsewhere counts as the one that is gone; more than for neighbours. */
const LEAST_SIMILARITY = 0.6;

/** Shingles of an element that says enough to be known again: `ok` elsewhere is another `ok`. */
const LEAST_SHINGLES = 12;

/** Pairs that are compared; of more, what was moved and edited shows as removed and added. */
const MAX_PAIRS = 4_096;
const STEPS_PER_PAIR = 64;

/** Pairs elements that stand alone on both sides and read like versions of one another, the most similar first. */
export function pairMoved(
  left: Json[],
  leftAt: number[],
  right: Json[],
  rightAt: number[],
  { budget }: DiffContext,
): IndexPair[] {
  const pairs = leftAt.length * rightAt.length;
  if (pairs === 0 || pairs > MAX_PAIRS) return [];
  if (!spend(budget, STEPS_PER_SKETCH * (leftAt.length + rightAt.length) + STEPS_PER_PAIR * pairs)) return [];
  const a = leftAt.map((index) => known(index, left));
  const b = rightAt.map((index) => known(index, right));
  const alike = a.flatMap((one) =>
    b.flatMap((other) => {
      const score = one.role === other.role ? scoreOf(one.sketch, other.sketch) : 0;
      return score >= LEAST_SIMILARITY ? [{ pair: [one.index, other.index] satisfies IndexPair, score }] : [];
    }),
  );
  alike.sort((x, y) => y.score - x.score);
  const taken = { left: new Set<number>(), right: new Set<number>() };
  return alike.flatMap(({ pair }) => {
    if (taken.left.has(pair[0]) || taken.right.has(pair[1])) return [];
    taken.left.add(pair[0]);
    taken.right.add(pair[1]);
    return [pair];
  });
}

function known(index: number, elements: Json[]) {
  const element = elements[index] ?? null;
  return { index, role: roleOf(element), sketch: sketchOf(element) };
}

function scoreOf(a: Int32Array, b: Int32Array): number {
  return Math.min(a.length, b.length) < LEAST_SHINGLES ? 0 : similarity(a, b);
}

import type { Json } from '../../json';
import { spend } from '../budget';
import { degrade, type DiffContext } from '../context';
import { longestIncreasing } from '../sequence/longestIncreasing';
import { pushAll } from '../value/pushAll';
import { roleOf, sameButRole } from './identity';
import { similarity, sketchOf, STEPS_PER_SKETCH } from './sketch';

/** Share of common words from which two elements count as versions of one another. */
const LEAST_SIMILARITY = 0.3;

/** Cells of the table that pairs similar elements; a larger gap is first cut at elements with a common rare word. */
const MAX_CELLS = 4_096;

/** Steps a cell costs. */
const STEPS_PER_CELL = 64;

/** How far the partner by position is searched. */
const MAX_LOOK_AHEAD = 32;

export type IndexPair = [left: number, right: number];

/** An element that found no equal partner, with what pairing goes by. */
interface Candidate {
  index: number;
  value: Json;
  role: string;
  sketch: Int32Array;
}

/**
 * Pairs elements of two runs that stand between the same neighbours, keeping their order: by similarity of their words,
 * what remains by position. Pairs come in ascending order.
 */
export function pairGap(
  left: Json[],
  leftAt: number[],
  right: Json[],
  rightAt: number[],
  context: DiffContext,
): IndexPair[] {
  if (leftAt.length === 0 || rightAt.length === 0) return [];
  if (!spend(context.budget, leftAt.length + rightAt.length)) return [];
  const sketched = leftAt.length * rightAt.length > 1 && canSketch(leftAt.length + rightAt.length, context);
  const a = leftAt.map((index) => candidate(index, left[index] ?? null, sketched));
  const b = rightAt.map((index) => candidate(index, right[index] ?? null, sketched));
  if (!sketched) return byPosition(a, b, context);
  const anchors = a.length * b.length > MAX_CELLS ? byRareWord(a, b) : [];
  return between(a, b, anchors, (x, y) => {
    const similar = bySimilarity(x, y, context);
    return between(x, y, similar, (p, q) => byPosition(p, q, context));
  });
}

function canSketch(elements: number, context: DiffContext): boolean {
  if (spend(context.budget, elements * STEPS_PER_SKETCH)) return true;
  degrade(context, 'budget');
  return false;
}

function candidate(index: number, value: Json, sketched: boolean): Candidate {
  return { index, value, role: roleOf(value), sketch: sketched ? sketchOf(value) : new Int32Array(0) };
}

/** The given pairs and those that `pair` finds in front of, between and behind them. */
function between(
  a: Candidate[],
  b: Candidate[],
  anchors: IndexPair[],
  pair: (a: Candidate[], b: Candidate[]) => IndexPair[],
): IndexPair[] {
  const pairs: IndexPair[] = [];
  let [fromA, fromB] = [0, 0];
  for (const anchor of anchors) {
    let [toA, toB] = [fromA, fromB];
    while (a[toA]?.index !== anchor[0]) toA++;
    while (b[toB]?.index !== anchor[1]) toB++;
    pushAll(pairs, pair(a.slice(fromA, toA), b.slice(fromB, toB)));
    pairs.push(anchor);
    fromA = toA + 1;
    fromB = toB + 1;
  }
  pushAll(pairs, pair(a.slice(fromA), b.slice(fromB)));
  return pairs;
}

/** Pairs elements whose smallest shingle hash is the same and nobody else's: likely when they share most words. */
function byRareWord(a: Candidate[], b: Candidate[]): IndexPair[] {
  const inA = smallestHashes(a);
  const inB = smallestHashes(b);
  const pairs: IndexPair[] = [];
  for (const [hash, one] of inA) {
    const other = inB.get(hash);
    if (one !== null && other !== null && other !== undefined && alike(one, other))
      pairs.push([one.index, other.index]);
  }
  pairs.sort((x, y) => x[0] - y[0]);
  return longestIncreasing(pairs.map((pair) => pair[1])).flatMap((at) => pairs.slice(at, at + 1));
}

/** Null for a hash that several have. */
function smallestHashes(candidates: Candidate[]): Map<number, Candidate | null> {
  const byHash = new Map<number, Candidate | null>();
  for (const one of candidates) {
    const hash = one.sketch[0];
    if (hash !== undefined) byHash.set(hash, byHash.has(hash) ? null : one);
  }
  return byHash;
}

function alike(a: Candidate, b: Candidate): boolean {
  return a.role === b.role && similarity(a.sketch, b.sketch) >= LEAST_SIMILARITY;
}

/** The pairs, in order, with the largest sum of similarities: a table of the best sums for all suffixes. */
function bySimilarity(a: Candidate[], b: Candidate[], context: DiffContext): IndexPair[] {
  const cells = a.length * b.length;
  if (cells === 0 || (a.length === 1 && b.length === 1)) return [];
  if (cells > MAX_CELLS || !spend(context.budget, cells * STEPS_PER_CELL)) {
    degrade(context, cells > MAX_CELLS ? 'size' : 'budget');
    return [];
  }
  const width = b.length + 1;
  const best = new Float64Array((a.length + 1) * width);
  const scores = new Float64Array((a.length + 1) * width);
  for (let x = a.length - 1; x >= 0; x--) {
    for (let y = b.length - 1; y >= 0; y--) {
      const cell = x * width + y;
      const score = scoreOf(a[x], b[y]);
      scores[cell] = score;
      const skipped = Math.max(best[cell + width] ?? 0, best[cell + 1] ?? 0);
      best[cell] = score > 0 ? Math.max(skipped, score + (best[cell + width + 1] ?? 0)) : skipped;
    }
  }
  return followBest(a, b, best, scores);
}

function scoreOf(a: Candidate | undefined, b: Candidate | undefined): number {
  if (a === undefined || b === undefined || a.role !== b.role) return 0;
  const score = similarity(a.sketch, b.sketch);
  return score >= LEAST_SIMILARITY ? score : 0;
}

function followBest(a: Candidate[], b: Candidate[], best: Float64Array, scores: Float64Array): IndexPair[] {
  const width = b.length + 1;
  const pairs: IndexPair[] = [];
  let [x, y] = [0, 0];
  while (x < a.length && y < b.length) {
    const cell = x * width + y;
    const score = scores[cell] ?? 0;
    if (score > 0 && best[cell] === score + (best[cell + width + 1] ?? 0)) {
      pairs.push([a[x]?.index ?? 0, b[y]?.index ?? 0]);
      x++;
      y++;
    } else if (best[cell] === best[cell + width]) x++;
    else y++;
  }
  return pairs;
}

/**
 * Pairs what is left in order, as far as roles agree. Only where both runs are about as long: one message in place of
 * twenty is no new version of the first of them.
 */
function byPosition(a: Candidate[], b: Candidate[], { budget }: DiffContext): IndexPair[] {
  if (2 * Math.min(a.length, b.length) < Math.max(a.length, b.length)) return [];
  if (a.length === b.length) {
    return a.flatMap((one, at) => {
      const other = b[at];
      if (other === undefined) return [];
      const versions = one.role === other.role || sameButRole(one.value, other.value, budget);
      return versions ? [[one.index, other.index] satisfies IndexPair] : [];
    });
  }
  const pairs: IndexPair[] = [];
  let from = 0;
  for (const one of a) {
    if (one.role === 'scalar') continue;
    const at = b.slice(from, from + MAX_LOOK_AHEAD).findIndex((other) => other.role === one.role);
    const other = b[from + at];
    if (at < 0 || other === undefined) continue;
    pairs.push([one.index, other.index]);
    from += at + 1;
  }
  return pairs;
}

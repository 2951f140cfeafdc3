import { spend, type Budget } from '../budget';
import { longestIncreasing } from './longestIncreasing';
import { myers, type Window } from './myers';

/** Edits up to which the exact search runs: its time and memory grow with their square (1,000 take 4 MB). */
const MAX_EDITS = 1_000;

/** Windows nest only where unique elements anchor them; deeper ones are not worth it. */
const MAX_NESTING = 12;

export interface Matching {
  /** For each element of `a` the index of its partner in `b`, ascending, or -1. */
  partner: Int32Array;
  /** Some part was too different for the exact search. */
  coarse: boolean;
}

interface Run {
  partner: Int32Array;
  /** How often each number occurs in the window's halves; all zero between windows. */
  countA: Int32Array;
  countB: Int32Array;
  budget: Budget;
  coarse: boolean;
}

/**
 * Matches equal numbers of two sequences in order: exactly (Myers) where few edits lead from one to the other, else
 * around the elements that occur once on each side (patience). Numbers must lie below `size`.
 */
export function matchSequences(a: Int32Array, b: Int32Array, size: number, budget: Budget): Matching {
  const run: Run = {
    partner: new Int32Array(a.length).fill(-1),
    countA: new Int32Array(size),
    countB: new Int32Array(size),
    budget,
    coarse: false,
  };
  matchWindow({ a, aFrom: 0, aTo: a.length, b, bFrom: 0, bTo: b.length }, run, 0);
  return { partner: run.partner, coarse: run.coarse };
}

function matchWindow(whole: Window, run: Run, nesting: number): void {
  const window = matchEnds(whole, run.partner);
  const size = window.aTo - window.aFrom + window.bTo - window.bFrom;
  if (window.aFrom === window.aTo || window.bFrom === window.bTo) return;
  if (!spend(run.budget, 2 * size)) {
    run.coarse = true;
    return;
  }
  const shared = sharedOf(window, run);
  if (shared === null) return;
  const { indexA, indexB } = shared;
  const inner = { a: shared.a, aFrom: 0, aTo: shared.a.length, b: shared.b, bFrom: 0, bTo: shared.b.length };
  const done = myers(inner, MAX_EDITS, run.budget, (x, y) => (run.partner[indexA[x] ?? 0] = indexB[y] ?? 0));
  if (done) return;
  const unique = nesting < MAX_NESTING ? uniquePairs(shared, run) : [];
  if (unique.length === 0) run.coarse = true;
  else matchAround(unique, window, run, nesting + 1);
}

/** Matches equal elements at both ends; the rest remains. */
function matchEnds(window: Window, partner: Int32Array): Window {
  const { a, b } = window;
  let { aFrom, aTo, bFrom, bTo } = window;
  while (aFrom < aTo && bFrom < bTo && a[aFrom] === b[bFrom]) partner[aFrom++] = bFrom++;
  while (aFrom < aTo && bFrom < bTo && a[aTo - 1] === b[bTo - 1]) partner[--aTo] = --bTo;
  return { a, aFrom, aTo, b, bFrom, bTo };
}

interface Shared {
  /** The elements that occur on both sides, and where they stood. */
  a: Int32Array;
  b: Int32Array;
  indexA: Int32Array;
  indexB: Int32Array;
}

/** Without the elements that can't match anyway, most searches become short: unrelated sequences share nothing. */
function sharedOf(window: Window, run: Run): Shared | null {
  const { a, aFrom, aTo, b, bFrom, bTo } = window;
  count(a, aFrom, aTo, run.countA, 1);
  count(b, bFrom, bTo, run.countB, 1);
  const indexA = indexesOf(a, aFrom, aTo, run.countB);
  const indexB = indexA.length === 0 ? indexA : indexesOf(b, bFrom, bTo, run.countA);
  count(a, aFrom, aTo, run.countA, 0);
  count(b, bFrom, bTo, run.countB, 0);
  if (indexA.length === 0) return null;
  return { a: indexA.map((index) => a[index] ?? 0), b: indexB.map((index) => b[index] ?? 0), indexA, indexB };
}

/** Pairs of indexes of elements that occur once on each side, ascending in `a`. */
function uniquePairs({ a, b, indexA, indexB }: Shared, run: Run): [a: number, b: number][] {
  count(a, 0, a.length, run.countA, 1);
  count(b, 0, b.length, run.countB, 1);
  const places = new Map<number, number>();
  b.forEach((value, at) => {
    if (run.countA[value] === 1 && run.countB[value] === 1) places.set(value, indexB[at] ?? 0);
  });
  const unique: [number, number][] = [];
  a.forEach((value, at) => {
    const place = places.get(value);
    if (place !== undefined) unique.push([indexA[at] ?? 0, place]);
  });
  count(a, 0, a.length, run.countA, 0);
  count(b, 0, b.length, run.countB, 0);
  return unique;
}

/** Counts each value up, or with `up` 0 clears its counter. */
function count(values: Int32Array, from: number, to: number, counts: Int32Array, up: 0 | 1): void {
  for (let index = from; index < to; index++) {
    const value = values[index] ?? 0;
    counts[value] = up === 0 ? 0 : (counts[value] ?? 0) + 1;
  }
}

function indexesOf(values: Int32Array, from: number, to: number, elsewhere: Int32Array): Int32Array {
  const indexes = new Int32Array(to - from);
  let length = 0;
  for (let index = from; index < to; index++) {
    if ((elsewhere[values[index] ?? 0] ?? 0) > 0) indexes[length++] = index;
  }
  return indexes.subarray(0, length);
}

/** Matches the anchors that keep their order, then what lies between them. */
function matchAround(unique: [number, number][], window: Window, run: Run, nesting: number): void {
  const { a, b } = window;
  let { aFrom, bFrom } = window;
  for (const chosen of longestIncreasing(unique.map((pair) => pair[1]))) {
    const [atA, atB] = unique[chosen] ?? [0, 0];
    matchWindow({ a, aFrom, aTo: atA, b, bFrom, bTo: atB }, run, nesting);
    run.partner[atA] = atB;
    aFrom = atA + 1;
    bFrom = atB + 1;
  }
  matchWindow({ a, aFrom, aTo: window.aTo, b, bFrom, bTo: window.bTo }, run, nesting);
}

import type { Json } from '../../json';
import { degrade, type DiffContext } from '../context';
import { longestIncreasing } from '../sequence/longestIncreasing';
import { matchSequences } from '../sequence/matchSequences';
import { identityOf } from './identity';
import { internElements, type ElementIds } from './internElements';
import { pairGap, type IndexPair } from './pairGap';
import { pairMoved } from './pairMoved';

/** Which element of the right array each element of the left one became. */
export interface Alignment {
  /** For each left index the right index, or -1 for a removed element. */
  partner: Int32Array;
  /** For each right index the left index, or -1 for an added element. */
  source: Int32Array;
  /** 1 at the left index of an element that is known to be equal to its partner. */
  equal: Uint8Array;
  /** 1 at the left index of an element that changed its place among its siblings. */
  moved: Uint8Array;
}

/**
 * Matches the elements of two arrays: equal ones that keep their order, then equal ones elsewhere (moved), then those
 * with one identity (changed, perhaps moved), then those that read like versions of one another or stand in one place,
 * at last those that read like versions of one another far apart (moved and changed).
 */
export function align(left: Json[], right: Json[], context: DiffContext): Alignment {
  const ids = internElements(left, right, context);
  const { partner, coarse } = matchSequences(ids.left, ids.right, ids.size, context.budget);
  if (coarse) degrade(context, 'budget');
  const alignment: Alignment = {
    partner,
    source: new Int32Array(right.length).fill(-1),
    equal: Uint8Array.from(partner, (index) => (index < 0 ? 0 : 1)),
    moved: new Uint8Array(left.length),
  };
  partner.forEach((to, from) => {
    if (to >= 0) alignment.source[to] = from;
  });
  const equalElsewhere = pairEqual(ids, alignment);
  const sameIdentity = pairIdentity(left, right, alignment, equalElsewhere);
  placePairs([...equalElsewhere, ...sameIdentity], alignment);
  for (const pair of equalElsewhere) alignment.equal[pair[0]] = 1;
  pairGaps(left, right, alignment, context);
  placePairs(pairMoved(left, unmatched(alignment.partner), right, unmatched(alignment.source), context), alignment);
  return alignment;
}

function unmatched(partners: Int32Array): number[] {
  const indexes: number[] = [];
  partners.forEach((partner, index) => {
    if (partner < 0) indexes.push(index);
  });
  return indexes;
}

/** Equal elements that the ordered matching left over, first with first. */
function pairEqual(ids: ElementIds, alignment: Alignment): IndexPair[] {
  const places = new Map<number, number[]>();
  for (const index of unmatched(alignment.source).reverse()) {
    const id = ids.right[index] ?? -1;
    const indexes = places.get(id);
    if (indexes === undefined) places.set(id, [index]);
    else indexes.push(index);
  }
  return unmatched(alignment.partner).flatMap((index) => {
    const place = places.get(ids.left[index] ?? -1)?.pop();
    return place === undefined ? [] : [[index, place] satisfies IndexPair];
  });
}

/** Elements whose identity occurs once among the unmatched ones of each side. */
function pairIdentity(left: Json[], right: Json[], alignment: Alignment, taken: IndexPair[]): IndexPair[] {
  const takenLeft = new Set(taken.map((pair) => pair[0]));
  const takenRight = new Set(taken.map((pair) => pair[1]));
  const byIdentity = placesOf(
    right,
    unmatched(alignment.source).filter((index) => !takenRight.has(index)),
  );
  const pairs: IndexPair[] = [];
  for (const [identity, index] of placesOf(
    left,
    unmatched(alignment.partner).filter((index) => !takenLeft.has(index)),
  )) {
    const place = byIdentity.get(identity);
    if (index >= 0 && place !== undefined && place >= 0) pairs.push([index, place]);
  }
  return pairs;
}

/** Where each identity stands; -1 when several elements have it. */
function placesOf(elements: Json[], indexes: number[]): Map<string, number> {
  const places = new Map<string, number>();
  for (const index of indexes) {
    const identity = identityOf(elements[index] ?? null);
    if (identity !== null) places.set(identity, places.has(identity) ? -1 : index);
  }
  return places;
}

/** Enters the pairs: as many as possible in place, between the elements matched so far, the others as moved. */
function placePairs(pairs: IndexPair[], alignment: Alignment): void {
  pairs.sort((a, b) => a[0] - b[0]);
  const inPlace = pairs.filter(fitsBetween(alignment));
  const kept = new Set(longestIncreasing(inPlace.map((pair) => pair[1])).map((at) => inPlace[at]));
  for (const pair of pairs) {
    alignment.partner[pair[0]] = pair[1];
    alignment.source[pair[1]] = pair[0];
    if (!kept.has(pair)) alignment.moved[pair[0]] = 1;
  }
}

/** Whether a pair crosses none of the pairs that are matched in order. */
function fitsBetween(alignment: Alignment): (pair: IndexPair) => boolean {
  const partner = alignment.partner.map((to, from) => (alignment.moved[from] === 1 ? -1 : to));
  const before = new Int32Array(partner.length);
  const after = new Int32Array(partner.length);
  let last = -1;
  partner.forEach((to, from) => {
    before[from] = last;
    if (to >= 0) last = to;
  });
  let next = alignment.source.length;
  for (let from = partner.length - 1; from >= 0; from--) {
    after[from] = next;
    const to = partner[from] ?? -1;
    if (to >= 0) next = to;
  }
  return ([from, to]) => (before[from] ?? -1) < to && to < (after[from] ?? 0);
}

/** Pairs what stands unmatched between two neighbouring pairs. */
function pairGaps(left: Json[], right: Json[], alignment: Alignment, context: DiffContext): void {
  let fromLeft = 0;
  let fromRight = 0;
  for (let index = 0; index <= left.length; index++) {
    const to = index === left.length ? right.length : (alignment.partner[index] ?? -1);
    if (to < fromRight || alignment.moved[index] === 1) continue;
    const leftAt = unmatchedBetween(alignment.partner, fromLeft, index);
    const rightAt = unmatchedBetween(alignment.source, fromRight, to);
    for (const [a, b] of pairGap(left, leftAt, right, rightAt, context)) {
      alignment.partner[a] = b;
      alignment.source[b] = a;
    }
    fromLeft = index + 1;
    fromRight = to + 1;
  }
}

function unmatchedBetween(partners: Int32Array, from: number, to: number): number[] {
  const indexes: number[] = [];
  for (let index = from; index < to; index++) if ((partners[index] ?? 0) < 0) indexes.push(index);
  return indexes;
}

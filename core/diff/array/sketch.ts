import { isObject, SpelledNumber, type Json } from '../../json';
import { tokenise } from '../text/tokens';
import { mix } from '../value/hashText';

/** Characters of an element that are looked at, from each long string its start and its end. */
const MAX_CHARACTERS = 1_024;
const MAX_NODES = 256;

/** As many characters as a number can be written with. */
const MAX_NUMBER_CHARACTERS = 32;

/** Steps a sketch costs. */
export const STEPS_PER_SKETCH = 2_500;

/** Shingles kept of each element: enough to tell 0.3 from 0.5 apart. */
const SIZE = 64;

/** Two hashes for each word of the sample; used again by every call. */
const scratch = new Int32Array(2 * (MAX_CHARACTERS + MAX_NODES * MAX_NUMBER_CHARACTERS));

/**
 * What an element is about: the smallest hashes of its words and pairs of neighbouring words, ascending. Two sketches
 * estimate how much of the words their elements share (bottom-k sketch of the Jaccard index, E. Cohen and H. Kaplan).
 */
export function sketchOf(element: Json): Int32Array {
  let count = 0;
  let before = 0;
  for (const text of sampleOf(element)) {
    const tokens = tokenise(text);
    for (const word of tokens.words) {
      const hash = tokens.hashes[word] ?? 0;
      scratch[count++] = hash;
      scratch[count++] = mix(Math.imul(before, 31) + hash);
      before = hash;
    }
  }
  const sorted = scratch.subarray(0, count).sort();
  const sketch = new Int32Array(SIZE);
  let size = 0;
  for (let index = 0; index < count && size < SIZE; index++) {
    const hash = sorted[index] ?? 0;
    if (index === 0 || hash !== sorted[index - 1]) sketch[size++] = hash;
  }
  return sketch.subarray(0, size);
}

/** Estimated share of common shingles, 0 to 1. */
export function similarity(left: Int32Array, right: Int32Array): number {
  let [atLeft, atRight, common, all] = [0, 0, 0, 0];
  while (all < SIZE && (atLeft < left.length || atRight < right.length)) {
    const a = left[atLeft] ?? Infinity;
    const b = right[atRight] ?? Infinity;
    if (a <= b) atLeft++;
    if (b <= a) atRight++;
    if (a === b) common++;
    all++;
  }
  return all === 0 ? 0 : common / all;
}

/** Text of an element's leaves, in order, as far as the limits go. */
function sampleOf(element: Json): string[] {
  const texts: string[] = [];
  let characters = MAX_CHARACTERS;
  const stack: Json[] = [element];
  for (let nodes = 0; nodes < MAX_NODES && characters > 0; nodes++) {
    const value = stack.pop();
    if (value === undefined) break;
    if (typeof value === 'string') {
      const text =
        value.length > characters ? value.slice(0, characters >> 1) + value.slice(-(characters >> 1)) : value;
      characters -= text.length;
      texts.push(text);
    } else if (typeof value === 'number' || value instanceof SpelledNumber) {
      texts.push(String(value));
    } else {
      stack.push(...childrenOf(value).slice(0, MAX_NODES).reverse());
    }
  }
  return texts;
}

function childrenOf(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

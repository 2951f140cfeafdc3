import type { Json } from '../../json';
import type { DiffContext } from '../context';
import { equalJson } from '../value/equalJson';
import { hashJson } from '../value/hashJson';

/** Different values with one hash that are told apart; more only occur when somebody constructs them. */
const MAX_BUCKET = 8;

export interface ElementIds {
  left: Int32Array;
  right: Int32Array;
  /** All ids lie below this. */
  size: number;
}

/** Numbers the elements of two arrays: elements have one number only if they are equal. */
export function internElements(left: Json[], right: Json[], context: DiffContext): ElementIds {
  const buckets = new Map<number, Interned[]>();
  let size = 0;
  const idOf = (value: Json): number => {
    const hash = hashJson(value, context.hashes);
    const bucket = buckets.get(hash);
    if (bucket === undefined) {
      buckets.set(hash, [{ value, id: size }]);
      return size++;
    }
    const known = bucket.find((interned) => equalJson(interned.value, value, context.budget));
    if (known !== undefined) return known.id;
    if (bucket.length < MAX_BUCKET) bucket.push({ value, id: size });
    return size++;
  };
  const ids = { left: Int32Array.from(left, idOf), right: Int32Array.from(right, idOf) };
  return { ...ids, size };
}

interface Interned {
  value: Json;
  id: number;
}

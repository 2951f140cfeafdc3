import { SpelledNumber, type Json } from '../../json';
import { hashText, mix } from './hashText';

/** Containers below this depth all hash alike: the hash only proposes, `equalJson` decides. */
const MAX_DEPTH = 300;

export type HashMemo = Map<object, number>;

/** Hash of a value; equal values (in the sense of `equalJson`) have equal hashes. The memo saves hashing a container twice. */
export function hashJson(value: Json, memo: HashMemo, depth = 0): number {
  if (typeof value === 'string') return hashText(value);
  if (typeof value === 'number') return hashNumber(value);
  if (value instanceof SpelledNumber) return hashText(value.spelling);
  if (typeof value === 'boolean') return value ? 0x2f0b4c47 : 0x6a09e667;
  if (value === null) return 0x3c6ef372;
  if (depth > MAX_DEPTH) return 0x510e527f;
  const known = memo.get(value);
  if (known !== undefined) return known;
  const hash = hashContainer(value, memo, depth + 1);
  memo.set(value, hash);
  return hash;
}

function hashContainer(value: Json[] | Record<string, Json>, memo: HashMemo, depth: number): number {
  if (Array.isArray(value)) {
    let hash = 0x1f83d9ab;
    for (const child of value) hash = mix(Math.imul(hash, 31) + hashJson(child, memo, depth));
    return hash;
  }
  let hash = 0x5be0cd19;
  // A sum, because the order of keys does not matter.
  for (const key of Object.keys(value)) {
    hash = (hash + mix(Math.imul(hashText(key), 31) ^ hashJson(value[key] ?? null, memo, depth))) | 0;
  }
  return mix(hash);
}

function hashNumber(value: number): number {
  if (Number.isInteger(value) && Math.abs(value) < 0x4000_0000) return mix(value ^ 0x9e3779b9);
  return hashText(String(value));
}

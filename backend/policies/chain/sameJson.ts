import type { Json } from '@lens/core/json';

/**
 * True when `value`, which a policy had in its hands and may hold anything, is the JSON `known`. The order of keys
 * does not count. Works through a list of its own, since the depth of bodies is not ours.
 */
export function sameJson(known: Json, value: unknown): boolean {
  const pairs: [Json, unknown][] = [[known, value]];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    if (!sameLevel(pair[0], pair[1], pairs)) return false;
  }
  return true;
}

/** Compares what is on this level and adds what lies below it to `pairs`. */
function sameLevel(known: Json, value: unknown, pairs: [Json, unknown][]): boolean {
  if (typeof known !== 'object' || known === null) return known === value;
  if (typeof value !== 'object' || value === null || Array.isArray(known) !== Array.isArray(value)) return false;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  if (Object.keys(known).length !== entries.length) return false;
  for (const [key, member] of entries) {
    // `known` came out of JSON.parse: its own enumerable properties are its members, `__proto__` included.
    const counterpart = Object.getOwnPropertyDescriptor(known, key);
    if (counterpart === undefined) return false;
    pairs.push([counterpart.value as Json, member]);
  }
  return true;
}

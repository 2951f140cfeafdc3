import type { Json } from '../../json';

/** The SDK refuses indexes from here on; a hostile one must not make an array of that length. */
const maxPlaces = 128;

/**
 * Entries in the place their index names, `undefined` in the gaps. Entries whose index is no such place (1e9, -1, a
 * string) follow at the end, in the order they came.
 */
export function inPlaces<T>(entries: ReadonlyMap<Json, T>): (T | undefined)[] {
  const placed: (T | undefined)[] = [];
  const others: T[] = [];
  for (const [index, entry] of entries) {
    if (isPlace(index)) {
      while (placed.length < index) placed.push(undefined);
      placed[index] = entry;
    } else others.push(entry);
  }
  return [...placed, ...others];
}

function isPlace(index: Json): index is number {
  return typeof index === 'number' && Number.isSafeInteger(index) && index >= 0 && index < maxPlaces;
}

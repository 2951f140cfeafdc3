import type { Json } from '../../json';

/** Indexes from here on the SDK refuses. */
const maxIndex = 128;

/**
 * Entries by their index, without gaps: an index of 1e9 makes no long array. Entries whose index is none (-1, a string,
 * 1e9) follow in the order they came.
 */
export function inOrder<T>(entries: ReadonlyMap<Json, T>): T[] {
  const numbered: [number, T][] = [];
  const others: T[] = [];
  for (const [index, entry] of entries) {
    if (isIndex(index)) numbered.push([index, entry]);
    else others.push(entry);
  }
  numbered.sort(([a], [b]) => a - b);
  return [...numbered.map(([, entry]) => entry), ...others];
}

function isIndex(index: Json): index is number {
  return typeof index === 'number' && Number.isSafeInteger(index) && index >= 0 && index < maxIndex;
}

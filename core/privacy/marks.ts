import { isObject, SpelledNumber, type Json } from '../json';

/** `[REDACTED]`, `[REDACTED:…]` and `[REDACTED_…]`: how a mark begins is enough to know it. */
const MARK = /\[REDACTED[\]:_]/gi;

/** Deeper values are not searched but taken to hold a mark, which only masks more. */
const MAX_DEPTH = 200;

/** How many redaction marks a text shows. */
export function countMarks(text: string): number {
  return text.match(MARK)?.length ?? 0;
}

/** How many redaction marks a value shows, in its keys and strings. */
export function countMarksIn(value: Json, depth = 0): number {
  if (typeof value === 'string') return countMarks(value);
  if (typeof value !== 'object' || value === null || value instanceof SpelledNumber) return 0;
  if (depth > MAX_DEPTH) return 1;
  let marks = 0;
  for (const child of isObject(value) ? Object.values(value) : value) marks += countMarksIn(child, depth + 1);
  if (isObject(value)) for (const key of Object.keys(value)) marks += countMarks(key);
  return marks;
}

/** Where the marks of a text begin and end (as far as the beginning shows). */
export function markRanges(text: string): [from: number, to: number][] {
  return Array.from(text.matchAll(MARK), (match) => [match.index, match.index + match[0].length]);
}

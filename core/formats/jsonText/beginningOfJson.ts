import type { Json } from '../../json';
import { completeJson } from './completeJson';
import { parseBounded } from './parseBounded';

/** What tells an event from others stands at its beginning, and is short. */
const mostChars = 64 * 1024;
const begunEscape = /\\(?:u[\dA-Fa-f]{0,3})?$/;

/**
 * What JSON says at its beginning, which of any but a large one is all of it: to parse that would take too long where all
 * calls share the time. A text that goes on beyond is cut off.
 */
export function beginningOfJson(text: string): Json | undefined {
  if (text.length <= mostChars) return parseBounded(text);
  // A quote ends the text that the cut is in; elsewhere it begins one that is left out.
  return completeJson(`${text.slice(0, mostChars).replace(begunEscape, '')}"`);
}

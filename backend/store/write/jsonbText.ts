import { measureJson, type Json } from '@lens/core/json';

/** PostgreSQL parses JSON by recursion and gives up at some 6,000 levels with its default stack; so do we, sooner. */
export const maxJsonbDepth = 1_000;
/** The arrays and objects of a jsonb value address at most 255 MB; this is in characters of its text. */
const maxJsonbLength = 128 * 1024 * 1024;

/**
 * JSON text that PostgreSQL accepts as jsonb. What jsonb can't hold is replaced in this copy (NUL characters and lone
 * surrogates become U+FFFD, numbers beyond a double become null); what it can't hold at all is given as an object
 * `{"lens_note": …, "text": …}`. The raw bytes beside it stay exact.
 */
export function jsonbText(value: Json | readonly object[]): string {
  const text = stringify(value);
  if (text === null) return note('Nested too deeply to be kept as JSON; see the raw body.');
  if (text.length > maxJsonbLength) return note('Too large to be kept as JSON; see the raw body.');
  if (measureJson(text, maxJsonbDepth).depth > maxJsonbDepth) {
    return note(`Nested deeper than ${maxJsonbDepth} levels; kept as text.`, replaceUnstorable(text));
  }
  return replaceUnstorable(text);
}

function note(message: string, text?: string): string {
  return JSON.stringify({ lens_note: message, ...(text === undefined ? {} : { text }) });
}

function stringify(value: Json | readonly object[]): string | null {
  try {
    return JSON.stringify(value);
  } catch (error) {
    // JSON.stringify recurses: the stack, or the longest string there can be.
    if (isRangeError(error)) return null;
    throw error;
  }
}

/** V8 ran out of stack, or of string. */
export function isRangeError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'RangeError';
}

/** `JSON.stringify` writes only lone surrogates as `\ud…`; pairs stay as they are. */
const unstorable = /\\u(?:0000|d[89a-f])/i;

/** V8 keeps every match of a global `replace` in one list, and ends the process where that grows beyond some 100 million. */
const sliceChars = 64 * 1024;

function replaceUnstorable(text: string): string {
  if (!unstorable.test(text)) return text;
  const slices: string[] = [];
  for (let start = 0; start < text.length;) {
    const end = sliceEnd(text, start);
    slices.push(replaceInSlice(text.slice(start, end)));
    start = end;
  }
  return slices.join('');
}

function replaceInSlice(slice: string): string {
  // Takes escapes one by one, so that the `u0000` after an escaped backslash is left alone.
  return slice.replace(/\\(?:u([0-9a-fA-F]{4})|.)/g, (escape: string, code: string | undefined) =>
    code === '0000' || (code !== undefined && /^d[89a-f]/i.test(code)) ? '\\ufffd' : escape,
  );
}

/** Where a slice that begins at `start`, between two escapes, can end without cutting one. */
function sliceEnd(text: string, start: number): number {
  const end = Math.min(text.length, start + sliceChars);
  const longestEscape = 6;
  for (let at = Math.max(start, end - longestEscape + 1); at < end; at += 1) {
    if (!beginsEscape(text, start, at)) continue;
    const after = at + (text[at + 1] === 'u' ? longestEscape : 2);
    if (after > end) return after;
  }
  return end;
}

/** The backslash at `at` is the first of its escape: an even number of them stand directly before it. */
function beginsEscape(text: string, start: number, at: number): boolean {
  if (text[at] !== '\\') return false;
  let run = at;
  while (run > start && text[run - 1] === '\\') run -= 1;
  return (at - run) % 2 === 0;
}

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

function replaceUnstorable(text: string): string {
  if (!unstorable.test(text)) return text;
  // Takes escapes one by one, so that the `u0000` after an escaped backslash is left alone.
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|.)/g, (escape: string, code: string | undefined) =>
    code === '0000' || (code !== undefined && /^d[89a-f]/i.test(code)) ? '\\ufffd' : escape,
  );
}

import { isObject, parseJson, type Json } from '@lens/core/json';

/** Longer strings are shown as text; parsing them again for every drawing would be felt. */
const maxLength = 200_000;

/**
 * The JSON inside a string (tool arguments), when showing it as JSON hides nothing but spacing. A text with repeated keys
 * or needless escapes stays a string: reformatted it would read as something it is not.
 */
export function openEmbedded(text: string): Json[] | { [key: string]: Json } | null {
  if (!looksLikeContainer(text)) return null;
  const value = parse(text);
  if (!(Array.isArray(value) || isObject(value)) || isEmpty(value)) return null;
  const compact = stringify(value);
  return compact !== null && (compact === text || compact === withoutSpacing(text)) ? value : null;
}

function looksLikeContainer(text: string): boolean {
  if (text.length < 4 || text.length > maxLength) return false;
  const head = text.trimStart().charAt(0);
  if (head !== '{' && head !== '[') return false;
  const tail = text.trimEnd().at(-1);
  return (head === '{' && tail === '}') || (head === '[' && tail === ']');
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}

/** Text that is not JSON is the normal case here, not an error. */
function parse(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}

/** Null where the nesting is deeper than `JSON.stringify` can follow. */
function stringify(value: Json): string | null {
  try {
    return JSON.stringify(value);
  } catch {
    return null;
  }
}

function withoutSpacing(text: string): string {
  return text.replace(/("(?:[^"\\]|\\.)*")|[ \t\r\n]+/g, (_, quoted: string | undefined) => quoted ?? '');
}

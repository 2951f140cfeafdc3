import { isObject, own, type Json } from '../json';

/** Where servers that speak like one of the APIs, and proxies before them, put what went wrong, in the order of telling. */
const places = ['message', 'detail', 'error_description', 'error', 'errors', 'msg', 'description', 'reason', 'title'];
const maxDepth = 4;
const maxChars = 500;

/**
 * What an error answer says in words, where it has not the shape of either API's errors: fields of other names, lists,
 * plain text, a proxy's HTML page. Null where it says nothing.
 */
export function errorWords(text: string): string | null {
  const json = jsonOf(text);
  return shortened(json === undefined ? plainText(text) : (wordsIn(json, 0) ?? ''));
}

function jsonOf(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function wordsIn(value: Json, depth: number): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  if (depth === maxDepth) return null;
  if (Array.isArray(value)) return value.length === 0 ? null : wordsIn(value[0] ?? null, depth + 1);
  if (!isObject(value)) return null;
  for (const place of places) {
    const found = wordsIn(own(value, place) ?? null, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

/** Of a page the title, which names the error; without one, or of anything else, all of the text. */
function plainText(text: string): string {
  const beginning = text.slice(0, 10_000);
  if (!/^\s*<(?:!doctype|html|head)/i.test(beginning)) return beginning;
  return /<title>([^<]*)/i.exec(beginning)?.[1] ?? beginning.replaceAll(/<[^>]*>/g, ' ');
}

function shortened(text: string): string | null {
  const words = text.replaceAll(/\s+/g, ' ').trim();
  if (words === '') return null;
  return words.length <= maxChars ? words : `${words.slice(0, maxChars - 1).toWellFormed()}…`;
}

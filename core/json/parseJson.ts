import { MINUS, QUOTE } from './signs';
import { SpelledNumber } from './spelledNumber';
import { stringEnd } from './stringLiteral';
import type { Json } from './types';

/** Of ES2025, which TypeScript's library does not have yet. */
declare global {
  interface JSON {
    parse(text: string, reviver: (this: object, key: string, value: Json, context?: { source?: string }) => Json): Json;
  }
}

/** Every whole number of so many characters is one of JavaScript's. */
const surelyWhole = 15;
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
/** A digit or one of `+-.Ee`. */
const isOfNumber = (code: number): boolean =>
  isDigit(code) || code === 0x2b || code === MINUS || code === 0x2e || code === 0x45 || code === 0x65;

/** What a database can keep as it is. */
const longest = 1000;
const largestExponent = 1000;

/** Parses JSON; numbers that JavaScript would spell otherwise are `SpelledNumber`s. Throws `SyntaxError` as `JSON.parse` does. */
export function parseJson(text: string): Json {
  if (!hasSpelled(text)) return JSON.parse(text) as Json;
  return JSON.parse(text, (_key, value, context) => {
    const source = context?.source;
    return typeof value === 'number' && source !== undefined && isSpelled(source) ? SpelledNumber.of(source) : value;
  });
}

/** Steps over strings, which are most of a body: a search through all of it takes longer than the parser does. */
function hasSpelled(text: string): boolean {
  const { length } = text;
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = stringEnd(text, at);
    else if (code === MINUS || isDigit(code)) {
      let end = at + 1;
      while (isDigit(text.charCodeAt(end))) end += 1;
      const isPlain = code !== MINUS && end - at <= surelyWhole && !isOfNumber(text.charCodeAt(end));
      while (isOfNumber(text.charCodeAt(end))) end += 1;
      if (!isPlain && isSpelled(text.slice(at, end))) return true;
      at = end - 1;
    }
  }
  return false;
}

function isSpelled(source: string): boolean {
  if (source.length > longest || String(Number(source)) === source) return false;
  const exponent = /[eE]([+-]?\d+)$/.exec(source)?.[1];
  return exponent === undefined || Math.abs(Number(exponent)) <= largestExponent;
}

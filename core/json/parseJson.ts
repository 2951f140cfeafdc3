import { stringEnd } from './measureJson';
import { SpelledNumber } from './spelledNumber';
import type { Json } from './types';

/** Of ES2025, which TypeScript's library does not have yet. */
declare global {
  interface JSON {
    parse(text: string, reviver: (this: object, key: string, value: Json, context?: { source?: string }) => Json): Json;
  }
}

/** In most texts nothing is like this, strings included. */
const mayBeSpelled = /\d{16}|\d[eE]|\.\d*0(?!\d)|\.0{6}|-0/;
const number = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const isNumberStart = (code: number): boolean => code === 0x2d || (code >= 0x30 && code <= 0x39);

/** What a database can keep as it is. */
const longest = 1000;
const largestExponent = 1000;

/** Parses JSON; numbers that JavaScript would spell otherwise are `SpelledNumber`s. Throws `SyntaxError` as `JSON.parse` does. */
export function parseJson(text: string): Json {
  if (!mayBeSpelled.test(text) || !hasSpelled(text)) return JSON.parse(text) as Json;
  return JSON.parse(text, (_key, value, context) => {
    const source = context?.source;
    return typeof value === 'number' && source !== undefined && isSpelled(source) ? SpelledNumber.of(source) : value;
  });
}

function hasSpelled(text: string): boolean {
  const { length } = text;
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = stringEnd(text, at);
    else if (isNumberStart(code)) {
      number.lastIndex = at;
      const [spelling] = number.exec(text) ?? [];
      if (spelling === undefined) continue;
      if (isSpelled(spelling)) return true;
      at += spelling.length - 1;
    }
  }
  return false;
}

function isSpelled(source: string): boolean {
  if (source.length > longest || String(Number(source)) === source) return false;
  const exponent = /[eE]([+-]?\d+)$/.exec(source)?.[1];
  return exponent === undefined || Math.abs(Number(exponent)) <= largestExponent;
}

import type { TextRule } from './rule';

export interface LiteralOptions {
  find: string;
  replace: string;
  ignoreCase: boolean;
  /** How the rule is named in events. */
  rule: string;
}

/** Finds a fixed text. */
export function literalRule({ find, replace, ignoreCase, rule }: LiteralOptions): TextRule {
  const wanted = ignoreCase ? fold(find) : find;
  const borders = prefixBorders(wanted);
  return {
    search(text) {
      const searched = ignoreCase ? fold(text) : text;
      return {
        next(from) {
          const start = searched.indexOf(wanted, from);
          return start === -1 ? null : { start, end: start + wanted.length, text: replace, rule };
        },
        openFrom(from) {
          const start = Math.max(from, searched.length - wanted.length + 1);
          return searched.length - begunAtEnd(wanted, borders, searched, start);
        },
      };
    },
  };
}

const beyondAscii = /[^\0-\x7f]/;

/** Lower case, one character for one, so that positions stay those of the text. */
function fold(text: string): string {
  if (!beyondAscii.test(text)) return text.toLowerCase();
  let folded = '';
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    const lower = char.toLowerCase();
    folded += lower.length === 1 ? lower : char;
  }
  return folded;
}

/** For each length of a prefix, how long its longest proper prefix is that also ends it (Knuth, Morris and Pratt). */
function prefixBorders(wanted: string): number[] {
  const borders = [0, 0];
  let border = 0;
  for (let at = 1; at < wanted.length; at++) {
    border = extended(wanted, borders, border, wanted.charCodeAt(at));
    borders.push(border);
  }
  return borders;
}

/** How much of `wanted` has been found when `code` follows where `length` of it had been. */
function extended(wanted: string, borders: number[], length: number, code: number): number {
  let found = length;
  while (found > 0 && wanted.charCodeAt(found) !== code) found = borders[found] ?? 0;
  return wanted.charCodeAt(found) === code ? found + 1 : found;
}

/** How much of the beginning of `wanted` stands at the end of `text`, looking no further back than `start`. */
function begunAtEnd(wanted: string, borders: number[], text: string, start: number): number {
  let length = 0;
  for (let at = start; at < text.length; at++) length = extended(wanted, borders, length, text.charCodeAt(at));
  return length;
}

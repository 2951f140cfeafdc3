import { beginningOf, nativeDialect, parsePattern, patternLength } from '../text';

/** Finds where, at or after `from`, the text's end may be the beginning of a match of one of `sources`. */
export function nativeBeginning(sources: readonly string[]): (text: string, from: number) => number {
  const patterns = sources.map(parsePattern);
  const regex = new RegExp(patterns.map((pattern) => beginningOf(pattern, nativeDialect)).join('|'), 'g');
  const longest = Math.max(...patterns.map((pattern) => patternLength(pattern).max));
  return (text, from) => {
    // At the very end stands the beginning of anything.
    if (from >= text.length) return text.length;
    regex.lastIndex = Math.max(from, text.length - longest);
    return regex.exec(text)?.index ?? text.length;
  };
}

/** How long the match of `source` is that starts at `at`; 0 when none does. */
export function nativeMatchAt(source: string): (text: string, at: number) => number {
  const regex = new RegExp(source, 'y');
  return (text, at) => {
    regex.lastIndex = at;
    return regex.test(text) ? regex.lastIndex - at : 0;
  };
}

/** The start of the run of `members` (ASCII) that ends where `end` is. */
export function runStart(members: string): (text: string, end: number) => number {
  const isMember = new Uint8Array(128);
  for (const char of members) isMember[char.charCodeAt(0)] = 1;
  return (text, end) => {
    let start = end;
    while (start > 0 && isMember[text.charCodeAt(start - 1)] === 1) start -= 1;
    return start;
  };
}

export const digits = '0123456789';
export const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
export const wordCharacters = `${digits}${capitals}${capitals.toLowerCase()}_`;

import type { TextRule } from '../text';

/**
 * Replaces matches in a JSON text as it is written, keys and the names of fields included, and leaves it JSON: a match
 * ends where its string ends, and one in a number takes all of it, as a string.
 */
export function rewriteRawJson(rule: TextRule, text: string): string {
  const search = rule.search(text);
  const strings = createStrings(text);
  let written = '';
  let settled = 0;
  for (let match = search.next(0); match !== null;) {
    const place = strings.endingAround(match.start);
    const span = place === null ? numberAround(text, match.start, settled) : { start: match.start, end: place };
    const end = place === null ? span?.end : Math.min(match.end, place);
    if (span === null || end === undefined) {
      match = search.next(match.start + 1);
      continue;
    }
    written += text.slice(settled, span.start) + (place === null ? JSON.stringify(match.text) : match.text);
    settled = end;
    match = search.next(settled);
  }
  return settled === 0 ? text : written + text.slice(settled);
}

/** Where the strings of a JSON text are, asked for from left to right. */
function createStrings(text: string) {
  const signs = /["\\]/g;
  /** Up to here it is known whether a string is open. */
  let at = 0;
  let isOpen = false;

  function closing(from: number): number {
    signs.lastIndex = from;
    for (let sign = signs.exec(text); sign !== null; sign = signs.exec(text)) {
      if (sign[0] === '"') return sign.index;
      signs.lastIndex = sign.index + 2;
    }
    return text.length;
  }

  return {
    /** Where the string ends in which this place is; null outside of strings. */
    endingAround(place: number): number | null {
      for (;;) {
        const next = isOpen ? closing(at) : text.indexOf('"', at);
        if (next === -1 || next > place || (next === place && isOpen)) return isOpen ? next : null;
        if (next === place) return null;
        isOpen = !isOpen;
        at = next + 1;
      }
    },
  };
}

const number = /^-?\d[\d.eE+-]*$/;

function numberAround(text: string, place: number, least: number): { start: number; end: number } | null {
  let start = place;
  let end = place;
  while (start > least && /[\d.eE+-]/.test(text.charAt(start - 1))) start -= 1;
  while (end < text.length && /[\d.eE+-]/.test(text.charAt(end))) end += 1;
  return number.test(text.slice(start, end)) ? { start, end } : null;
}

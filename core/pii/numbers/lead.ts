import { readBefore, type Before, type Reader } from '../reading/reader';
import { isDigit, isLetter, isWord, view, views } from '../reading/views';
import { unfinishedTagAt } from '../reading/tags';
import { ibanLengths } from './ibanLengths';

/** So far before a number is looked, but for words that tell what it is. */
export const nearby = 24;

/** Whether a number may begin behind the first `count` of what stands before it: not inside a word, number or code. */
export function mayBegin({ codes }: Pick<Before, 'codes'>, count = codes.length): boolean {
  const code = codes[count - 1];
  if (code === undefined) return true;
  if (code === view.hyphen || isWord(code)) return false;
  if (code === view.dot) return !isDigit(codes[count - 2] ?? view.other);
  return code !== view.underscore || !isWordBefore(codes, count);
}

/** A sign or bracket before a number, which is not that of a sum, a call or another number. */
export function mayBeginWithSign(codes: number[], count: number): boolean {
  const code = codes[count - 1];
  return code !== view.plus && code !== view.close && mayBegin({ codes }, count);
}

/** Underscores that open an emphasis have no word before them. */
function isWordBefore(codes: readonly number[], count: number): boolean {
  let last = count - 1;
  while (codes[last] === view.underscore) last -= 1;
  return isWord(codes[last] ?? view.other);
}

/** Whether a number may begin behind a group of digits and what parts it from them; null when that is not all it takes to tell. */
export function leadInRow(behind: number | null): { begins: boolean } | null {
  switch (behind) {
    case view.blank:
    case view.lineBreak:
    case view.dash:
    case view.slash:
      return { begins: true };
    case view.hyphen:
      return { begins: false };
    default:
      return null;
  }
}

/** How many signs of a phone number stand directly before its first digit: `+`, `(`, `(+`. */
export function signsBefore({ codes }: Before): number {
  const last = codes.at(-1);
  if (last === view.plus) return codes.at(-2) === view.open ? 2 : 1;
  return last === view.open ? 1 : 0;
}

/** `DE89` and `DE 89`; in small letters without the blank, since there it would be any short word before a number. */
export function countryBefore(before: Before): { country: string; start: number } | null {
  const { codes, starts } = before;
  let { length } = codes;
  while (codes[length - 1] === view.mark) length -= 1;
  const last = codes[length - 1] === view.blank ? length - 2 : length - 1;
  const [first = view.other, second = view.other] = codes.slice(Math.max(0, last - 1), last + 1);
  const start = starts[last - 1];
  if (start === undefined || !isLetter(first) || !isLetter(second)) return null;
  const country = String.fromCharCode(first, second);
  if (last < length - 1 && country !== country.toUpperCase()) return null;
  const known = ibanLengths.has(country.toUpperCase()) && mayBegin(before, last - 1);
  return known ? { country: country.toUpperCase(), start } : null;
}

/** Where a match would start whose first digit stands at `at`. */
export function startBefore(before: Before, at: number): number {
  const signs = signsBefore(before);
  if (signs > 0) return before.starts[before.starts.length - signs] ?? at;
  return countryBefore(before)?.start ?? at;
}

/** Where a match would start whose first digit is the next character; the text's length when none would. */
export function startAtEnd(reader: Reader): number {
  const { text } = reader;
  const { length } = text;
  const tag = unfinishedTagAt(text);
  const beforeTag = tag === null ? null : countryBefore(readBefore(reader, tag, tag - nearby));
  if (beforeTag !== null) return beforeTag.start;
  if (!mayEndInLead(text)) return length;
  const before = readBefore(reader, length, length - nearby);
  const start = startBefore(before, length);
  if (start < length) return start;
  // One letter of a country.
  const isLetterLast = isLetter(before.codes.at(-1) ?? view.other);
  return isLetterLast && mayBegin(before, before.codes.length - 1) ? (before.starts.at(-1) ?? length) : length;
}

/** False for the ends of most words and sentences. */
function mayEndInLead(text: string): boolean {
  const last = viewBefore(text, 1);
  if (isLetter(last)) return !isLetter(viewBefore(text, 2)) || !isLetter(viewBefore(text, 3));
  switch (last) {
    case view.blank:
      return !isLetter(viewBefore(text, 2)) ? viewBefore(text, 2) === view.ignored : viewBefore(text, 2) < 0x61;
    case view.other:
    case view.lineBreak:
    case view.close:
    case view.hyphen:
    case view.dash:
    case view.dot:
    case view.slash:
    case view.letter:
    case view.unspaced:
      return false;
    default:
      // Signs, and what may be the end of one that is escaped.
      return !plainSigns.has(last);
  }
}

const plainSigns = new Set(Array.from(',:!?"\'', (sign) => sign.charCodeAt(0)));

function viewBefore(text: string, count: number): number {
  return views[text.charCodeAt(text.length - count)] ?? view.other;
}

import { readBefore, type Before, type Reader } from '../reading/reader';
import { isDigit, isLetter, view } from '../reading/views';

/** What may stand between the words and their number: "is", a colon, quotes of JSON, the border of a table's cell. */
const between = String.raw`["'\]]{0,2}[ ]{0,3}(?:is|was|are|ist|lautet|est|es)?[ ]{0,3}[:=–-]?[ ]{0,3}\|?[ ]{0,3}["'\[(]{0,2}$`;

const number = String.raw`(?:[ ._-]{0,2}(?:numbers?|num|nos?|nr|id)\b\.?|[ ]?#)?`;

const wordsOf = (words: string): RegExp =>
  new RegExp(String.raw`(?<![a-z])(?:${words})${number}(?: ?\([^()]{0,20}\))?${between}`);

/** Words that say what the number behind them is. All small, as `wordsBefore` writes them. */
const tellingWords = {
  account: wordsOf(
    String.raw`account|acct\.?|acc\.|a\/c|konto|kontonummer|numéro de compte|compte|n[uú]mero de cuenta|cuenta|rekening|rekeningnummer|conta`,
  ),
  ssn: wordsOf(String.raw`ssn|soc(?:ial)?\.? ?sec(?:urity)?\.?`),
  card: wordsOf(String.raw`card|visa|mastercard|amex|american express|karte|kartennummer|carte|tarjeta`),
  phone: wordsOf(
    String.raw`tele?phone|phone|tel\.?|mobile|cell(?: ?phone)?|fax|whatsapp|telefon|handy|mobil|t[ée]l[ée]phone|tel[ée]fono|m[óo]vil|celular`,
  ),
} as const;

/** What stands before a number, as far as anybody asked for it. */
export interface Setting {
  readonly reader: Reader;
  /** Where the number begins. */
  readonly at: number;
  /** Null behind another group of digits. */
  readonly near: Before | null;
  words: string | null;
}

/** Whether words before it say that the number is of this kind. */
export function isTold(setting: Setting, kind: keyof typeof tellingWords): boolean {
  // Where digits stand before, no words do.
  if (setting.near === null) return false;
  setting.words ??= setting.near.codes.some(isOfWord) ? wordsBefore(setting.reader, setting.at) : '';
  return tellingWords[kind].test(setting.words);
}

function isOfWord(code: number): boolean {
  return isLetter(code) || code === view.letter;
}

/** Behind another number and a blank: it may be one of a list. */
export function isListed({ reader: { text }, at }: Setting): boolean {
  const code = text.charCodeAt(at - 2);
  return text.charCodeAt(at - 1) === view.blank && code >= 0x30 && code <= 0x39;
}

/** Behind another number and a colon. */
export function isBehindNumber(setting: Setting): boolean {
  const codes = shownBefore(setting);
  return codes.at(-1) === view.colon && isDigit(codes[lastShown(codes, codes.length - 1)] ?? view.other);
}

/** In a row of a table, not at its beginning; also where a tag is too long to see what stands before it. */
export function isBehindCell(setting: Setting): boolean {
  const codes = shownBefore(setting);
  const sign = codes.at(-1);
  if (sign !== view.bar) return sign === greater;
  const first = codes[lastShown(codes, codes.length - 1)];
  return first !== undefined && first !== view.lineBreak;
}

/** What stands before a number, but for blanks and marks directly before it. */
function shownBefore({ reader, near, at }: Setting): number[] {
  // Of a long tag `near` may have the end alone.
  const codes = near?.codes.at(-1) === greater ? readBefore(reader, at).codes : (near?.codes ?? []);
  return codes.slice(0, lastShown(codes, codes.length) + 1);
}

const greater = 0x3e;

/** The last of the first `count` that is more than a blank or a mark; -1 when none is. */
function lastShown(codes: readonly number[], count: number): number {
  let last = count - 1;
  while (codes[last] === view.blank || codes[last] === view.mark) last -= 1;
  return last;
}

/** The text before a number in small letters, without marks of Markdown. */
function wordsBefore(reader: Reader, at: number): string {
  const { codes, starts } = readBefore(reader, at);
  let words = '';
  for (const [index, code] of codes.entries()) words += wordCharacter(code, reader.text, starts[index] ?? 0);
  return words.toLowerCase();
}

function wordCharacter(code: number, text: string, start: number): string {
  switch (code) {
    case view.mark:
      return '';
    case view.lineBreak:
      return ' ';
    // Which letter it is tells its view no more.
    case view.letter:
    case view.unspaced:
    case view.other:
      return text.charAt(start);
    default:
      return String.fromCharCode(code);
  }
}

import { readBefore, type Before, type Reader } from '../reading/reader';
import { isLetter, view } from '../reading/views';
import type { Setting } from './kinds';

/** What may stand between the words and their number: "is", a colon, quotes of JSON, the border of a table's cell. */
const between = String.raw`["'\]]{0,2}[ ]{0,3}(?:is|was|are|ist|lautet|est|es)?[ ]{0,3}[:=|–-]?[ ]{0,3}["'\[(]{0,2}$`;

const number = String.raw`(?:[ ._-]{0,2}(?:numbers?|num|nos?|nr|id)\b\.?|[ ]?#)?`;

const wordsOf = (words: string): RegExp =>
  new RegExp(String.raw`(?<![a-z])(?:${words})${number}(?: ?\([^()]{0,20}\))?${between}`);

/** Words that say what the number behind them is. All small, as `wordsBefore` writes them. */
const tellingWords = {
  account: wordsOf(
    String.raw`account|acct\.?|acc\.|a\/c|konto|kontonummer|numéro de compte|compte|n[uú]mero de cuenta|cuenta|rekening|rekeningnummer|conta`,
  ),
  ssn: wordsOf(String.raw`ssn|soc(?:ial)?\.? ?sec(?:urity)?\.?`),
  phone: wordsOf(
    String.raw`tele?phone|phone|tel\.?|mobile|cell(?: ?phone)?|fax|whatsapp|telefon|handy|mobil|t[ée]l[ée]phone|tel[ée]fono|m[óo]vil|celular`,
  ),
} as const;

/** What is told of a number at `at` by what stands before it. */
export function settingBefore(reader: Reader, near: Before, at: number): Setting {
  const listed = isListed(reader.text, at);
  const isBehindWords = near.codes.some((code) => isLetter(code) || code === view.letter);
  if (!isBehindWords) return { account: false, ssn: false, phone: false, listed };
  const words = wordsBefore(reader, at);
  return {
    account: tellingWords.account.test(words),
    ssn: tellingWords.ssn.test(words),
    phone: tellingWords.phone.test(words),
    listed,
  };
}

/** Behind another number and a blank. */
export function isListed(text: string, at: number): boolean {
  const code = text.charCodeAt(at - 2);
  return text.charCodeAt(at - 1) === view.blank && code >= 0x30 && code <= 0x39;
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

/**
 * What the characters of a text are taken for: `٤`, `４` and `4` are the digit 4, a no-break space is a blank. Whatever
 * has no view of its own is `other`. All views are UTF-16 units, so that those of ASCII are the characters themselves.
 */
export const view = {
  other: 0,
  /** Shows nothing: zero-width characters, soft hyphens, accents that combine with the letter before. */
  ignored: 1,
  /** May begin an escape: `&`, `%` and the backslash. */
  escape: 2,
  /** Of a surrogate pair. */
  half: 3,
  /** Nothing is left to read. */
  end: 4,
  lineBreak: 0x0a,
  blank: 0x20,
  open: 0x28,
  close: 0x29,
  /** What Markdown and HTML set off with: `*`, `` ` ``, `~`, `<b>`. */
  mark: 0x2a,
  plus: 0x2b,
  hyphen: 0x2d,
  dot: 0x2e,
  slash: 0x2f,
  colon: 0x3a,
  /** May begin a tag of HTML. */
  less: 0x3c,
  at: 0x40,
  underscore: 0x5f,
  /** The border of a table's cell. */
  bar: 0x7c,
  /** Dashes that set words apart, and minus: beside a number they belong to the sentence, within one to the number. */
  dash: 0x2013,
  /** A letter beyond ASCII, of a script that sets words apart. */
  letter: 0xe9,
  /** A full stop of East Asia. In domains it is a dot, in numbers it ends the sentence. */
  stop: 0x3002,
  /** A letter of a script that does not: nothing tells where the word before an address ends. */
  unspaced: 0x5b57,
} as const;

const unspacedScripts = 'Han Hiragana Katakana Hangul Bopomofo Thai Lao Khmer Myanmar Tibetan Yi'
  .split(' ')
  .map((script) => String.raw`\p{Script_Extensions=${script}}`)
  .join('');

/** In this order: what comes later overrules what came before. */
const classes: [members: RegExp, is: number][] = [
  [/[\p{L}\p{N}\p{M}]+/gu, view.letter],
  [new RegExp(`(?:(?=[\\p{L}\\p{N}\\p{M}])[${unspacedScripts}])+`, 'gu'), view.unspaced],
  // Numerals that are set beside a number, such as a footnote's, are no digits of it.
  [/\p{No}+/gu, view.other],
  [/\p{Zs}+/gu, view.blank],
  [/\p{Pd}+/gu, view.dash],
  [/[-\u2010\u2011\ufe63\uff0d]+/gu, view.hyphen],
  [/[\u2043\u2212]+/gu, view.dash],
  [/[\u00b7\u2022\u2024\u2027\u2219\u22c5\u30fb\uff65]+/gu, view.dot],
  [/[\u3002\uff61]+/gu, view.stop],
  [/[\n\r\u0085\u2028\u2029]+/gu, view.lineBreak],
  // Letters of Hangul and Braille that show a blank.
  [/[\t\v\f\u115f\u1160\u2800\u3164\uffa0]+/gu, view.blank],
  [/[*`~]+/gu, view.mark],
  [/[%&\\]+/gu, view.escape],
  [/[\p{Cf}\u034f\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f]+/gu, view.ignored],
  [/[\ud800-\udfff]+/g, view.half],
  [/[\u2018\u2019]/g, 0x27],
];

const fullWidth = { first: 0xff01, last: 0xff5e, ascii: 0xff01 - 0x21 };

/** By UTF-16 unit. */
export const views = makeViews();

function makeViews(): Uint16Array {
  const table = new Uint16Array(0x10000);
  const units = Array.from(table, (_, unit) => String.fromCharCode(unit)).join('');
  // Halves of pairs must not meet: side by side they would be read as one character.
  const single = units.replace(/[\ud800-\udfff]/g, '\0');
  for (let ascii = 0x20; ascii < 0x7f; ascii++) table[ascii] = ascii;
  for (const [members, is] of classes) {
    for (const { 0: run, index } of (is === view.half ? units : single).matchAll(members)) {
      // ASCII letters and digits are views of their own.
      for (let unit = index; unit < index + run.length; unit++) if (!isAsciiWord(unit)) table[unit] = is;
    }
  }
  for (const { 0: run, index } of single.matchAll(/\p{Nd}+/gu)) {
    // Decimal digits come in tens, from 0 to 9.
    for (let at = 0; at < run.length; at++) table[index + at] = 0x30 + (at % 10);
  }
  for (let unit = fullWidth.first; unit <= fullWidth.last; unit++) {
    const is = table[unit - fullWidth.ascii] ?? view.other;
    if (is !== view.escape) table[unit] = is;
  }
  return table;
}

function isAsciiWord(unit: number): boolean {
  return unit < 0x80 && /\w/.test(String.fromCharCode(unit));
}

/** Views of the decimal digits beyond the basic plane, all of which are in the next one. They come in tens. */
const astralDigits: ReadonlyMap<number, number> = new Map(findAstralDigits());

function* findAstralDigits(): Generator<[codePoint: number, view: number]> {
  let inRow = 0;
  for (let codePoint = 0x10000; codePoint < 0x20000; codePoint++) {
    inRow = /\p{Nd}/u.test(String.fromCodePoint(codePoint)) ? inRow + 1 : 0;
    if (inRow > 0) yield [codePoint, 0x30 + ((inRow - 1) % 10)];
  }
}

/** Beyond the basic plane, by code point. */
export function viewOfAstral(codePoint: number): number {
  const digit = astralDigits.get(codePoint);
  if (digit !== undefined) return digit;
  if (codePoint >= 0xe0000 && codePoint <= 0xe0fff) return view.ignored;
  const char = String.fromCodePoint(codePoint);
  if (/\p{Script=Han}/u.test(char)) return view.unspaced;
  return /[\p{L}\p{N}]/u.test(char) ? view.letter : view.other;
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** ASCII's. */
export function isLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

export function isWord(code: number): boolean {
  return isDigit(code) || isLetter(code);
}

/** An escape in a text: the character it stands for, and where it ends. */
interface Escape {
  codePoint: number;
  end: number;
}

/** `incomplete` when the text ends before it is decided whether this is one; null when it is none. */
export type EscapeAt = Escape | 'incomplete' | null;

/** How often text may have been escaped again: `%2540`, `&amp;amp;#64;`, `\\\\u0040`. */
const deepest = { percent: 3, entity: 3, backslashes: 8 };

const backslash = 0x5c;

const named = new Map(
  Object.entries({
    commat: '@',
    period: '.',
    nbsp: ' ',
    ensp: ' ',
    emsp: ' ',
    emsp13: ' ',
    emsp14: ' ',
    numsp: ' ',
    puncsp: ' ',
    thinsp: ' ',
    hairsp: ' ',
    Tab: '\t',
    NewLine: '\n',
    middot: '·',
    bull: '•',
    horbar: '―',
    hyphen: '-',
    dash: '-',
    ndash: '–',
    mdash: '—',
    minus: '−',
    lowbar: '_',
    plus: '+',
    percnt: '%',
    sol: '/',
    lpar: '(',
    rpar: ')',
    ast: '*',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    amp: '&',
    shy: '\u00ad',
    zwnj: '\u200c',
    zwj: '\u200d',
    NoBreak: '\u2060',
    ZeroWidthSpace: '\u200b',
  }).map(([name, char]) => [name, char.charCodeAt(0)]),
);

const longestName = Math.max(...Array.from(named.keys(), (name) => name.length));

/** Reads the escape that may begin at `at`: of HTML, of a URL, of JSON (or a program), of Markdown. */
export function escapeAt(text: string, at: number): EscapeAt {
  switch (text.charCodeAt(at)) {
    case 0x25:
      return percentAt(text, at);
    case 0x26:
      return entityAt(text, at);
    default:
      return backslashAt(text, at);
  }
}

function percentAt(text: string, at: number): EscapeAt {
  let digits = at + 1;
  for (let depth = 0; depth < deepest.percent && text.startsWith('25', digits); depth++) {
    if (hexValue(text, digits + 2, 2) === null) {
      if (isHexToEnd(text, digits + 2)) return 'incomplete';
      break;
    }
    digits += 2;
  }
  const byte = hexValue(text, digits, 2);
  if (byte === null) return isHexToEnd(text, digits) ? 'incomplete' : null;
  if (byte < 0x80) return { codePoint: byte, end: digits + 2 };
  return percentsAt(text, text.slice(at, digits), digits + 2, byte);
}

/** What is beyond ASCII comes as several bytes of UTF-8, each behind the same sign. */
function percentsAt(text: string, sign: string, from: number, lead: number): EscapeAt {
  const more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
  if (lead < 0xc2 || lead > 0xf4) return null;
  let codePoint = lead & (0x3f >> more);
  let end = from;
  for (let read = 0; read < more; read++, end += sign.length + 2) {
    const next = text.slice(end, end + sign.length + 2);
    if (next.length < sign.length + 2) return sign.startsWith(next.slice(0, sign.length)) ? 'incomplete' : null;
    const byte = next.startsWith(sign) ? hexValue(next, sign.length, 2) : null;
    if (byte === null || byte >> 6 !== 2) return null;
    codePoint = (codePoint << 6) | (byte & 0x3f);
  }
  return escaped(codePoint, end);
}

function entityAt(text: string, at: number): EscapeAt {
  let start = at + 1;
  for (let depth = 0; depth < deepest.entity && text.startsWith('amp;', start); depth++) {
    const begins = text.charCodeAt(start + 4);
    if (start + 4 < text.length && begins !== 0x23 && !isLetter(begins)) break;
    start += 4;
  }
  if (start >= text.length) return 'incomplete';
  return text.charCodeAt(start) === 0x23 ? numericEntity(text, start + 1) : namedEntity(text, start);
}

function numericEntity(text: string, start: number): EscapeAt {
  const isHex = (text.charCodeAt(start) | 0x20) === 0x78;
  const first = isHex ? start + 1 : start;
  let end = first;
  while (end < first + 7 && isDigitOf(text.charCodeAt(end), isHex)) end++;
  if (end >= text.length) return 'incomplete';
  if (end === first) return null;
  // Without its semicolon it is read as well.
  const next = text.charCodeAt(end) === 0x3b ? end + 1 : end;
  return escaped(parseInt(text.slice(first, end), isHex ? 16 : 10), next);
}

function namedEntity(text: string, start: number): EscapeAt {
  let end = start;
  while (end < start + longestName && isNameUnit(text.charCodeAt(end))) end++;
  if (end >= text.length) return 'incomplete';
  const codePoint = text.charCodeAt(end) === 0x3b ? named.get(text.slice(start, end)) : undefined;
  return codePoint === undefined ? null : { codePoint, end: end + 1 };
}

/** Text that was escaped as JSON several times has several backslashes before what is escaped. */
function backslashAt(text: string, at: number): EscapeAt {
  // Of a longer row none is one, so that no row is torn apart in the middle of an escape.
  if (text.charCodeAt(at - 1) === backslash) return null;
  let next = at;
  while (next < at + deepest.backslashes && text.charCodeAt(next) === backslash) next++;
  if (next >= text.length) return 'incomplete';
  const code = text.charCodeAt(next);
  switch (code) {
    case backslash:
      return null;
    case 0x6e:
    case 0x72:
      return { codePoint: 0x0a, end: next + 1 };
    case 0x74:
      return { codePoint: 0x20, end: next + 1 };
    case 0x75:
      return text.charCodeAt(next + 1) === 0x7b ? bracedAt(text, next + 2) : hexAt(text, next + 1, 4);
    case 0x78:
      return hexAt(text, next + 1, 2);
    default:
      return isPunctuation(code) ? { codePoint: code, end: next + 1 } : null;
  }
}

function hexAt(text: string, start: number, length: number): EscapeAt {
  const codePoint = hexValue(text, start, length);
  if (codePoint !== null) return { codePoint, end: start + length };
  return isHexToEnd(text, start) ? 'incomplete' : null;
}

/** `\u{1F600}` */
function bracedAt(text: string, start: number): EscapeAt {
  let end = start;
  while (end < start + 6 && isDigitOf(text.charCodeAt(end), true)) end++;
  if (end >= text.length) return 'incomplete';
  if (end === start || text.charCodeAt(end) !== 0x7d) return null;
  return escaped(parseInt(text.slice(start, end), 16), end + 1);
}

function escaped(codePoint: number, end: number): Escape | null {
  return codePoint <= 0x10ffff ? { codePoint, end } : null;
}

function hexValue(text: string, start: number, length: number): number | null {
  for (let at = start; at < start + length; at++) if (!isDigitOf(text.charCodeAt(at), true)) return null;
  return parseInt(text.slice(start, start + length), 16);
}

function isHexToEnd(text: string, start: number): boolean {
  // Called where fewer digits than an escape has stand: the text's end is near or the answer is no.
  let at = start;
  while (at < text.length && isDigitOf(text.charCodeAt(at), true)) at++;
  return at >= text.length;
}

function isDigitOf(code: number, isHex: boolean): boolean {
  if (code >= 0x30 && code <= 0x39) return true;
  return isHex && (code | 0x20) >= 0x61 && (code | 0x20) <= 0x66;
}

function isLetter(code: number): boolean {
  return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
}

function isNameUnit(code: number): boolean {
  return isLetter(code) || isDigitOf(code, false);
}

function isPunctuation(code: number): boolean {
  return code > 0x20 && code < 0x7f && !isLetter(code) && !isDigitOf(code, false);
}

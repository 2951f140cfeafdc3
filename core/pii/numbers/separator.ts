import type { Reader } from '../reading/reader';
import { isDigit, isWord, view } from '../reading/views';

/** What stands between two groups of digits, and in how many. */
const most = { blanks: 3, indent: 10, marks: 4 };

/** What stands between two groups of digits. */
export interface Separator {
  /** As a candidate shows it. */
  chars: string;
  /** Where the next digit stands. */
  next: number;
  /** The view of the character directly before it. */
  last: number;
}

/** Reads what stands at `at`, behind a digit; null when no other group of the same number follows. */
export function readSeparator(reader: Reader, at: number): Separator | null {
  const first = reader.read(at);
  const { end } = reader;
  if (isPlain(first) && isDigit(reader.read(end))) {
    return { chars: String.fromCharCode(first), next: reader.start, last: first };
  }
  return readLongSeparator(reader, at);
}

function isPlain(code: number): boolean {
  switch (code) {
    case view.blank:
    case view.hyphen:
    case view.dot:
    case view.slash:
    case view.bar:
    case view.colon:
      return true;
    default:
      return false;
  }
}

function readLongSeparator(reader: Reader, at: number): Separator | null {
  const seen: Seen = { blanks: 0, breaks: 0, marks: 0, sign: '', spacedSign: false, closed: '', opened: '' };
  let last: number = view.other;
  for (let next = at; ; next = reader.end) {
    const code = reader.read(next);
    if (isDigit(code)) return { chars: seen.closed + separatorOf(seen) + seen.opened, next: reader.start, last };
    if (seen.opened !== '') return null;
    const isClose = next === at || (code === view.lineBreak && isLineFeedOf(reader));
    if (!take(seen, code, isClose)) return null;
    last = code;
  }
}

type Seen = Record<'blanks' | 'breaks' | 'marks', number> &
  Record<'sign' | 'closed' | 'opened', string> & {
    spacedSign: boolean;
  };

/** False when this can't stand within a number. `isClose`: directly behind the digits, or the second half of a line's end. */
function take(seen: Seen, code: number, isClose: boolean): boolean {
  switch (code) {
    case view.blank:
      return ++seen.blanks <= (seen.breaks === 0 ? most.blanks : most.indent) && !isTight(seen.sign);
    case view.lineBreak:
      return (isClose && seen.breaks === 1) || (++seen.breaks === 1 && !isTight(seen.sign) && !isOfOneLine(seen.sign));
    case view.mark:
      return ++seen.marks <= most.marks;
    case view.close:
      seen.closed = ')';
      return isClose;
    case view.open:
      seen.opened = '(';
      return true;
    case view.hyphen:
    case view.dash:
      return takeSign(seen, '-');
    case view.dot:
    case view.underscore:
    case view.slash:
    case view.bar:
    case view.colon:
      return takeSign(seen, String.fromCharCode(code));
    default:
      return false;
  }
}

function takeSign(seen: Seen, sign: string): boolean {
  if (seen.sign !== '') return false;
  seen.sign = sign;
  seen.spacedSign = seen.blanks + seen.breaks > 0;
  return !seen.spacedSign || !isTight(sign);
}

/** Never at a line's end. */
function isOfOneLine(sign: string): boolean {
  return sign === '/' || sign === '|' || sign === ':';
}

/** With a blank beside it, it is none of the number's. */
function isTight(sign: string): boolean {
  return sign === '.' || sign === '_';
}

function isLineFeedOf({ text, start, end }: Reader): boolean {
  return /^(?:\r\n|\\+r\\+n)$/.test(text.slice(Math.max(0, start - (end - start)), end));
}

function separatorOf({ sign, spacedSign, blanks, breaks, marks, closed, opened }: Seen): string {
  // A line may end behind a hyphen.
  if (sign === '-') return blanks + breaks === 0 || (breaks === 1 && !spacedSign) ? '-' : '~';
  if (sign !== '') return sign;
  if (breaks > 0) return '\n';
  if (blanks > 0) return blanks === 1 ? ' ' : ',';
  return marks > 0 && closed + opened === '' ? '*' : '';
}

/** Whether a number that ends at `end` goes on as a word, a dashed code or a decimal. */
export function isPartOfMore(reader: Reader, end: number): boolean {
  const code = reader.read(end);
  if (code === view.underscore) return isWordBehindUnderscores(reader);
  if (isWord(code)) return true;
  if (code === view.hyphen) return isWord(reader.read(reader.end));
  return code === view.dot && isDigit(reader.read(reader.end));
}

/** Underscores that close an emphasis have no word behind them. */
export function isWordBehindUnderscores(reader: Reader): boolean {
  for (let count = 0; reader.code === view.underscore && count < most.marks; count++) reader.read(reader.end);
  return isWord(reader.code);
}

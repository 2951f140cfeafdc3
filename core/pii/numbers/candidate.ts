import type { Reader } from '../reading/reader';
import { isDigit } from '../reading/views';
import { isPartOfMore, readSeparator } from './separator';

/**
 * A number as it stands in a text, written anew: its digits and, between groups of them, one character for whatever
 * stands there. A blank, `-`, `.`, `/` and `_` stand for themselves and all that look like them, so do `|` and `:`, with
 * blanks around them or not; `\n` for a line's end; `~` for a dash with blanks around it; `,` for several blanks; `*` for
 * marks of Markdown or HTML and nothing else. Brackets stay. At the end `x` tells that the number is only a part of
 * something: a word, a longer number, a dashed code.
 */
export interface Candidate {
  text: string;
  /** Where a part of it ends, of so many characters, in the text that was read. */
  endOf: (length: number) => number;
}

/** No match has more digits in one piece, nor more characters. */
const longest = { digitsInARow: 19, characters: 64 };

/** Groups that were passed are dropped now and then. */
const slack = 256;

/** Groups of digits that follow one another, as far as they were read. */
interface Row {
  text: string;
  /** By character: where it ends in the text that is read. */
  ends: number[];
  /** By character: where a group begins in the text that is read; -1 within groups. */
  starts: number[];
  /** By character that begins a group: the view of the character directly before it. */
  behind: number[];
  /** Where the next group begins; null behind the last. */
  next: number | null;
  /** The text's end was looked at. */
  touchedEnd: boolean;
}

const emptyRow = (next: number | null): Row => ({
  text: '',
  ends: [],
  starts: [],
  behind: [],
  next,
  touchedEnd: false,
});

/**
 * Reads a row once, although any of its groups may begin a number: what a candidate shows depends on nothing that
 * stands before it.
 */
export class CandidateReader {
  readonly #reader: Reader;
  #row = emptyRow(null);
  #index = 0;
  /** The row that goes on behind the tag in which the other one stands; null outside of tags. */
  #outer: { row: Row; index: number } | null = null;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** Goes to the group that begins at `at`; the view of what stands directly before it in its row, null when nothing does. */
  moveTo(at: number): number | null {
    if (this.#moveInRow(at)) return this.#row.behind[this.#index] ?? null;
    // Its digits were passed over with a tag that they stand in.
    if (goesOnBehind(this.#row, at)) this.#outer ??= { row: this.#row, index: this.#index };
    this.#row = emptyRow(at);
    this.#index = 0;
    return null;
  }

  #moveInRow(at: number): boolean {
    if (this.#isInRow(at)) return true;
    const outer = this.#outer;
    if (outer === null || (goesOnBehind(outer.row, at) && !outer.row.starts.includes(at, outer.index))) return false;
    this.#row = outer.row;
    this.#index = outer.index;
    this.#outer = null;
    return this.#isInRow(at);
  }

  #isInRow(at: number): boolean {
    const row = this.#row;
    let index = this.#index;
    while (index < row.starts.length && (row.starts[index] ?? at) < at) index += 1;
    if (row.starts[index] !== at) return false;
    this.#index = index > slack ? dropBefore(row, index) : index;
    return true;
  }

  /** The number that begins with the group that was moved to. */
  candidate(): Candidate {
    const row = this.#row;
    const index = this.#index;
    while (row.next !== null && row.text.length - index <= longest.characters) readGroup(this.#reader, row, row.next);
    const { ends } = row;
    const endOf = (length: number) => ends[index + length - 1] ?? 0;
    const cut = index + longest.characters;
    if (row.text.length > cut) return { text: `${row.text.slice(index, cut)}x`, endOf };
    this.#reader.touchedEnd ||= row.touchedEnd;
    return { text: row.text.slice(index), endOf };
  }
}

/** Whether a group of the row begins behind `at`. */
function goesOnBehind({ starts, next }: Row, at: number): boolean {
  return (next ?? starts.findLast((start) => start >= 0) ?? -1) > at;
}

function dropBefore(row: Row, index: number): number {
  row.text = row.text.slice(index);
  row.ends = row.ends.slice(index);
  row.starts = row.starts.slice(index);
  row.behind = row.behind.slice(index);
  return 0;
}

/** Reads a group and what follows it. */
function readGroup(reader: Reader, row: Row, first: number): void {
  const touchedBefore = reader.touchedEnd;
  reader.touchedEnd = false;
  let at = first;
  let digits = '';
  while (isDigit(reader.read(at)) && digits.length < longest.digitsInARow) {
    at = reader.end;
    digits += String.fromCharCode(reader.code);
    add(row, at, digits.length === 1 ? first : -1);
  }
  row.text += digits;
  const isTooLong = isDigit(reader.code);
  const separator = isTooLong ? null : readSeparator(reader, at);
  row.next = separator?.next ?? null;
  if (separator !== null) {
    addChars(row, separator.chars, at);
    row.behind[row.text.length] = separator.last;
  } else if (isTooLong || isPartOfMore(reader, at)) {
    addChars(row, 'x', at);
  }
  row.touchedEnd = reader.touchedEnd;
  reader.touchedEnd = touchedBefore;
}

function addChars(row: Row, chars: string, end: number): void {
  row.text += chars;
  for (let count = 0; count < chars.length; count++) add(row, end, -1);
}

function add(row: Row, end: number, start: number): void {
  row.ends.push(end);
  row.starts.push(start);
}

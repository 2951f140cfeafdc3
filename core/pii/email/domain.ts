import { isWordBehindUnderscores } from '../numbers/separator';
import type { Reader } from '../reading/reader';
import { isDigit, isLetter, isWord, view } from '../reading/views';

export interface Domain {
  name: string;
  end: number;
  /** Underscores follow that close an emphasis. */
  emphasised: boolean;
  /** The character behind it. */
  next: number;
}

const most = { labels: 9, charactersOfLabel: 63 };

interface Label {
  codes: number[];
  ends: number[];
  /** How many of them stand before the first mark inside of it; all of them without one. */
  unmarked: number;
}

/** Marks of Markdown and HTML in a row, within an address. */
const mostMarks = 4;

/** Reads the domain of an address behind its `@`; null when there is none that may be one. */
export function readDomain(reader: Reader, first: number): Domain | null {
  let found: Domain | null = null;
  let name = '';
  let at = first;
  let dot: number = view.dot;
  for (let count = 0; count < most.labels; count++) {
    const label = readLabel(reader, behindMarks(reader, at));
    if (label.codes.length === 0) return found;
    if (count > 0) found = domainOf(reader, name, label, dot) ?? found;
    const end = label.ends.at(-1) ?? at;
    const next = reader.read(behindMarks(reader, end));
    // One of East Asia ends a sentence, unless the others were such as well.
    if (next !== view.dot && (next !== view.stop || (count > 0 && dot !== view.stop))) return found;
    dot = next;
    name += `${String.fromCharCode(...label.codes)}.`;
    at = reader.end;
  }
  return found;
}

/** Where the character begins that stands behind marks, which no word goes on behind. */
function behindMarks(reader: Reader, from: number): number {
  let at = from;
  for (let count = 0; count < mostMarks && isMark(reader.read(at)); count++) at = reader.end;
  return at;
}

function isMark(code: number): boolean {
  return code === view.mark || code === view.underscore;
}

function readLabel(reader: Reader, first: number): Label {
  const label: Label = { codes: [], ends: [], unmarked: Infinity };
  const { codes, ends } = label;
  let marks = 0;
  for (let at = first; codes.length < most.charactersOfLabel; at = reader.end) {
    const code = reader.read(at);
    if (code === view.mark && codes.length > 0 && ++marks <= mostMarks) {
      label.unmarked = Math.min(label.unmarked, codes.length);
      continue;
    }
    const isInside = codes.length > 0 && code === view.hyphen;
    if (!isInside && !isWord(code) && code !== view.letter && code !== view.unspaced) break;
    codes.push(code);
    ends.push(reader.end);
  }
  return label;
}

/** The domain may end where a mark stands in what looks like its last label: behind it another word begins. */
function domainOf(reader: Reader, name: string, label: Label, dot: number): Domain | null {
  if (dot === view.stop && label.codes.some((code) => code === view.unspaced)) return null;
  const { codes, ends, unmarked } = label;
  const first = { ...label, codes: codes.slice(0, unmarked), ends: ends.slice(0, unmarked) };
  return domainUpTo(reader, name, first) ?? (unmarked < codes.length ? domainUpTo(reader, name, label) : null);
}

/** The domain that ends with this label; null when no top-level domain looks like it. */
function domainUpTo(reader: Reader, name: string, label: Label): Domain | null {
  const length = lengthOfTopLevel(label.codes, name);
  const end = label.ends[length - 1];
  if (end === undefined) return null;
  const next = reader.read(end);
  if (next === view.underscore && isWordBehindUnderscores(reader)) return null;
  if (next === view.hyphen && isWord(reader.read(reader.end))) return null;
  if (isWord(next)) return null;
  const topLevel = String.fromCharCode(...label.codes.slice(0, length));
  return { name: (name + topLevel).toLowerCase(), end, emphasised: next === view.underscore, next };
}

const punycode = /^xn--[a-z0-9-]{2,59}$/i;
const wordsAndLetters = /^[a-z\u00e9]{2,24}/i;
const wholeInUnspaced = /^\u5b57{1,24}$/;
/** Of addresses that are made up, such as a@b.c; others are versions and products of matrices. */
const madeUp = { name: /^[a-z]{1,24}\.$/, topLevel: /^[a-z]$/ };

/** How much of a label may be a top-level domain. Text without spaces may go on behind it. */
function lengthOfTopLevel(codes: readonly number[], name: string): number {
  const label = String.fromCharCode(...codes);
  if (punycode.test(label) || wholeInUnspaced.test(label)) return label.length;
  if (madeUp.topLevel.test(label) && madeUp.name.test(name)) return label.length;
  const length = wordsAndLetters.exec(label)?.[0].length ?? 0;
  const next = codes[length];
  if (length === 0 || next === undefined || next === view.unspaced) return length;
  return next === view.hyphen && !codes.slice(length).some((code) => isLetter(code) || isDigit(code)) ? length : 0;
}

import { readBefore, Reader, type Before } from '../reading/reader';
import { unfinishedTagAt } from '../reading/tags';
import { isLetter, isWord, view, views } from '../reading/views';

/** The part before the `@` is at most this long (RFC 5321, 4.5.3.1.1), however it is written. */
const longest = 64;

/** In scripts without spaces the words before an address look like its beginning: so many letters are taken for it. */
const longestUnspaced = 8;

const apostrophe = 0x27;

export interface LocalPart {
  start: number;
  /** Where it starts when the underscores before it open an emphasis that closes behind the address. */
  emphasised: number;
  name: string;
}

/** The local part that ends where an `@` starts, and starts at `from` or behind it. */
export function localPartBefore(text: string, end: number, from: number): LocalPart | null {
  const run = runBefore(text, end);
  let first = run.first;
  while (first < run.codes.length && (isBorder(run.codes[first]) || (run.starts[first] ?? end) < from)) {
    // An address may also start behind a dot or mark of what is too long, or was settled already.
    first = isBorder(run.codes[first]) ? first + 1 : behindBorder(run, first);
  }
  const start = run.starts[first];
  if (start === undefined) return null;
  let emphasised = first;
  while (run.codes[emphasised] === view.underscore) emphasised += 1;
  return {
    start,
    emphasised: run.starts[emphasised] ?? start,
    name: String.fromCharCode(...run.codes.slice(first)),
  };
}

/** Where a local part would start that goes on at the text's end; the text's length when none would. */
export function startOfLocalPart(text: string): number {
  const tag = unfinishedTagAt(text);
  const start = startOfWordAtEnd(text);
  if (tag === null) return start;
  // Of the tag all may come, or another `@` that ends what is in it so far.
  const { starts, first } = runBefore(text, tag);
  return Math.min(start, starts[first] ?? start);
}

function startOfWordAtEnd(text: string): number {
  const start = startOfPlainWord(text);
  if (start !== null) return start;
  const reader = new Reader(text);
  const run = runBefore(text, text.length, reader);
  if (reader.pendingAt === Infinity) return run.starts[run.first] ?? text.length;
  // What is not whole yet may become the `@`.
  const { starts, first } = runBefore(text, reader.pendingAt);
  return starts[first] ?? reader.pendingAt;
}

interface Run extends Before {
  /** The first of the characters that can be part of the local part. */
  first: number;
}

function runBefore(text: string, end: number, reader = new Reader(text)): Run {
  const start = startOfWord(text, end);
  const before = readBefore(reader, end, start);
  const first = firstOfRun(before);
  const isCut = first === 0 && start > 0 && isOfWord(views[text.charCodeAt(start - 1)] ?? view.other);
  return { ...before, first: isCut ? behindBorder(before, 0) : first };
}

function firstOfRun({ codes }: Before): number {
  let last = codes.length;
  while (codes[last - 1] === view.mark) last -= 1;
  let first = last;
  if (codes[first - 1] === view.unspaced) {
    while (codes[first - 1] === view.unspaced && last - first < longestUnspaced) first -= 1;
    return first;
  }
  while (first > 0 && (isLocal(codes, first - 1) || isMarkInside(codes, first - 1))) first -= 1;
  return first;
}

/** Beside a sign marks part nothing; between letters they part an address from the word before it. */
function isMarkInside(codes: readonly number[], at: number): boolean {
  if (codes[at] !== view.mark) return false;
  let before = at - 1;
  while (codes[before] === view.mark) before -= 1;
  let behind = at + 1;
  while (codes[behind] === view.mark) behind += 1;
  return isLocalSign(codes[before] ?? view.other) || isLocalSign(codes[behind] ?? view.other);
}

function behindBorder({ codes }: Before, from: number): number {
  const border = codes.findIndex((code, at) => at >= from && isBorder(code));
  return border === -1 ? codes.length : border + 1;
}

function isBorder(code: number = view.other): boolean {
  return code === view.dot || code === view.mark;
}

function isLocal(codes: readonly number[], at: number): boolean {
  const code = codes[at] ?? view.other;
  if (code === apostrophe) return isName(codes[at - 1]) && (at + 1 === codes.length || isName(codes[at + 1]));
  return isWord(code) || code === view.letter || isLocalSign(code);
}

function isName(code: number = view.other): boolean {
  return isLetter(code) || code === view.letter;
}

function isLocalSign(code: number): boolean {
  return (
    code === view.dot || code === view.hyphen || code === view.underscore || code === view.plus || code === percentSign
  );
}

const percentSign = 0x25;

/** The same, for what most words are: letters and signs that stand for themselves. Null for any other. */
function startOfPlainWord(text: string): number | null {
  const least = Math.max(0, text.length - longest);
  for (let start = text.length; start > least; start--) {
    const code = views[text.charCodeAt(start - 1)] ?? view.other;
    if (!isPlain(code)) return isOfWord(code) || code === greater ? null : start;
  }
  return least === 0 ? 0 : null;
}

function isPlain(code: number): boolean {
  return isWord(code) || code === view.dot || code === view.hyphen || code === view.underscore || code === view.plus;
}

/** The start of all that may be read as a local part, with the escapes in it. */
function startOfWord(text: string, end: number): number {
  let least = Math.max(0, end - longest);
  let start = end;
  for (let tags = 0; start > least; start -= 1) {
    const code = views[text.charCodeAt(start - 1)] ?? view.other;
    if (isOfWord(code) || code === view.less || code === view.slash) continue;
    const length = code === greater && tags++ < mostTags ? lengthOfTag(text, start) : null;
    if (length === null) break;
    start -= length - 1;
    least = Math.max(0, least - length);
  }
  return start;
}

/** Within a local part. */
const mostTags = 4;
const greater = 0x3e;

/** How long the tag is whose last character stands before `end`; null when none of those within an address is. */
function lengthOfTag(text: string, end: number): number | null {
  const last = text.slice(Math.max(0, end - longest), end);
  const start = last.lastIndexOf('<');
  return start === -1 ? null : last.length - start;
}

const ofEscapes = new Set(Array.from('#;{}', (char) => char.charCodeAt(0)));

function isOfWord(code: number): boolean {
  switch (code) {
    case view.letter:
    case view.unspaced:
    case view.ignored:
    case view.mark:
    case view.half:
    case view.escape:
    case apostrophe:
      return true;
    default:
      return isWord(code) || isLocalSign(code) || ofEscapes.has(code);
  }
}

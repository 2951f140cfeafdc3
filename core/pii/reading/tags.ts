import { escapeAt } from './escapes';
import { isLetter, view } from './views';

/** A tag of HTML in a text: what people see in its place, and where it ends. */
interface Tag {
  view: number;
  end: number;
}

/** `incomplete` when the text ends before it is decided whether this is one; null when it is none that is known. */
export type TagAt = Tag | 'incomplete' | null;

/** A longer one is none, so that a look ahead stays short. */
const longestTag = 160;

const words = (names: string): ReadonlySet<string> => new Set(names.split(/\s+/));

/** Of these only what stands between them is seen. */
const inline = words(
  'a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr output q s samp small span strike strong time tt u var',
);
/** They begin a line. */
const blocks = words(
  'address article blockquote body br center dd div dl dt footer form header hr html li main ol p pre section table tbody tfoot thead tr ul',
);
const cells = words('td th');

const longestName = 10;

/** Reads the tag behind the `<` that ends at `from`. One whose signs are escaped has no attributes. */
export function tagBehind(text: string, from: number, isEscaped: boolean): TagAt {
  const { code: first, end } = unitAt(text, from);
  if (first === view.end) return 'incomplete';
  if (first === exclamation) return isEscaped ? null : commentAt(text, from);
  const isClosing = first === view.slash;
  const start = isClosing ? end : from;
  let at = start;
  while (at < start + longestName && isLetter(text.charCodeAt(at))) at += 1;
  const shown = shownFor(text.slice(start, at).toLowerCase(), isClosing);
  if (at >= text.length) return 'incomplete';
  return shown === null ? null : endOfTag(text, at, { shown, isEscaped });
}

const exclamation = 0x21;
const greater = 0x3e;
const equals = 0x3d;

function shownFor(name: string, isClosing: boolean): number | null {
  if (inline.has(name)) return view.mark;
  if (name === 'wbr') return view.ignored;
  // What follows the end of a line or a cell begins another one.
  if (cells.has(name)) return isClosing ? view.mark : view.bar;
  if (blocks.has(name)) return isClosing ? view.mark : view.lineBreak;
  return null;
}

function endOfTag(text: string, from: number, { shown, isEscaped }: { shown: number; isEscaped: boolean }): TagAt {
  const close = afterBlanks(text, from);
  let { code, end } = unitAt(text, close);
  if (code === view.slash) ({ code, end } = unitAt(text, end));
  if (code === view.end) return 'incomplete';
  if (code === greater) return { view: shown, end };
  return isEscaped || close === from ? null : endOfAttributes(text, close, shown);
}

/** Whatever they are, the first has a value; there is no `@` in them, so that no address is read over. */
function endOfAttributes(text: string, from: number, shown: number): TagAt {
  let at = from;
  while (at < from + longestTag && isOfName(text.charCodeAt(at))) at += 1;
  if (at >= text.length) return 'incomplete';
  if (at === from || text.charCodeAt(at) !== equals) return null;
  for (; at < from + longestTag; at += 1) {
    if (at >= text.length) return 'incomplete';
    const code = text.charCodeAt(at);
    if (code === greater) return { view: shown, end: at + 1 };
    if (code === view.less || code === view.at) return null;
  }
  return null;
}

const comment = { open: '!--', close: '-->', longest: 64 };

function commentAt(text: string, from: number): TagAt {
  const { open, close, longest } = comment;
  const begun = text.slice(from, from + open.length);
  if (begun !== open) return open.startsWith(begun) && from + begun.length >= text.length ? 'incomplete' : null;
  const inside = text.slice(from + open.length, from + open.length + longest + close.length);
  const end = inside.indexOf(close);
  const said = end === -1 ? inside : inside.slice(0, end);
  if (/[<>@]/.test(said)) return null;
  if (end !== -1) return { view: view.ignored, end: from + open.length + end + close.length };
  return inside.length < longest + close.length ? 'incomplete' : null;
}

/** A sign of a tag, which may be escaped as `&gt;` or `\/`. */
function unitAt(text: string, at: number): { code: number; end: number } {
  if (at >= text.length) return { code: view.end, end: at };
  const code = text.charCodeAt(at);
  if (code !== 0x26 && code !== 0x5c) return { code, end: at + 1 };
  const escape = escapeAt(text, at);
  if (escape === 'incomplete') return { code: view.end, end: at };
  return escape === null ? { code, end: at + 1 } : { code: escape.codePoint, end: escape.end };
}

function afterBlanks(text: string, from: number): number {
  let at = from;
  while (at < from + 4 && isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function isOfName(code: number): boolean {
  return isLetter(code) || (code >= 0x30 && code <= 0x3a) || code === view.hyphen || code === view.underscore;
}

/** Where a tag begins of which the text has not all; null when there is none. */
export function unfinishedTagAt(text: string): number | null {
  return unfinishedEscapedTag(text) ?? unfinishedPlainTag(text);
}

function unfinishedPlainTag(text: string): number | null {
  const at = text.lastIndexOf('<');
  if (at < text.length - longestTag - longestName || text.includes('>', at)) return null;
  return at >= 0 && tagBehind(text, at + 1, false) === 'incomplete' ? at : null;
}

const openings = /&(?:amp;){0,3}lt;|\\{1,8}(?:u003[cC]|x3[cC])/g;
/** With what its own signs are escaped by. */
const longestEscapedTag = 64;

function unfinishedEscapedTag(text: string): number | null {
  const offset = Math.max(0, text.length - longestEscapedTag);
  const last = text.slice(offset);
  if (!/[\\&]/.test(last)) return null;
  for (const { 0: sign, index } of [...last.matchAll(openings)].reverse()) {
    if (tagBehind(last, index + sign.length, true) === 'incomplete') return offset + index;
  }
  return null;
}

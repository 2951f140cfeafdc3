import { leftContext } from '../../text';
import { escapeAt } from './escapes';
import { tagBehind } from './tags';
import { isDigit, view, viewOfAstral, views } from './views';

/** More characters in a row that show nothing are no longer passed over, so that a look ahead stays short. */
const ignoredInARow = 4;

/**
 * Reads a text as people would: escapes are the characters they stand for, digits of all scripts are digits, and what
 * shows nothing is passed over. It remembers whether it ever wanted to see more than there is: what was found without
 * that holds whatever text follows.
 */
export class Reader {
  readonly text: string;
  /** The `view` of the character that was read last. */
  code: number = view.end;
  /** Where it stands in the text; what was passed over before it is not part of it. */
  start = 0;
  end = 0;
  /** The text's end was looked at. */
  touchedEnd = false;
  /** Where an escape begins of which the text has not all; beyond the text when there is none. */
  pendingAt = Infinity;

  constructor(text: string) {
    this.text = text;
  }

  /** From now on it counts whether the text's end is looked at. */
  forgetEnd(): void {
    this.touchedEnd = false;
  }

  /** Reads the character at `at` and gives its view. */
  read(at: number): number {
    let start = at;
    for (let ignored = 0; ; ignored++) {
      const code = this.#readOne(start);
      if (code !== view.ignored) return code;
      if (ignored === ignoredInARow) return (this.code = view.other);
      start = this.end;
    }
  }

  #readOne(at: number): number {
    const { text } = this;
    this.start = at;
    if (at >= text.length) {
      this.touchedEnd = true;
      this.end = at;
      return (this.code = view.end);
    }
    const unit = views[text.charCodeAt(at)] ?? view.other;
    this.end = at + 1;
    const code = unit === view.escape ? this.#readEscape(at) : unit;
    if (code === view.less) return (this.code = this.#readTag(unit !== code));
    return (this.code = code === view.half ? this.#readPair(at) : code);
  }

  #readTag(isEscaped: boolean): number {
    const tag = tagBehind(this.text, this.end, isEscaped);
    if (tag === 'incomplete') this.touchedEnd = true;
    if (tag === 'incomplete' || tag === null) return view.less;
    this.end = tag.end;
    return tag.view;
  }

  #readEscape(at: number): number {
    const escape = escapeAt(this.text, at);
    if (escape === 'incomplete') {
      this.touchedEnd = true;
      this.pendingAt = Math.min(this.pendingAt, at);
    }
    if (escape === 'incomplete' || escape === null) return this.text.charCodeAt(at);
    this.end = escape.end;
    return viewOf(escape.codePoint);
  }

  #readPair(at: number): number {
    const codePoint = this.text.codePointAt(at) ?? 0;
    if (codePoint <= 0xffff) return view.other;
    this.end = at + 2;
    return viewOfAstral(codePoint);
  }
}

function viewOf(codePoint: number): number {
  if (codePoint > 0xffff) return viewOfAstral(codePoint);
  const code = views[codePoint] ?? view.other;
  return code === view.escape || code === view.half ? view.other : code;
}

/** What stands before a place in a text; the last is the nearest. */
export interface Before {
  codes: number[];
  starts: number[];
}

/** Reads what stands before `at`, as far as a rule may look back, or from `from`. */
export function readBefore(reader: Reader, at: number, from = at - leftContext): Before {
  const before: Before = { codes: [], starts: [] };
  for (let next = Math.max(0, from); next < at; next = reader.end) {
    const code = reader.read(next);
    if (reader.start >= at) break;
    before.codes.push(code);
    before.starts.push(reader.start);
  }
  return before;
}

/** The first digit at or after `from` that may begin a number; the text's length when there is none. */
export function nextDigit(reader: Reader, from: number): number {
  const { text } = reader;
  for (let at = from; at < text.length;) {
    const code = views[text.charCodeAt(at)] ?? view.other;
    if (isDigit(code)) return at;
    if (code !== view.escape && code !== view.half) {
      at += 1;
      continue;
    }
    if (isDigit(reader.read(at))) return reader.start;
    at = reader.end;
  }
  return text.length;
}

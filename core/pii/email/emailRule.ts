import type { Replacement, TextRule, TextSearch } from '../../text';
import { Reader } from '../reading/reader';
import { readDomain } from './domain';
import { localPartBefore, startOfLocalPart } from './localPart';
import { isNoAddress } from './noAddress';

/** Every way to write an `@`; the rest of an address is looked for around it, so that text without one costs nothing. */
const atSign =
  /[@\uff20\ufe6b]|%(?:25){0,3}40|&(?:amp;){0,3}(?:#0{0,5}64(?:;|(?!\d))|#[xX]0{0,5}40(?:;|(?![\da-fA-F]))|commat;)|(?<!\\)\\{1,8}(?:u0040|x40|u\{0{0,4}40\})/g;

/** Finds e-mail addresses. */
export function emailRule(mark: string): TextRule {
  return { search: (text) => new EmailSearch(text, mark) };
}

class EmailSearch implements TextSearch {
  readonly #reader: Reader;
  readonly #mark: string;
  /** From here on there is none. */
  #noneFrom = Infinity;

  constructor(text: string, mark: string) {
    this.#reader = new Reader(text);
    this.#mark = mark;
  }

  next(from: number): Replacement | null {
    for (let at = this.#nextAt(from); at !== null; at = this.#nextAt(at.end)) {
      const found = this.#addressAround(at, from);
      if (found !== null) return { ...found, text: this.#mark, rule: 'email' };
    }
    return null;
  }

  /** Nothing is open whose fate was decided without a look at the text's end, but for a word that an `@` may follow. */
  openFrom(from: number): number {
    const reader = this.#reader;
    for (let at = this.#nextAt(from); at !== null; at = this.#nextAt(at.end)) {
      reader.forgetEnd();
      this.#addressAround(at, from);
      if (reader.touchedEnd) return localPartBefore(reader.text, at.start, from)?.start ?? from;
    }
    return Math.max(from, startOfLocalPart(reader.text));
  }

  #nextAt(from: number): { start: number; end: number } | null {
    if (from >= this.#noneFrom) return null;
    atSign.lastIndex = from;
    const match = atSign.exec(this.#reader.text);
    if (match === null) {
      this.#noneFrom = from;
      return null;
    }
    return { start: startWithBackslashes(this.#reader.text, match.index), end: atSign.lastIndex };
  }

  #addressAround(at: { start: number; end: number }, from: number): { start: number; end: number } | null {
    const local = localPartBefore(this.#reader.text, at.start, from);
    if (local === null) return null;
    const domain = readDomain(this.#reader, at.end);
    if (domain === null || isNoAddress(local.name, domain)) return null;
    return { start: domain.emphasised ? local.emphasised : local.start, end: domain.end };
  }
}

/** `\@` is one, whose backslashes are no part of the word before it. */
function startWithBackslashes(text: string, at: number): number {
  let start = at;
  while (start > at - mostBackslashes && text.charCodeAt(start - 1) === 0x5c) start -= 1;
  return start;
}

/** As many as the reader takes for one escape. */
const mostBackslashes = 8;

import type { Replacement, TextRule, TextSearch } from '../text';
import { nativeBeginning, nativeMatchAt, runStart, wordCharacters } from './nativePattern';
import { emailPattern, maxLocalPart } from './patterns';

const localPartStart = runStart(`${wordCharacters}.%+-`);
const addressStart = runStart(`${wordCharacters}.%+-@`);
const matchAt = nativeMatchAt(emailPattern.source);
const beginning = nativeBeginning([emailPattern.source]);

/** Finds e-mail addresses from their `@`, so that text without one costs nothing. */
export function emailRule(mark: string): TextRule {
  return { search: (text) => new EmailSearch(text, mark) };
}

class EmailSearch implements TextSearch {
  readonly #text: string;
  readonly #mark: string;

  constructor(text: string, mark: string) {
    this.#text = text;
    this.#mark = mark;
  }

  next(from: number): Replacement | null {
    const text = this.#text;
    for (let at = text.indexOf('@', from); at !== -1; at = text.indexOf('@', at + 1)) {
      const first = Math.max(from, localPartStart(text, at), at - maxLocalPart);
      for (let start = first; start < at; start++) {
        // A start inside a word would be refused: what comes into question is the run's start and what follows a dot.
        if (start > first && text[start - 1] !== '.') continue;
        const length = matchAt(text, start);
        if (length > 0) return { start, end: start + length, text: this.#mark, rule: 'email' };
      }
    }
    return null;
  }

  openFrom(from: number): number {
    const text = this.#text;
    return beginning(text, Math.max(from, addressStart(text, text.length)));
  }
}

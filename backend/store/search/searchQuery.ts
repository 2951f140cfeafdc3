import { searchWords } from './searchWords';

/** More words only narrow what twenty have narrowed already. */
const maxWords = 20;

/** The words that a search for `text` asks for; none for a text without a word. */
export function wordsAsked(text: string): string[] {
  return searchWords(text).slice(0, maxWords);
}

/** A `tsquery` that finds rows with every word, each by its beginning. */
export function searchQuery(words: readonly string[]): string {
  // Words hold no quote and no backslash, so nothing in them is an operator.
  return words.map((word) => `'${word}':*`).join(' & ');
}

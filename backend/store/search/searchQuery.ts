import { searchWords } from './searchWords';

/** More words only narrow what twenty have narrowed already. */
const maxWords = 20;

/** A `tsquery` that finds rows with every word of `text`, each by its beginning; null for a text without a word. */
export function searchQuery(text: string): string | null {
  const words = searchWords(text).slice(0, maxWords);
  // Words hold no quote and no backslash, so nothing in them is an operator.
  return words.length === 0 ? null : words.map((word) => `'${word}':*`).join(' & ');
}

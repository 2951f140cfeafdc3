/** More words only narrow what twenty have narrowed already. */
const maxWords = 20;

/**
 * A `to_tsquery` text that finds rows with every word of `text`, each by its beginning. Words are quoted, so nothing in
 * them is an operator.
 */
export function searchQuery(text: string): string {
  return text
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, maxWords)
    .map((word) => `'${word.replace(/['\\]/g, '$&$&')}':*`)
    .join(' & ');
}

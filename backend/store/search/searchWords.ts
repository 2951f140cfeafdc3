/** Longer words are found by their beginning; nobody types more of one. In UTF-8 it stays below PostgreSQL's 2 KB. */
export const maxWordChars = 64;
/** What is read of a text. A row's words hold at most 1 MB in PostgreSQL; those of this many characters stay below it. */
export const maxSearchChars = 64 * 1024;

const separators = /[^\p{L}\p{M}\p{N}]+/u;

/**
 * The words by which a text is found, each once: runs of letters, marks and digits, in lower case. Split here and not by
 * `to_tsvector`, which took most of the time of storing a long call. Those of many texts: `createWordTable`.
 */
export function searchWords(text: string): string[] {
  const words = new Set(text.slice(0, maxSearchChars).toLowerCase().normalize('NFC').split(separators));
  words.delete('');
  return Array.from(words, (word) => (word.length > maxWordChars ? word.slice(0, maxWordChars).toWellFormed() : word));
}

import fc from 'fast-check';
import { searchWords } from '../search/searchWords';
import { createWordTable } from './wordTable';

/** By word: the texts that have it, as a search for each of them would say. */
function searched(texts: readonly string[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  const withWords = texts.map(searchWords).filter(({ length }) => length > 0);
  for (const [text, words] of withWords.entries()) {
    for (const word of words) found.set(word, [...(found.get(word) ?? []), text]);
  }
  return found;
}

function tableOf(texts: readonly string[], factor?: number) {
  const table = createWordTable(factor);
  for (const text of texts) expect(table.add(text)).toBe(searchWords(text).length > 0);
  return table;
}

test('property: it has the words that a search asks for, whatever comes again and whatever looks alike', () => {
  // By 31 two and two of 'an', 'c0', 'as' and 'c5' have the same sum, as all has that is put together of them.
  const part = fc.constantFrom(
    'an',
    'C0',
    'as',
    'c5',
    '9',
    ' ',
    ' ',
    '_',
    '\n',
    'é',
    'e\u0301',
    'İ',
    'К',
    '你好',
    '𐐨',
    '\ud800',
  );
  const text = fc.array(part, { maxLength: 80 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(text, { maxLength: 12 }), (texts) => {
      expect(tableOf(texts, 31).textsOf()).toEqual(searched(texts));
    }),
  );
});

test('of words that are cut what is left is the same word, and of texts the beginning counts', () => {
  const long = 'x'.repeat(64);
  const texts = [`${long}a ${long}b`, long, `${' '.repeat(70_000)}late`, `${'one '.repeat(20_000)}late`];
  expect(tableOf(texts).textsOf()).toEqual(
    new Map([
      [long, [0, 1]],
      ['one', [2]],
    ]),
  );
});

test('it grows with its words, and tells what they take', () => {
  const texts = Array.from({ length: 40 }, (_, text) =>
    Array.from({ length: 1_000 }, (_word, index) => `Word${text * 500 + index}`).join(', '),
  );
  const table = tableOf(texts);
  const expected = searched(texts);
  expect(table.textsOf()).toEqual(expected);
  expect(table.bytes).toBe([...expected.keys()].join('').length);
});

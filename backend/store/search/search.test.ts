import { searchQuery, wordsAsked } from './searchQuery';
import { maxSearchChars, searchWords } from './searchWords';

test('words are runs of letters, marks and digits, each once, in lower case', () => {
  expect(searchWords('Say "tool_call" to jane.doe@example.com, Tool CALL 42!')).toEqual([
    'say',
    'tool',
    'call',
    'to',
    'jane',
    'doe',
    'example',
    'com',
    '42',
  ]);
});

test('the same letters are the same word however they are composed', () => {
  expect(searchWords('Zoe\u0308')).toEqual(searchWords('zo\u00eb'));
});

test('scripts without spaces are words from one punctuation mark to the next', () => {
  expect(searchWords('你好，世界')).toEqual(['你好', '世界']);
});

test('a word is cut where nobody types on, and never to half a character', () => {
  expect(searchWords('x'.repeat(500))).toEqual(['x'.repeat(64)]);
  for (const word of searchWords(`a${'𐐨'.repeat(500)} \ud800 z`)) expect(word.isWellFormed()).toBe(true);
});

test('of a text that is too long the beginning counts', () => {
  expect(searchWords(`first ${' '.repeat(maxSearchChars)} last`)).toEqual(['first']);
});

test('a query asks for every word by its beginning, and holds no operator of the text', () => {
  expect(searchQuery(wordsAsked("don't | !x:* <-> \\'"))).toBe("'don':* & 't':* & 'x':*");
});

test('a text without a word asks for none', () => {
  expect(wordsAsked('!!! ???')).toEqual([]);
});

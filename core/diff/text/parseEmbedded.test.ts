import { parseEmbedded } from './parseEmbedded';

test('objects and arrays in a string are read, other JSON and prose are text', () => {
  expect(parseEmbedded(' {"city":"Rome"} ')).toEqual({ city: 'Rome' });
  expect(parseEmbedded('[1,2]')).toEqual([1, 2]);
  for (const text of ['12', '"a"', '{not json}', 'a {b}', '']) expect(parseEmbedded(text)).toBeUndefined();
});

test('what nests too deeply, or holds more values than memory has room for, is text', () => {
  expect(parseEmbedded(`${'['.repeat(100)}${']'.repeat(100)}`)).toBeDefined();
  expect(parseEmbedded(`${'['.repeat(101)}${']'.repeat(101)}`)).toBeUndefined();
  expect(parseEmbedded(`[${'0,'.repeat(999_997)}0]`)).toHaveLength(999_998);
  expect(parseEmbedded(`[${'0,'.repeat(1_000_000)}0]`)).toBeUndefined();
});

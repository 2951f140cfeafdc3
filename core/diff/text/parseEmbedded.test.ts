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

test.each(['[REDACTED]', '[masked, 3f9a1c…]', '{see above}', '[see (1)]', '{0}', '[a-z]'])(
  'does not ask the parser about %s',
  (text) => {
    const parse = jest.spyOn(JSON, 'parse');
    expect(parseEmbedded(text)).toBeUndefined();
    expect(parse).not.toHaveBeenCalled();
    parse.mockRestore();
  },
);

test.each([
  '[]',
  '{}',
  ' {\n"a":1}',
  '[ [1]]',
  '[-1]',
  '[true]',
  '[null]',
  '[ "x" ]',
  '[{"a":1}]',
  `{${' '.repeat(80)}"a":1}`,
])('reads %s', (text) => {
  expect(parseEmbedded(text)).toEqual(JSON.parse(text));
});

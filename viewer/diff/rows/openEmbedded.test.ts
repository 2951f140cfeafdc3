import { openEmbedded } from './openEmbedded';

test('JSON in a string is opened, however it is spaced', () => {
  expect(openEmbedded('{"a":[1,2]}')).toEqual({ a: [1, 2] });
  expect(openEmbedded(' {\n  "a" : "x  y"\n}\n')).toEqual({ a: 'x  y' });
});

test('numbers in it keep their spelling', () => {
  const opened = openEmbedded('{"id":12345678901234567890,"t":1.0}');
  expect(Object.values(opened ?? {}).map(String)).toEqual(['12345678901234567890', '1.0']);
});

test.each(['text', '', '{}', '[]', '{not json}', '[1] and more', '"{\\"a\\":1}"'])('other text is not: %s', (text) => {
  expect(openEmbedded(text)).toBeNull();
});

test.each([
  ['a repeated key', '{"a":1,"a":2}'],
  ['an escape that hides a letter', '{"\\u0061":1}'],
])('what would read differently stays a string: %s', (_, text) => {
  expect(openEmbedded(text)).toBeNull();
});

test('nesting too deep to write out again stays a string', () => {
  expect(openEmbedded('['.repeat(50_000) + ']'.repeat(50_000))).toBeNull();
});

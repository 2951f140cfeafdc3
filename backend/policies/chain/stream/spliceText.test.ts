import { isWrittenPlainly, spliceText } from './spliceText';

const chunk = '{"id":"c","n":12345678901234567890,"choices":[{"index":0,"delta":{"content":"Hello, you"}}]}';

test('one string is exchanged, and nothing else', () => {
  expect(spliceText(chunk, 'Hello, you', 'Bye "x"\n')).toBe(chunk.replace('Hello, you', 'Bye \\"x\\"\\n'));
});

test.each([
  ['not there', '{"a":"b"}', 'c'],
  ['there twice', '{"a":"b","c":"b"}', 'b'],
  ['there as a key too', '{"content":"content"}', 'content'],
  ['there across two strings too', '{"a":"x","b":","}', ','],
  ['overlapping itself', '{"a":"","","b":1}', ','],
])('a string that is %s is left to the parser', (_why, json, before) => {
  expect(spliceText(json, before, 'z')).toBeNull();
});

test('a string that was written before may be exchanged again', () => {
  const once = spliceText(chunk, 'Hello, you', 'say "c"') ?? '';
  expect(spliceText(once, 'say "c"', 'Bye')).toBe(chunk.replace('Hello, you', 'Bye'));
});

test('with escapes a string may be written in many ways', () => {
  expect([isWrittenPlainly(chunk), isWrittenPlainly('{"a":"\\u0062"}')]).toEqual([true, false]);
});

import { formatPath } from './formatPath';

test('a path reads like an expression', () => {
  expect(formatPath([])).toBe('');
  expect(formatPath(['messages', 0, 'content'])).toBe('messages[0].content');
  expect(formatPath(['metadata', 'a key', 'x-id'])).toBe('metadata["a key"].x-id');
  expect(formatPath(['__proto__'])).toBe('__proto__');
});

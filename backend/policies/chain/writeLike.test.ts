import type { Json } from '@lens/core/json';
import { writeLike } from './writeLike';

/** What becomes of `source` when a policy changes a text of it. */
function changed(source: string): string {
  return writeLike(source, JSON.parse(source.replaceAll('secret', 'gone')) as Json);
}

test.each([
  '{"seed":9007199254740993,"text":"secret"}',
  '{"deep":[{"id":12345678901234567890},"secret",[-0.12345678901234567890,1E400,-0,1e2]]}',
  '{"__proto__":{"constructor":12345678901234567890},"a":"secret"}',
  '{"a":{"b":9007199254740993},"b":9007199254740993,"c":"secret 1e5 1234567890123456"}',
])('numbers are written as they stood, whatever else changes: %s', (source) => {
  expect(changed(source)).toBe(source.replaceAll('secret', 'gone'));
});

test('a number that a policy changed, moved or made is its own', () => {
  const source = '{"seed":9007199254740993,"list":[1e400,2]}';
  expect(writeLike(source, { seed: 5, list: [2], more: 9007199254740992 })).toBe(
    '{"seed":5,"list":[2],"more":9007199254740992}',
  );
  expect(writeLike(source, { list: { 0: 1 }, seed: null })).toBe('{"list":{"0":1},"seed":null}');
  expect(writeLike(source, [3])).toBe('[3]');
});

test('without such numbers it is plain JSON', () => {
  const value = { a: 1.5, b: '1234567890123456', c: [null, true] };
  expect(writeLike(JSON.stringify(value), value)).toBe(JSON.stringify(value));
});

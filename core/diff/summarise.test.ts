import fc from 'fast-check';
import type { Json } from '../json';
import { diff, summarizeDiff } from '.';

const summary = (left: Json, right: Json): string => summarizeDiff(diff(left, right));
const message = (content: string): Json => ({ role: 'user', content });

test.each<[string, Json, Json]>([
  ['no changes', { a: 1 }, { a: 1 }],
  [
    '2 messages inserted at messages[1]',
    { messages: [message('a')] },
    { messages: [message('a'), message('b'), message('c')] },
  ],
  ['1 tool removed at tools[0]', { tools: [{ name: 'x' }] }, { tools: [] }],
  ['user removed; temperature added', { user: 'ann' }, { temperature: 1 }],
  ['model replaced', { model: 'alpha' }, { model: 'omega' }],
  ['stop changed from null to array', { stop: null }, { stop: ['x'] }],
  ['text: 2 words replaced', { text: 'my pin 47 11 ok' }, { text: 'my pin [X] ok' }],
  ['text: 1 word added', { text: 'one two' }, { text: 'one and two' }],
  ['text: 1 word removed', { text: 'one and two' }, { text: 'one two' }],
  ['text: spacing changed', { text: 'one  two\r\n' }, { text: 'one two\n' }],
  ['text: punctuation changed', { text: 'It’s fine - if (a == b)' }, { text: "It's fine – if (a === b)" }],
  ['text: 1 word added', { text: 'well done 😀' }, { text: 'well done 😀 😁' }],
  ['messages[0].role replaced', { messages: [message('hi')] }, { messages: [{ role: 'developer', content: 'hi' }] }],
  ['body changed from string to object', 'text', {}],
  ['a replaced; b replaced; 2 more changes', { a: 1, b: 1, c: 1, d: 1 }, { a: 2, b: 2, c: 2, d: 2 }],
])('%s', (expected, left, right) => {
  expect(summary(left, right)).toBe(expected);
});

test('stays short, however deep the path', () => {
  let [left, right]: [Json, Json] = [1, 2];
  for (let depth = 0; depth < 100; depth++) [left, right] = [{ 'a key': left }, { 'a key': right }];
  expect(summary(left, right).length).toBeLessThan(150);
});

test('never tells a value', () => {
  const secret = fc.stringMatching(/^[a-z]{8,12}[0-9]{4}$/);
  const body = (text: string): fc.Arbitrary<Json> =>
    fc.constantFrom<Json>(
      { a: text },
      { a: `see ${text} here` },
      { a: [text] },
      { a: { b: text } },
      [text, 1],
      { a: JSON.stringify({ b: text }) },
      { a: 1 },
    );
  const pair = fc
    .tuple(secret, secret)
    .chain(([one, other]) => fc.tuple(fc.constant([one, other]), body(one), body(other)));
  fc.assert(
    fc.property(pair, ([secrets, left, right]) => {
      for (const text of secrets) expect(summary(left, right)).not.toContain(text);
    }),
  );
});

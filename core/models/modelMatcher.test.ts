import { modelMatcher } from './modelMatcher';

test.each([
  ['gpt-5', 'gpt-5', true],
  ['gpt-5', 'gpt-5-mini', false],
  ['gpt-*', 'gpt-5', true],
  ['gpt-*', 'GPT-5', false],
  ['*-mini', 'gpt-5-mini', true],
  ['a*b*c', 'a-b-b-c', true],
  ['a*b*c', 'acb', false],
  ['ab*ba', 'aba', false],
  ['*', '', true],
  ['a*c', 'a\nc', true],
  ['a.*', 'abc', false],
])('%s and %j: %s', (pattern, model, matches) => {
  expect(modelMatcher(pattern)(model)).toBe(matches);
});

test('many wildcards take no time on a name that a caller made for them', () => {
  expect(modelMatcher(`${'*a'.repeat(40)}*b`)(`${'a'.repeat(5_000)}c`)).toBe(false);
});

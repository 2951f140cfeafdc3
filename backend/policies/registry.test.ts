import type { PolicyEnvironment } from './environment/policyEnvironment';
import { lentTo } from './testing/environments';
import { createPolicy, policyKinds, validatePolicy } from './registry';

const taken: string[] = [];

/** An environment that notes what is taken of it. */
const environment = new Proxy(lentTo('mine'), {
  get(lent, key: keyof PolicyEnvironment) {
    taken.push(key);
    return lent[key];
  },
});

const replacing = (...rules: unknown[]) => validatePolicy({ use: 'text-replacement', options: { rules } });

test.each([
  ['noop', {}],
  ['pii-redaction', {}],
  ['pii-redaction', { patterns: ['card'], mark: '***', apply_to: 'both', kinds: ['text'], signed_thinking: 'rewrite' }],
  ['text-replacement', { rules: [{ find: 'a', replace: '' }] }],
  ['text-replacement', { rules: [{ regex: '(?<y>\\d{4})-(\\d\\d)', replace: '$2/$<y>', ignore_case: true }] }],
])('%s takes the options %j', (use, options) => {
  expect(validatePolicy({ use, options })).toEqual([]);
  expect(createPolicy({ name: 'mine', use, options }, environment).name).toBe('mine');
});

test('an unknown policy is refused with the names of those there are', () => {
  expect(validatePolicy({ use: './evil.js', options: {} })).toEqual([
    `there is no policy "./evil.js"; there are ${policyKinds.join(', ')}`,
  ]);
  expect(validatePolicy({ use: '__proto__', options: {} })).toHaveLength(1);
});

test.each([
  ['noop', { a: 1 }, /options.*"a"/],
  ['pii-redaction', { patterns: ['cards'] }, /options\.patterns\[0\]: .*"card"/],
  ['pii-redaction', { patterns: [] }, /options\.patterns: /],
  ['pii-redaction', { apply_to: 'answer' }, /options\.apply_to: .*"response"/],
  ['pii-redaction', { mark: '' }, /options\.mark: /],
  ['text-replacement', {}, /options\.rules: /],
  ['text-replacement', { rules: [] }, /options\.rules: /],
])('%s refuses the options %j and names the place', (use, options, problem) => {
  const problems = validatePolicy({ use, options });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(problem);
});

test.each([
  ['a pattern that does not parse', { regex: '(', replace: '' }, /Unterminated group/],
  ['a pattern that matches nothing', { regex: 'a*', replace: '' }, /matches the empty text/],
  ['a lookahead', { regex: 'a(?=b)', replace: '' }, /\(\?=/],
  ['a back reference', { regex: '(a)\\1', replace: '' }, /back reference/],
  ['a group that is not there', { regex: '(a)', replace: '$2' }, /\$2/],
  ['a named group that is not there', { regex: '(?<x>a)', replace: '$<y>' }, /\$<y>/],
  ['a repetition too large to hold', { regex: 'a{5000}', replace: '' }, /repeat count/],
  ['neither text nor pattern', { replace: '' }, /find|regex/],
  ['both text and pattern', { find: 'a', regex: 'b', replace: '' }, /find|regex/],
  ['no replacement', { find: 'a' }, /replace/],
])('text-replacement refuses %s', (_what, rule, problem) => {
  expect(replacing(rule).join()).toMatch(problem);
  const entry = { name: 'x', use: 'text-replacement', options: { rules: [rule] } };
  expect(() => createPolicy(entry, environment)).toThrow(/The policy x can't be made/);
});

test('the shipped policies are lent neither servers nor memory', () => {
  taken.length = 0;
  for (const use of ['noop', 'pii-redaction']) createPolicy({ name: 'mine', use, options: {} }, environment);
  expect(taken).toEqual(['heldBackChars']);
});

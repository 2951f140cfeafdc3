import fc from 'fast-check';
import { leftmost } from './leftmost';
import { literalRule } from './literalRule';
import { regexRule } from './regexRule';
import { rewriteText } from './rewriteText';
import type { TextRule } from './rule';
import { createTextChannel } from './textChannel';

const ignore = () => undefined;

const literal = (find: string, ignoreCase = false) => literalRule({ find, replace: '<>', ignoreCase, rule: find });
const regex = (source: string, replace = '<$&>', ignoreCase = false) =>
  regexRule({ regex: source, replace, ignoreCase, rule: source });

function openChannel(rule: TextRule, heldBackChars = Infinity, onLimit = ignore) {
  return createTextChannel(rule, { heldBackChars, report: ignore, onLimit });
}

function stream(rule: TextRule, pieces: string[], heldBackChars = Infinity): string[] {
  const channel = openChannel(rule, heldBackChars);
  return [...pieces.map((piece) => channel.push(piece)), channel.end()];
}

/** Rules whose matches nest, overlap, repeat, look around themselves and begin alike. */
const rules: Record<string, TextRule> = {
  'a literal': literal('abab'),
  'a literal that overlaps itself': literal('aabaa'),
  'a literal in any case': literal('aİb', true),
  'a class and a border': regex('\\b[ab]+\\b'),
  'a border inside': regex('a\\Bb|b\\b'),
  'an optional tail': regex('ab(?:ba)?'),
  'a lazy run': regex('a+?b'),
  'an alternative that begins another': regex('a|ab|abc'),
  'an alternative that begins another, longest first': regex('abc|ab|a'),
  'a counted repetition': regex('(?:ab){2,3}'),
  'an exact count': regex('[ab]{3}'),
  'a run without end': regex('a.*b'),
  'nested repetitions': regex('(?:a(?:b+c)*)+'),
  'the end of the text': regex('b+$'),
  'the start of the text': regex('^a+'),
  'starts and ends of lines': regex('(?m:^a|b$)'),
  'any case inside': regex('(?i:a)b'),
  'groups that are swapped': regex('(?<first>a+)(b+)', '$2$<first>'),
  'characters of two units': regex('😀+b?'),
  'anything but': regex('[^a]b'),
  'letters of any script': regex('\\p{L}1'),
  'several rules': leftmost([regex('ab+'), literal('ba'), regex('a\\d'), literal('aba')]),
};

const letters = fc.constantFrom('a', 'b', 'c', '1', ' ', '\n', '.', '😀', 'İ', 'é', 'B', '\ud83d', '\ude00');
/** What a match begins with keeps matches frequent. */
const text = fc
  .array(fc.oneof(fc.constantFrom('a', 'b', 'ab', 'aab'), letters), { maxLength: 40 })
  .map((all) => all.join(''));

/** The text, cut anywhere, also inside a surrogate pair. */
const pieces = text.chain((whole) =>
  fc.array(fc.nat(whole.length), { maxLength: 8 }).map((cuts) => {
    const edges = [0, ...cuts.sort((a, b) => a - b), whole.length];
    return edges.slice(1).map((edge, index) => whole.slice(edges[index], edge));
  }),
);

describe.each(Object.entries(rules))('%s', (_name, rule) => {
  test('gives the same streamed as whole, wherever the stream is cut', () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        expect(stream(rule, parts).join('')).toBe(rewriteText(rule, parts.join(''), ignore));
      }),
      { numRuns: 400 },
    );
  });

  test('gives the same streamed one unit at a time', () => {
    fc.assert(
      fc.property(text, (whole) => {
        expect(stream(rule, whole.split('')).join('')).toBe(rewriteText(rule, whole, ignore));
      }),
    );
  });

  test('passes on only what no further text can change', () => {
    fc.assert(
      fc.property(text, (whole) => {
        const [atOnce = ''] = stream(rule, [whole, ' ']);
        // What came out must be the beginning of what comes out whatever follows.
        for (const next of ['', 'a', 'b', 'ab', '1', ' ', '\n']) {
          expect(rewriteText(rule, whole + next, ignore).startsWith(atOnce)).toBe(true);
        }
      }),
    );
  });
});

/** Lazy repetitions and alternatives that never win are left out: they are held back although their fate is known. */
test.each([
  'a literal',
  'a literal that overlaps itself',
  'a class and a border',
  'an optional tail',
  'a counted repetition',
  'an exact count',
  'a run without end',
  'nested repetitions',
  'anything but',
])('%s: holds back only what some further text would change', (name) => {
  const rule = rules[name];
  if (rule === undefined) throw new Error(`no such rule: ${name}`);
  const continuations = fewLetters(['a', 'b', 'c', ' '], 4);
  fc.assert(
    fc.property(text, (whole) => {
      const [atOnce = ''] = stream(rule, [whole]);
      const held = rewriteText(rule, whole, ignore).slice(atOnce.length);
      fc.pre(held !== '' && !/[\ud800-\udbff]$/.test(whole));
      const withOneMore = atOnce + held.charAt(0);
      const canChange = (next: string) => {
        const then = rewriteText(rule, whole + next, ignore);
        return !then.startsWith(withOneMore) || then.slice(withOneMore.length) !== held.slice(1) + next;
      };
      expect(continuations.some(canChange)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

function fewLetters(alphabet: string[], most: number): string[] {
  let longest = [''];
  const all: string[] = [];
  for (let length = 1; length <= most; length++) {
    longest = longest.flatMap((begun) => alphabet.map((letter) => begun + letter));
    all.push(...longest);
  }
  return all;
}

test.each([
  ['the words before a possible match', 'an account ab', 'an account '],
  ['a complete match that can not grow', 'say abab', 'say <>'],
  ['text that only looked like a match', 'say abac', 'say abac'],
])('passes on %s at once', (_what, input, output) => {
  expect(openChannel(literal('abab')).push(input)).toBe(output);
});

test.each([
  ['\\d{4}-\\d{4}', 'pin 12345', 'pin 1'],
  ['\\d{4}-\\d{4}', 'pin 1234-', 'pin '],
  ['\\d{4}-\\d{4}', 'pin 1234-5678', 'pin <1234-5678>'],
  ['\\d{4}-\\d{4}', 'pin 1234.', 'pin 1234.'],
  ['colou?r', 'the colou', 'the '],
  ['colou?r', 'the colour', 'the <colour>'],
  ['cat\\b', 'a cat', 'a '],
  ['cat\\b', 'a cat ', 'a <cat> '],
  ['cat\\b', 'a cats', 'a cats'],
  ['\\bcat', 'concat', 'concat'],
])('of the pattern %s in "%s" passes on "%s" at once', (source, input, output) => {
  expect(openChannel(regex(source)).push(input)).toBe(output);
});

test('a border is decided by the text before it, however long ago that was passed on', () => {
  const channel = openChannel(regex('\\bcat'));
  expect(channel.push('x'.repeat(1000))).toBe('x'.repeat(1000));
  expect(channel.push('cat cat')).toBe('cat <cat>');
});

test('what was put in is not looked at again', () => {
  expect(rewriteText(literalRule({ find: 'a', replace: 'aa', ignoreCase: false, rule: 'a' }), 'aba', ignore)).toBe(
    'aabaa',
  );
});

describe('the limit of held-back text', () => {
  test('lets go what exceeds it, once reported, and goes on', () => {
    const onLimit = jest.fn();
    const channel = openChannel(regex('a.*b'), 5, onLimit);
    expect(channel.push('axxxx')).toBe('');
    expect(channel.push('x')).toBe('axxxxx');
    expect(channel.push('yyy')).toBe('yyy');
    expect(channel.push('ayyyyyyyy')).toBe('ayyyyyyyy');
    expect(channel.push('a1b')).toBe('');
    expect(channel.end()).toBe('<a1b>');
    expect(onLimit).toHaveBeenCalledTimes(1);
  });

  test('replaces the matches in what it lets go', () => {
    expect(openChannel(regex('a[^.]*b'), 5).push('a12b34')).toBe('<a12b>34');
  });
});

test('long held-back text comes out as it would without being looked at less often', () => {
  const rule = regex('a[^.]*b');
  for (const text of [`a${'x'.repeat(5000)}b. b`, `a${'x'.repeat(5000)}. b`, `a${'x'.repeat(5000)}`]) {
    expect(stream(rule, text.split('')).join('')).toBe(rewriteText(rule, text, ignore));
  }
});

test('each replaced match is reported with its rule', () => {
  const report = jest.fn();
  const channel = createTextChannel(leftmost([literal('cat'), literal('dog')]), {
    heldBackChars: 100,
    report,
    onLimit: ignore,
  });
  channel.push('dog, ca');
  channel.push('t, dog');
  expect(report.mock.calls).toEqual([['dog'], ['cat'], ['dog']]);
});

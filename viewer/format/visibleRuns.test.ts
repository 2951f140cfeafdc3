import { visibleRuns, visibleString } from './visibleRuns';

const codes = (text: string) => visibleRuns(text).flatMap((run) => (run.hidden ? [run.code] : []));

test('ordinary text is one run', () => {
  expect(visibleRuns('plain\ttext\r\nwith lines\n')).toEqual([{ hidden: false, text: 'plain\ttext\r\nwith lines\n' }]);
  expect(visibleRuns('')).toEqual([]);
});

test('a bidirectional override is cut out and named', () => {
  expect(visibleRuns('a\u202Eb')).toEqual([
    { hidden: false, text: 'a' },
    { hidden: true, text: '\u202E', code: 'U+202E', name: 'right-to-left override' },
    { hidden: false, text: 'b' },
  ]);
});

test.each([
  ['zero width space', 'a\u200Bb', ['U+200B']],
  ['escape of a terminal colour', '\u001B[31m', ['U+001B']],
  ['line separator', 'a\u2028b', ['U+2028']],
  ['byte order mark', '\uFEFFa', ['U+FEFF']],
  ['Hangul filler', 'a\u3164', ['U+3164']],
  ['tag characters', 'a\u{E0041}\u{E0042}', ['U+E0041', 'U+E0042']],
  ['half a surrogate pair', 'a\uD800b', ['U+D800']],
  ['lone carriage return', 'a\rb', ['U+000D']],
])('%s is shown', (_name, text, expected) => {
  expect(codes(text)).toEqual(expected);
});

test('an emoji keeps its joiners and its selector, a second selector is shown', () => {
  expect(codes('👩‍👩‍👧 ❤️ 🧑🏽‍🚀')).toEqual([]);
  expect(codes('❤\uFE0F\uFE0F')).toEqual(['U+FE0F']);
  expect(codes('a\u200Db')).toEqual(['U+200D']);
});

test('the runs together are the text', () => {
  const text = '\u202Ea\u2028\u2029b\u{E0041}';
  expect(
    visibleRuns(text)
      .map((run) => run.text)
      .join(''),
  ).toBe(text);
});

test('spaces that look like a plain one are named only where they changed', () => {
  expect(codes('a\u00A0b\tc')).toEqual([]);
  expect(visibleRuns('a\u00A0b\tc\u2009', true).flatMap((run) => (run.hidden ? [[run.code, run.name]] : []))).toEqual([
    ['U+00A0', 'no-break space'],
    ['TAB', 'tab'],
    ['U+2009', 'space'],
  ]);
});

test('a tooltip has them spelt out', () => {
  expect(visibleString('gnp\u202Eexe')).toBe('gnp⟨U+202E⟩exe');
});

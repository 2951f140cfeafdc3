/** @jest-environment jsdom */
import { render } from '@testing-library/react';
import { VisibleText } from './VisibleText';

const html = (node: React.ReactElement): string => render(node).container.innerHTML;

test('what would reorder a text is shown as its code point', () => {
  expect(html(<VisibleText text={'a\u202Eb'} />)).toBe(
    'a<span class="lens-hidden-char" title="U+202E right-to-left override">U+202E</span>b',
  );
});

test.each(['דגם', 'نموذج', 'mixed דגם 1'])(
  'a word from right to left (%s) does not reorder those around it',
  (text) => {
    expect(html(<VisibleText text={text} />)).toBe(`<bdi>${text}</bdi>`);
  },
);

test.each(['gpt-5', '通义千问', 'café 🎉'])('other words (%s) need nothing around them', (text) => {
  expect(html(<VisibleText text={text} />)).toBe(text);
});

test('a piece of a longer text keeps its direction', () => {
  expect(html(<VisibleText text="שלום" running />)).toBe('שלום');
});

import { visibleText } from './visibleText';

const read = (text: string, changed = false): string =>
  visibleText(text, changed)
    .map((part) => (part.hidden ? `{${part.text}}` : part.text))
    .join('');

test('characters that hide or rearrange text are named', () => {
  expect(read('pay\u202Eevil\u200B')).toBe('pay{⟨U+202E⟩}evil{⟨U+200B⟩}');
  expect(read('\u001B[31mred')).toBe('{⟨U+001B⟩}[31mred');
});

test('spaces that look like a plain one are named only where they changed', () => {
  expect(read('a\u00A0b\tc')).toBe('a\u00A0b\tc');
  expect(read('a\u00A0b\tc', true)).toBe('a{⟨U+00A0⟩}b{⟨TAB⟩}c');
});

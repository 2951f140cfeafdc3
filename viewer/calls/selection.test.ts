import { inOrder, toggleSelected } from './selection';

test('a call is selected and taken away again', () => {
  expect(toggleSelected([], 'a')).toEqual(['a']);
  expect(toggleSelected(['a', 'b'], 'a')).toEqual(['b']);
});

test('a third call takes the place of the second', () => {
  expect(toggleSelected(['a', 'b'], 'c')).toEqual(['a', 'c']);
});

test('two calls are compared from the older to the newer, fewer not at all', () => {
  expect(inOrder(['019b', '019a'])).toEqual(['019a', '019b']);
  expect(inOrder(['019b'])).toBeNull();
});

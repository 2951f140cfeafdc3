import { drawnFactor, sumOf } from './wordSums';

test('words that were chosen to have one sum by a well-known factor have sums of their own', () => {
  const words = Array.from({ length: 1024 }, (_, word) =>
    Array.from({ length: 10 }, (_part, bit) => ((word >> bit) & 1 ? 'an' : 'c0')).join(''),
  );
  const sums = (factor: number) => new Set(words.map((word) => sumOf(Buffer.from(word), 0, word.length, factor))).size;
  expect(sums(31)).toBe(1);
  expect(sums(drawnFactor)).toBeGreaterThan(512);
});

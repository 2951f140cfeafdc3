import { countDifference, durationDifference, timeDifference } from './difference';

test.each([
  [1000, 1380, '38 % slower'],
  [1000, 620, '38 % faster'],
  [1000, 2400, '2.4 times as long'],
  [10, 1000, '100 times as long'],
  [1000, 1001, 'about the same'],
  [1000, 1000, 'the same'],
  [0, 12, '12.0 ms longer'],
  [null, 12, null],
  [12, null, null],
])('from %s to %s ms is %s', (a, b, words) => {
  expect(durationDifference(a, b)).toBe(words);
});

test.each([
  [800, 920, '120 more (15 %)'],
  [920, 800, '120 fewer (13 %)'],
  [0, 12, '12 more'],
  [10_000, 10_001, '1 more'],
  [5, 5, 'the same'],
  [null, 5, null],
])('from %s to %s tokens is %s', (a, b, words) => {
  expect(countDifference(a, b)).toBe(words);
});

test.each([
  ['2026-11-20T12:00:00.000Z', '2026-11-20T12:03:10.000Z', '3 min later'],
  ['2026-11-20T12:00:00.020Z', '2026-11-20T12:00:00.000Z', '20.0 ms earlier'],
  ['2026-11-20T12:00:00.000Z', '2026-11-22T13:00:00.000Z', '2 d later'],
  ['2026-11-20T12:00:00.000Z', '2026-11-20T12:00:00.000Z', 'at the same time'],
  ['never', '2026-11-20T12:00:00.000Z', null],
])('from %s to %s is %s', (a, b, words) => {
  expect(timeDifference(a, b)).toBe(words);
});

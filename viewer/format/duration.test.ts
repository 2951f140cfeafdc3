import { formatDuration } from './duration';

test.each([
  [0, '0 ms'],
  [0.004, '0 ms'],
  [0.42, '0.42 ms'],
  [0.5, '0.50 ms'],
  [3, '3.00 ms'],
  [33, '33.0 ms'],
  [3.14159, '3.14 ms'],
  [31.25, '31.3 ms'],
  [310.4, '310 ms'],
  [999.4, '999 ms'],
  [999.6, '1.00 s'],
  [1243, '1.24 s'],
  [59_940, '59.9 s'],
  [59_990, '1 min 00 s'],
  [125_000, '2 min 05 s'],
  [3_725_000, '1 h 02 min'],
  [-3, '−3.00 ms'],
])('%d ms reads %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test('an unknown duration is never shown as zero', () => {
  expect(formatDuration(null)).toBe('unknown');
  expect(formatDuration(Number.NaN)).toBe('unknown');
});

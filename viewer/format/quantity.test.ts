import { formatBytes, formatCost, formatCount, formatList, formatTokens } from './quantity';

test.each([
  [0, '0'],
  [812, '812'],
  [1000, '1k'],
  [12_440, '12.4k'],
  [204_800, '205k'],
  [999_700, '1M'],
  [1_240_000, '1.24M'],
])('%d tokens read %s', (count, text) => {
  expect(formatTokens(count)).toBe(text);
});

test.each([
  [0, '0 B'],
  [412, '412 B'],
  [12_440, '12.4 KB'],
  [2_097_152, '2.1 MB'],
  [3_000_000_000, '3 GB'],
])('%d bytes read %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [0, '$0'],
  [0.00000016, '$0.00000016'],
  [0.0041, '$0.0041'],
  [0.0785837, '$0.0786'],
  [0.5, '$0.5'],
  [0.9999, '$1.00'],
  [1.239, '$1.24'],
  [1200, '$1200.00'],
])('%d dollars read %s', (usd, text) => {
  expect(formatCost(usd)).toBe(text);
});

test('what is unknown says so', () => {
  expect(formatTokens(null)).toBe('unknown');
  expect(formatBytes(null)).toBe('unknown');
  expect(formatCost(null)).toBe('unknown');
});

test('counts agree with their noun', () => {
  expect(formatCount(1, 'change')).toBe('1 change');
  expect(formatCount(0, 'change')).toBe('0 changes');
  expect(formatCount(1200, 'reply', 'replies')).toBe('1,200 replies');
});

test('lists read like a sentence', () => {
  expect(formatList([])).toBe('');
  expect(formatList(['a'])).toBe('a');
  expect(formatList(['a', 'b'])).toBe('a and b');
  expect(formatList(['a', 'b', 'c'])).toBe('a, b and c');
});

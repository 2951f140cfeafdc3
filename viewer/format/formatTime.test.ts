import { formatAgo, formatLocal, formatUtc, formatUtcClock } from './formatTime';

const at = '2026-11-20T23:12:04.113Z';

test('UTC is written out, so that server and browser agree', () => {
  expect(formatUtc(at)).toBe('2026-11-20 23:12:04.113 UTC');
  expect(formatUtcClock(at)).toBe('23:12:04.113');
});

test('local time drops the date today and the milliseconds on other days', () => {
  const moment = new Date(2026, 10, 20, 9, 5, 7, 42);
  const iso = moment.toISOString();
  expect(formatLocal(iso, moment.getTime() + 1000)).toBe('09:05:07.042');
  expect(formatLocal(iso, new Date(2026, 10, 22).getTime())).toBe('20 Nov 09:05:07');
  expect(formatLocal(iso, new Date(2027, 1, 1).getTime())).toBe('20 Nov 2026 09:05:07');
});

test('ages are told under an hour only', () => {
  const now = new Date(at).getTime();
  expect(formatAgo(at, now + 1000)).toBe('just now');
  expect(formatAgo(at, now + 12_000)).toBe('12 s ago');
  expect(formatAgo(at, now + 4 * 60_000)).toBe('4 min ago');
  expect(formatAgo(at, now + 3_600_000)).toBeNull();
  expect(formatAgo(at, now - 120_000)).toBeNull();
});

test('what is no time stays as it came', () => {
  expect(formatUtc('soon')).toBe('soon');
  expect(formatLocal('soon', 0)).toBe('soon');
  expect(formatAgo('soon', 0)).toBeNull();
});

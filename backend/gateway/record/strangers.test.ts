import { beginningOf, Strangers } from './strangers';

test('of calls without a credential so many a minute are on record, however many come', () => {
  const strangers = new Strangers({ strangerRecordsPerMinute: 6 });
  const kept = (from: number, calls: number, everyMs: number) =>
    Array.from({ length: calls }, (_, index) => strangers.take(from + index * everyMs)).filter(Boolean).length;
  expect(kept(0, 1000, 0)).toBe(6);
  expect(kept(0, 1001, 60)).toBe(6);
  expect(kept(600_000, 1000, 0)).toBe(6);
});

test('and of each a few words', () => {
  expect(beginningOf('/v1/messages')).toBe('/v1/messages');
  expect(beginningOf('x'.repeat(10_000))).toHaveLength(256);
});

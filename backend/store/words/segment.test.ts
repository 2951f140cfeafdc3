import fc from 'fast-check';
import { callsWith, decodeSegment, encodeSegment } from './segment';
import { callsOfSegment, toSegments, type CallWords } from './segments';

const word = fc.constantFrom('a', 'account', 'accounts', 'b', 'number', 'zoë', 'überraschung', '你好', '𐐨');
const calls = fc
  .array(fc.uniqueArray(word), { minLength: 1, maxLength: 300 })
  .map((all) => all.map((words, index): CallWords => ({ callId: String(index).padStart(4, '0'), words })));

const beginsWith = (words: readonly string[], beginning: string) => words.some((one) => one.startsWith(beginning));

test('a segment is read back as it was, whatever is in it', () => {
  fc.assert(
    fc.property(calls, (all) => {
      const read = toSegments(all).flatMap((segment) => callsOfSegment(decodeSegment(encodeSegment(segment))));
      expect(read).toEqual(all.map(({ callId, words }) => ({ callId, words: [...words].sort() })));
    }),
    { numRuns: 30 },
  );
});

test('it finds the calls that have a word for each beginning, and no other', () => {
  fc.assert(
    fc.property(calls, fc.array(fc.oneof(word, fc.constantFrom('acc', 'x', 'ü')), { minLength: 1 }), (all, asked) => {
      const found = toSegments(all).flatMap((segment) => callsWith(encodeSegment(segment), asked));
      const wanted = all.filter(({ words }) => asked.every((beginning) => beginsWith(words, beginning)));
      expect(found).toEqual(wanted.map(({ callId }) => callId));
    }),
    { numRuns: 30 },
  );
});

test('a segment holds no more than PostgreSQL takes, and no more calls than are read for one hit', () => {
  const large = Array.from({ length: 8 }, (_, call) => ({
    callId: String(call),
    words: Array.from({ length: 4_000 }, (_word, index) => `${call}word${index}`.padEnd(16, '-')),
  }));
  expect(toSegments(large).length).toBeGreaterThan(1);
  const many = Array.from({ length: 1_100 }, (_, call) => ({ callId: String(call), words: ['same'] }));
  expect(toSegments(many).map(({ callIds }) => callIds.length)).toEqual([512, 512, 76]);
});

test('what many calls have takes a byte or two of each', () => {
  const all = Array.from({ length: 500 }, (_, call) => ({
    callId: `0198f2a4-5b1c-7d3e-9f00-${String(call * 7_919).padStart(12, '0')}`,
    words: Array.from({ length: 200 }, (_word, index) => `word${(index * index * (1 + (call % 7))) % 1_500}`),
  }));
  const [segment] = toSegments(all);
  if (segment === undefined) throw new Error('one segment');
  expect(encodeSegment(segment).length / 500).toBeLessThan(200);
});

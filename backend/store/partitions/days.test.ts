import fc from 'fast-check';
import { callIdAt } from '../testing/sampleRows';
import { dayName, dayOf, dayOfCall, firstCallIdAt, firstCallIdOf, parseDayName } from './days';

const moment = fc.integer({ min: 0, max: Date.UTC(2200, 0, 1) });

test('an id lies between the first ids of its day and of the next', () => {
  fc.assert(
    fc.property(moment, (timeMs) => {
      const id = callIdAt(timeMs);
      const day = dayOf(timeMs);
      expect(dayOfCall(id)).toBe(day);
      expect(firstCallIdOf(day) <= id && id < firstCallIdOf(day + 1)).toBe(true);
    }),
  );
});

test('first ids are in the order of time', () => {
  fc.assert(
    fc.property(moment, moment, (a, b) => {
      expect(Math.sign(a - b)).toBe(
        Math.sign(Number(firstCallIdAt(a) > firstCallIdAt(b)) - Number(firstCallIdAt(a) < firstCallIdAt(b))),
      );
    }),
  );
});

test('a time before 1970 or beyond what an id holds is the nearest it holds', () => {
  expect(firstCallIdAt(-1)).toBe('00000000-0000');
  expect(firstCallIdAt(2 ** 50)).toBe('ffffffff-ffff');
});

test.each([
  ['a version 4 id', '9b2d3c1e-4f5a-4b6c-8d7e-0f1a2b3c4d5e'],
  ['upper case', callIdAt(0).toUpperCase().replace(/^0/, 'A')],
  ['no id at all', 'x'],
  ['an empty text', ''],
])('%s has no day', (_name, id) => {
  expect(dayOfCall(id)).toBeNull();
});

test('days have names that sort and read back', () => {
  expect(dayName(dayOf(Date.UTC(2026, 0, 31, 23, 59)))).toBe('20260131');
  expect(parseDayName('20260131')).toBe(dayOf(Date.UTC(2026, 0, 31)));
  expect(parseDayName('default')).toBeNull();
});

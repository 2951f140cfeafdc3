import { createLag, type Progress } from './lag';

const progress = (over: Partial<Progress>): Progress => ({ written: 0, read: 0, oldestMs: 0, failing: false, ...over });

/** What is told at each second, `seconds` times. */
function told(lag: ReturnType<typeof createLag>, from: number, seconds: number, at: (second: number) => Progress) {
  return Array.from({ length: seconds }, (_, index) => lag((from + index) * 1000, at(from + index)));
}

test('a recorder that keeps up is calm after a second', () => {
  expect(told(createLag(), 0, 3, (second) => progress({ written: 300 * second, read: 300 * second }))).toEqual([
    null,
    'calm',
    'calm',
  ]);
});

test('being a moment behind a steady load is keeping up', () => {
  const steps = told(createLag(), 0, 30, (second) => progress({ written: 300 * second + 300, read: 300 * second }));
  expect(steps.slice(1).every((step) => step === 'calm')).toBe(true);
});

test('it is late when a record was not read for more than twenty seconds', () => {
  const steps = told(createLag(), 0, 23, (second) => progress({ written: 300 * second + 300, read: 0 }));
  expect(steps.slice(3, 21)).toEqual(Array(18).fill(null));
  expect(steps.slice(21)).toEqual(['late', 'late']);
});

test('it is late when what it read was not stored for more than twenty seconds, unless the database is away', () => {
  expect(createLag()(0, progress({ oldestMs: 20_001 }))).toBe('late');
  expect(createLag()(0, progress({ oldestMs: 20_001, failing: true }))).toBeNull();
});

test('once late, it has to keep up for a minute', () => {
  const lag = createLag();
  lag(0, progress({ oldestMs: 20_001 }));
  const steps = told(lag, 1, 62, () => progress({}));
  expect(steps.slice(0, 60)).toEqual(Array(60).fill(null));
  expect(steps.slice(60)).toEqual(['calm', 'calm']);
});

import { createAdmission, type AdmissionOptions } from './admission';
import { memoryLog } from '../testing/memoryLog';

/** A spool with so much room, where each call that is let in takes its own. */
function setUp(options: Partial<AdmissionOptions> = {}) {
  const spool = { room: 0 };
  const log = memoryLog();
  const admission = createAdmission({
    hasRoom: (bytes) => bytes <= spool.room,
    isRecorderAway: () => false,
    waitMs: 60_000,
    log,
    now: () => performance.now(),
    ...options,
  });
  const order: string[] = [];
  const enter = async (name: string, bytes: number) => {
    const admitted = (await admission.enter(bytes)?.decided) ?? true;
    if (admitted) spool.room -= bytes;
    order.push(admitted ? name : `not ${name}`);
  };
  return { admission, spool, log, order, enter };
}

test('while there is room nobody waits', () => {
  const { admission, spool, log } = setUp();
  spool.room = 100;
  expect(admission.enter(100)).toBeUndefined();
  expect(admission.stats()).toEqual({ waiting: 0, waited: 0, turnedAway: 0 });
  expect(log.lines).toEqual([]);
});

test('where no call may go unrecorded, one that nobody makes room for is turned away at once', async () => {
  const { spool, order, enter } = setUp({ isRecorderAway: () => true, refuses: true });
  await enter('first', 100);
  spool.room = 100;
  await enter('second', 100);
  expect(order).toEqual(['not first', 'second']);
});

test('calls wait for room in the order in which they came, a small one behind a large one', async () => {
  const { admission, spool, order, enter } = setUp();
  const first = enter('large', 100);
  const rest = Promise.all([enter('small', 1), enter('smaller', 1)]);
  expect(admission.stats().waiting).toBe(3);
  spool.room = 100;
  await first;
  expect(order).toEqual(['large']);
  spool.room = 10;
  await rest;
  expect(order).toEqual(['large', 'small', 'smaller']);
});

test('what those that are let in are going to write is asked for with them', async () => {
  const asked: number[] = [];
  const { enter, admission } = setUp({ hasRoom: (_bytes, calls) => asked.push(calls) > 1 && calls <= 2 });
  const calls = Array.from({ length: 4 }, (_, index) => enter(`call ${index}`, 10));
  await calls[1];
  expect(asked.slice(0, 4)).toEqual([1, 1, 2, 3]);
  expect(admission.stats().waiting).toBe(2);
});

test('no more are let in at once than there is room for', async () => {
  const { admission, spool, order, enter } = setUp();
  const calls = Array.from({ length: 5 }, (_, index) => enter(`call ${index}`, 10));
  spool.room = 35;
  await calls[2];
  expect(order).toHaveLength(3);
  expect(admission.stats().waiting).toBe(2);
  spool.room = 100;
  await Promise.all(calls);
});

test('nobody waits for a recorder that is away', async () => {
  const recorder = { away: false };
  const { admission, order, enter } = setUp({ isRecorderAway: () => recorder.away });
  const waiting = Promise.all([enter('one', 10), enter('two', 10)]);
  recorder.away = true;
  await waiting;
  expect(order).toEqual(['one', 'two']);
  expect(admission.enter(10)).toBeUndefined();
});

test('who waited for as long as a call may is turned away, and counted', async () => {
  const { admission, order, enter } = setUp({ waitMs: 1 });
  await Promise.all([enter('one', 10), enter('two', 10)]);
  expect(order).toEqual(['not one', 'not two']);
  expect(admission.stats()).toEqual({ waiting: 0, waited: 2, turnedAway: 2 });
});

test('who leaves gives up its place', async () => {
  const { admission, spool, order, enter } = setUp();
  const gone = admission.enter(100);
  const next = enter('next', 10);
  gone?.leave();
  spool.room = 10;
  await next;
  expect(order).toEqual(['next']);
  expect(admission.stats().waiting).toBe(0);
});

test('it is said once that calls wait, however many they are', async () => {
  const { spool, log, enter } = setUp();
  const calls = Promise.all([enter('one', 1), enter('two', 1)]);
  spool.room = 2;
  await calls;
  expect(log.lines.map(({ level, message }) => `${level} ${message}`)).toEqual([
    'warn The spool is nearly full: calls wait until the recorder has made room.',
  ]);
});

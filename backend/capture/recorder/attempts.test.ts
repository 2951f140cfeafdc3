import { CrashDisk } from '../testing/crashDisk';
import { memoryLog } from '../../testing/memoryLog';
import { openAttempts } from './attempts';

const dir = '/spool';

/** A recorder that dies in the middle of the last of these calls; how often it had died of each. */
function dies(disk: CrashDisk, ...sequences: number[]): number[] {
  const attempts = openAttempts(disk.process(), dir, memoryLog());
  return sequences.map((sequence, index) => {
    const deaths = attempts.begin(sequence);
    if (index < sequences.length - 1) attempts.end(sequence);
    return deaths;
  });
}

test('deaths of the same call are counted, and of no other', () => {
  const disk = new CrashDisk();
  expect(dies(disk, 2, 4, 6)).toEqual([0, 0, 0]);
  expect(dies(disk, 2, 4, 6)).toEqual([0, 0, 1]);
  expect(dies(disk, 2, 4, 6)).toEqual([0, 0, 2]);
  expect(dies(disk, 2, 4, 6, 8)).toEqual([0, 0, 3, 0]);
});

test('a process that was killed now and then in different calls makes none of them suspect', () => {
  const disk = new CrashDisk();
  for (const sequence of [2, 4, 2, 4, 2, 4, 6]) expect(dies(disk, sequence)).toEqual([0]);
});

test('a call that it died of twice stays known while it dies of others', () => {
  const disk = new CrashDisk();
  dies(disk, 2);
  expect(dies(disk, 2)).toEqual([1]);
  expect(dies(disk, 2, 4)).toEqual([2, 0]);
  expect(dies(disk, 2, 4)).toEqual([2, 1]);
  expect(dies(disk, 2, 4, 6)).toEqual([2, 2, 0]);
});

test('a clean stop is no death', () => {
  const disk = new CrashDisk();
  for (let run = 0; run < 5; run++) {
    const attempts = openAttempts(disk.process(), dir, memoryLog());
    expect(attempts.begin(2)).toBe(0);
    attempts.end(2);
    attempts.close();
  }
});

test('of calls that follow one another each is noted once, and that there is no other when there is none', () => {
  const disk = new CrashDisk();
  const files = disk.process();
  const write = jest.spyOn(files, 'write');
  const attempts = openAttempts(files, dir, memoryLog());
  const before = write.mock.calls.length;
  for (const sequence of [2, 4, 6]) {
    attempts.begin(sequence);
    attempts.end(sequence);
  }
  expect(write.mock.calls.length - before).toBe(3);
  attempts.rest();
  attempts.rest();
  expect(write.mock.calls.length - before).toBe(4);
  expect(dies(disk, 6)).toEqual([0]);
});

test('of two at one time the later is what it died of; behind that, the earlier again', () => {
  const disk = new CrashDisk();
  const attempts = openAttempts(disk.process(), dir, memoryLog());
  attempts.begin(2);
  attempts.begin(4);
  expect(dies(disk, 2, 4)).toEqual([0, 1]);
  const again = openAttempts(disk.process(), dir, memoryLog());
  again.begin(2);
  again.begin(6);
  again.end(6);
  expect(dies(disk, 2, 6)).toEqual([1, 0]);
});

test('to leave a call that is still being written is no death', () => {
  const disk = new CrashDisk();
  const attempts = openAttempts(disk.process(), dir, memoryLog());
  attempts.begin(2);
  attempts.close();
  attempts.end(2);
  expect(dies(disk, 2)).toEqual([0]);
});

test('a file that makes no sense is begun anew', () => {
  const disk = new CrashDisk();
  dies(disk, 2);
  disk.damage(`${dir}/attempts`, () => Buffer.from('nonsense'));
  expect(dies(disk, 2)).toEqual([0]);
});

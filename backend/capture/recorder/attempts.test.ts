import { CrashDisk } from '../testing/crashDisk';
import { memoryLog } from '../testing/log';
import { openAttempts } from './attempts';

const dir = '/spool';

/** A recorder that dies in the middle of the last of these calls. */
function dies(disk: CrashDisk, ...sequences: number[]): boolean[] {
  const attempts = openAttempts(disk.process(), dir, memoryLog());
  return sequences.map((sequence, index) => {
    const begun = attempts.begin(sequence);
    if (index < sequences.length - 1) attempts.end();
    return begun;
  });
}

test('a call that the recorder died of three times is not begun again; others are', () => {
  const disk = new CrashDisk();
  expect(dies(disk, 2, 4, 6)).toEqual([true, true, true]);
  expect(dies(disk, 2, 4, 6)).toEqual([true, true, true]);
  expect(dies(disk, 2, 4, 6)).toEqual([true, true, true]);
  expect(dies(disk, 2, 4, 6, 8)).toEqual([true, true, false, true]);
});

test('a process that was killed now and then in different calls makes none of them suspect', () => {
  const disk = new CrashDisk();
  for (const sequence of [2, 4, 2, 4, 2, 4, 6]) dies(disk, sequence);
  expect(dies(disk, 2, 4, 6)).toEqual([true, true, true]);
});

test('a clean stop is no death', () => {
  const disk = new CrashDisk();
  for (let run = 0; run < 5; run++) {
    const attempts = openAttempts(disk.process(), dir, memoryLog());
    expect(attempts.begin(2)).toBe(true);
    attempts.end();
    attempts.close();
  }
});

test('a file that makes no sense is begun anew', () => {
  const disk = new CrashDisk();
  dies(disk, 2);
  disk.damage(`${dir}/attempts`, () => Buffer.from('nonsense'));
  expect(dies(disk, 2)).toEqual([true]);
});

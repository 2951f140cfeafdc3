import { CrashDisk } from '../testing/crashDisk';
import { memoryLog } from '../../testing/memoryLog';
import { openAttempts } from './attempts';

const dir = '/spool';

/** A recorder that dies in the middle of the last of these calls; how often it had died of each. */
function dies(disk: CrashDisk, ...sequences: number[]): number[] {
  const attempts = openAttempts(disk.process(), dir, memoryLog());
  return sequences.map((sequence, index) => {
    const deaths = attempts.begin(sequence);
    if (index < sequences.length - 1) attempts.end();
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

test('a clean stop is no death', () => {
  const disk = new CrashDisk();
  for (let run = 0; run < 5; run++) {
    const attempts = openAttempts(disk.process(), dir, memoryLog());
    expect(attempts.begin(2)).toBe(0);
    attempts.end();
    attempts.close();
  }
});

test('a file that makes no sense is begun anew', () => {
  const disk = new CrashDisk();
  dies(disk, 2);
  disk.damage(`${dir}/attempts`, () => Buffer.from('nonsense'));
  expect(dies(disk, 2)).toEqual([0]);
});

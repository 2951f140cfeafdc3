import { CrashDisk } from '../testing/crashDisk';
import { writeCheckpoint } from './checkpoint';
import { recoverDirectory } from './recover';

test('a checkpoint that outlived its segments still says which numbers were given', () => {
  const files = new CrashDisk().process();
  writeCheckpoint(files, '/spool', { segment: 7, offset: 100, sequence: 42, carry: null, carried: [], optional: null });
  expect(recoverDirectory(files, '/spool')).toEqual({ nextSegment: 8, sequence: 42, tornTails: 0, tornBytes: 0 });
});

test('an empty directory begins at the beginning', () => {
  const files = new CrashDisk().process();
  expect(recoverDirectory(files, '/spool')).toEqual({ nextSegment: 1, sequence: 0, tornTails: 0, tornBytes: 0 });
});

test('an unreadable checkpoint means reading everything again, not failing', () => {
  const disk = new CrashDisk();
  const files = disk.process();
  writeCheckpoint(files, '/spool', { segment: 7, offset: 100, sequence: 42, carry: null, carried: [], optional: null });
  for (const text of ['{"segment":', '{"segment":"7"}', '']) {
    disk.damage('/spool/checkpoint.json', () => Buffer.from(text));
    expect(recoverDirectory(files, '/spool').sequence).toBe(0);
  }
});

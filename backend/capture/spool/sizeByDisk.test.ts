import { sizeByDisk } from './sizeByDisk';

const GB = 1_000_000_000;
const GIB = 1024 ** 3;
const disk = (total: number, free: number, spool = 0) => ({
  totalBytes: total * GB,
  freeBytes: free * GB,
  spoolBytes: spool * GB,
});

test('half of what is free beyond a reserve of a twentieth', () => {
  expect(sizeByDisk(disk(100, 45))).toBe(20 * GB);
});

test('of a large disk the reserve is 10 GiB', () => {
  expect(sizeByDisk(disk(1000, 60))).toBe((60 * GB - 10 * GIB) / 2);
});

test('the same whatever the spool takes already', () => {
  expect(sizeByDisk(disk(100, 25, 20))).toBe(sizeByDisk(disk(100, 45)));
});

test('never more than 64 GiB, never less than 256 MiB', () => {
  expect(sizeByDisk(disk(4000, 3000))).toBe(64 * GIB);
  expect(sizeByDisk(disk(100, 4))).toBe(GIB / 4);
});

test('with 25 GB free, the database may be away for an hour at 100 calls/s of 20 KB', () => {
  // Beside its bodies (20 KB, and an answer of 1 KB) a call takes some 2.5 KB; new ones stop at nine tenths.
  const hour = 3600 * 100 * (20_000 + 1_000 + 2_500);
  expect(0.9 * sizeByDisk(disk(100, 25))).toBeGreaterThan(hour);
});

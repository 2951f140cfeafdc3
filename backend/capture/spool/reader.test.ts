import { CrashDisk } from '../testing/crashDisk';
import { firstOfAll, hear, heard, say, spoolDir, testSpool } from '../testing/spool';
import { encodeEnvelope } from '../frames/envelope';
import { SpoolReader } from './reader';
import { encodeRecord, recordTypes } from './record';

const segment = (number: number) => `${spoolDir}/0000000${number}.seg`;

function spoken(...texts: string[]) {
  const disk = new CrashDisk();
  const files = disk.process();
  const spool = testSpool(files);
  for (const text of texts) void say(spool, text);
  return { disk, files, spool };
}

/** Where a text stands in a segment. */
function find(disk: CrashDisk, text: string): number {
  return disk.get(segment(1)).data.indexOf(text);
}

function zero(disk: CrashDisk, from: number, length: number): void {
  disk.damage(segment(1), (bytes) => bytes.fill(0, from, from + length));
}

test('a record that is still being written is waited for', () => {
  const { disk, files, spool } = spoken('one', 'two');
  const whole = disk.get(segment(1)).data;
  for (let cut = 1; cut < 27; cut++) {
    const reader = new SpoolReader(files, spoolDir, firstOfAll);
    disk.damage(segment(1), () => whole.subarray(0, whole.length - cut));
    expect(heard(reader)).toEqual(['one']);
    disk.damage(segment(1), () => whole);
    expect(heard(reader)).toEqual(['two']);
    expect(reader.stats()).toEqual({ missing: 0, damaged: 0, torn: 0 });
  }
  expect(spool.stats().sequence).toBe(2);
});

test('what is unread is counted in bytes, across segments', () => {
  const files = new CrashDisk().process();
  const spool = testSpool(files, { segmentBytes: 200 });
  const reader = new SpoolReader(files, spoolDir, firstOfAll);
  for (const text of ['one', 'two', 'three', 'four', 'five', 'six', 'seven']) void say(spool, text);
  expect(spool.stats().segments).toBeGreaterThan(1);
  expect(reader.unreadBytes()).toBe(spool.stats().bytes);
  reader.next();
  expect(reader.unreadBytes()).toBeLessThan(spool.stats().bytes);
  heard(reader);
  expect(reader.unreadBytes()).toBe(0);
});

test('a long backlog costs as many opened files as it has segments, not their square', () => {
  const files = new CrashDisk().process();
  const spool = testSpool(files, { segmentBytes: 100 });
  const texts = Array.from({ length: 200 }, (_, index) => `text ${index}`);
  for (const text of texts) void say(spool, text.padEnd(90, '.'));
  let opened = 0;
  const counting = { ...files, open: (...args: Parameters<typeof files.open>) => (opened++, files.open(...args)) };
  expect(heard(new SpoolReader(counting, spoolDir, firstOfAll))).toHaveLength(texts.length);
  expect(opened).toBeLessThan(3 * spool.stats().segments);
});

test('records follow one another across segments and boots', async () => {
  const disk = new CrashDisk();
  const first = testSpool(disk.process(), { segmentBytes: 300 });
  const texts = Array.from({ length: 20 }, (_, index) => `word ${index}`);
  for (const text of texts) void say(first, text);
  await first.close();
  const files = disk.process();
  const second = testSpool(files);
  void say(second, 'again');
  expect(disk.names(spoolDir).filter((name) => name.endsWith('.seg')).length).toBeGreaterThan(2);
  expect(hear(files)).toEqual([...texts, 'again']);
});

test.each([
  ['its content', 0, 3, ['three', 'four', 'five']],
  ['its length', -18, 4, ['three', 'four', 'five']],
  ['all of it and the length of the next', -18, 31, ['four', 'five']],
])('damage in the middle costs the damaged record alone: %s', (_, offset, length, rest) => {
  const { disk, files } = spoken('one', 'two', 'three', 'four', 'five');
  zero(disk, find(disk, 'two') + offset, length);
  const reader = new SpoolReader(files, spoolDir, firstOfAll);
  const survivors = heard(reader);
  expect(survivors).toEqual(['one', ...rest]);
  expect(reader.stats().damaged).toBe(1);
  expect(reader.stats().missing).toBe(5 - survivors.length);
});

test('after damage a body that is itself a piece of a spool is not taken for records', () => {
  const { disk, files, spool } = spoken('one');
  const forged = encodeRecord(3, recordTypes.part, encodeEnvelope({ callId: 'forged', head: '{}', bodies: [] }), 0);
  const other = encodeRecord(3, recordTypes.part, encodeEnvelope({ callId: 'forged', head: '{}', bodies: [] }), 12345);
  void spool.append(recordTypes.part, encodeEnvelope({ callId: 'two', head: '{}', bodies: [...forged, ...other] }));
  void say(spool, 'three');
  zero(disk, find(disk, 'two'), 3);
  expect(hear(files)).toEqual(['one', 'three']);
});

test('a segment without a readable header is passed over, once and for all', async () => {
  const { disk, spool } = spoken('one', 'two');
  await spool.close();
  zero(disk, 0, 40);
  const files = disk.process();
  const next = testSpool(files);
  void say(next, 'three');
  const reader = new SpoolReader(files, spoolDir, firstOfAll);
  expect(heard(reader)).toEqual(['three']);
  expect(heard(reader)).toEqual([]);
});

test('a segment that vanished is counted by what is missing', () => {
  const disk = new CrashDisk();
  const files = disk.process();
  const spool = testSpool(files, { segmentBytes: 300 });
  for (let index = 0; index < 20; index++) void say(spool, `word ${index}`);
  files.remove(segment(2));
  const reader = new SpoolReader(files, spoolDir, firstOfAll);
  const survivors = heard(reader);
  expect(survivors.at(-1)).toBe('word 19');
  expect(survivors.length).toBeLessThan(20);
  expect(reader.stats().missing).toBe(20 - survivors.length);
});

describe('records written again after a failed sync', () => {
  async function failedSync() {
    const disk = new CrashDisk();
    const files = disk.process();
    const spool = testSpool(files, { durability: 'disk' });
    await say(spool, 'one');
    disk.failingSyncs = 1;
    const reader = new SpoolReader(files, spoolDir, firstOfAll);
    const kept = Promise.all(['two', 'three', 'four'].map(async (text) => await say(spool, text)));
    const early = heard(reader);
    expect(await kept).toEqual([true, true, true]);
    return { disk, files, spool, reader, early };
  }

  test('are read once by a reader that saw the first copy', async () => {
    const { reader, early, spool } = await failedSync();
    expect(early).toEqual(['one', 'two', 'three', 'four']);
    await say(spool, 'five');
    expect(heard(reader)).toEqual(['five']);
  });

  test('are read from the second copy when the disk kept only a part of the first', async () => {
    const { disk, files } = await failedSync();
    zero(disk, find(disk, 'two') - 10, 8);
    expect(hear(files)).toEqual(['one', 'two', 'three', 'four']);
  });
});

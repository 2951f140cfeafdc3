import type { Recorder } from '../recorder/recorder';
import { CrashDisk } from '../testing/crashDisk';
import { memoryLog } from '../../testing/memoryLog';
import { drain, memorySink, testRecorder } from '../testing/recorder';
import { hear, say, spoolDir, testSpool } from '../testing/spool';
import { startOfProcess } from './lock';
import { recordTypes } from './record';

const segment = `${spoolDir}/00000001.seg`;

describe('start', () => {
  test('cuts off and counts the record that the last process did not finish', () => {
    const disk = new CrashDisk();
    const before = testSpool(disk.process());
    void say(before, 'one');
    void say(before, 'two');
    disk.damage(segment, (bytes) => Buffer.concat([bytes, Buffer.from('torn garbage')]));
    const files = disk.process();
    const log = memoryLog();
    const spool = testSpool(files, { log });
    expect(spool.stats()).toMatchObject({ tornTails: 1, tornBytes: 12, sequence: 2 });
    expect(log.lines.map(({ level }) => level)).toEqual(['warn']);
    void say(spool, 'three');
    expect(hear(files)).toEqual(['one', 'two', 'three']);
  });

  test('leaves damage alone that has whole records behind it', () => {
    const disk = new CrashDisk();
    const before = testSpool(disk.process());
    for (const text of ['one', 'two', 'three']) void say(before, text);
    disk.damage(segment, (bytes) => bytes.fill(0, bytes.indexOf('two'), bytes.indexOf('two') + 3));
    const files = disk.process();
    expect(testSpool(files).stats()).toMatchObject({ tornTails: 0, sequence: 3 });
    expect(hear(files)).toEqual(['one', 'three']);
  });

  test('says plainly that the directory is in use', () => {
    const files = new CrashDisk().process();
    testSpool(files);
    expect(() => testSpool(files)).toThrow(
      new RegExp(`${spoolDir} is in use by process ${process.pid}.*data directory`),
    );
  });

  test('takes over the lock of a process that is gone, even one with the same pid', () => {
    const disk = new CrashDisk();
    testSpool(disk.process());
    expect(() => testSpool(disk.process())).not.toThrow();
    disk.damage(`${spoolDir}/lock`, () => Buffer.from('{"id":"x","pid":4194000,"started":"boot/1"}'));
    expect(() => testSpool(disk.process())).not.toThrow();
    disk.damage(`${spoolDir}/lock`, () => Buffer.from('not written whole'));
    expect(() => testSpool(disk.process())).not.toThrow();
  });

  test('respects the lock of another process that runs', () => {
    const disk = new CrashDisk();
    testSpool(disk.process());
    // Its parent runs for sure; where /proc does not tell its start, none is compared.
    const owner = JSON.stringify({ id: 'x', pid: process.ppid, started: startOfProcess(process.ppid) ?? '' });
    disk.damage(`${spoolDir}/lock`, () => Buffer.from(owner));
    expect(() => testSpool(disk.process())).toThrow(`in use by process ${process.ppid}`);
  });

  test('names the file that is in the way', () => {
    const files = new CrashDisk().process();
    void testSpool(files);
    const read = () => {
      throw Object.assign(new Error('EISDIR: illegal operation on a directory, read'), { code: 'EISDIR' });
    };
    expect(() => testSpool({ ...files, read })).toThrow(/EISDIR.*\/spool\/lock/);
  });

  test('gives the directory free when closed', async () => {
    const files = new CrashDisk().process();
    await testSpool(files).close();
    expect(() => testSpool(files)).not.toThrow();
  });
});

describe('a full spool', () => {
  const words = Array.from({ length: 40 }, (_, index) => `word ${index}`);

  test('drop-new: refuses new calls first, counts them, and says so once', () => {
    const log = memoryLog();
    const spool = testSpool(new CrashDisk().process(), { maxBytes: 1000, log });
    const kept = words.filter((word) => say(spool, word, recordTypes.start) === true);
    expect(kept).toEqual(words.slice(0, kept.length));
    expect(spool.stats()).toMatchObject({ state: 'full', dropped: { full: words.length - kept.length } });
    // A call that was begun may still end.
    expect(say(spool, 'an end', recordTypes.end)).toBe(true);
    expect(say(spool, 'a start', recordTypes.start)).toBe(false);
    expect(log.lines.map(({ level }) => level)).toEqual(['error']);
    expect(spool.stats().bytes).toBeLessThanOrEqual(1000);
  });

  test('drop-new: takes calls again when the recorder has made room', async () => {
    const disk = new CrashDisk();
    const files = disk.process();
    let clock = 1000;
    const spool = testSpool(files, { maxBytes: 3000, segmentBytes: 400, now: () => clock });
    while (say(spool, 'fill', recordTypes.part) === true);
    const recorder: Recorder = testRecorder(spoolDir, [memorySink()], { files });
    await drain(recorder);
    recorder.checkpoint();
    clock += 1000;
    expect(say(spool, 'again', recordTypes.start)).toBe(true);
    expect(spool.stats().state).toBe('writing');
  });

  test('takes less as others fill its disk, and more again as they clear it', () => {
    let clock = 1000;
    const bounds = [1500, 10_000];
    const maxBytesNow = () => bounds[0] ?? 0;
    const spool = testSpool(new CrashDisk().process(), {
      ...{ maxBytes: 10_000, maxBytesNow, segmentBytes: 1000 },
      now: () => (clock += 1000),
    });
    while (say(spool, 'fill', recordTypes.start) === true);
    expect(spool.stats()).toMatchObject({ state: 'full', maxBytes: 1500 });
    expect(spool.stats().bytes).toBeLessThanOrEqual(1500);
    bounds.shift();
    expect(say(spool, 'again', recordTypes.start)).toBe(true);
    expect(spool.stats()).toMatchObject({ state: 'writing', maxBytes: 10_000 });
  });

  test('has no room for a call to begin before it refuses one that was let in', () => {
    const spool = testSpool(new CrashDisk().process(), { maxBytes: 10_000, segmentBytes: 1000 });
    while (spool.hasRoom(40, 1)) expect(say(spool, 'call', recordTypes.start)).toBe(true);
    expect(say(spool, 'let in', recordTypes.start)).toBe(true);
    // What was refused by the gateway itself takes no room that others wait for.
    expect(spool.append(recordTypes.start, [Buffer.from('refused')], true)).toBe(false);
    expect(spool.stats()).toMatchObject({ state: 'writing', callsNotRecorded: 1 });
  });

  test('has no room for another call while those that have begun will need it', () => {
    const spool = testSpool(new CrashDisk().process(), { maxBytes: 20_000, segmentBytes: 1_000 });
    const call = (end: boolean) => {
      void say(spool, 'start', recordTypes.start);
      if (!end) return;
      for (let part = 0; part < 10; part++) void say(spool, 'part'.padEnd(90, '.'));
      void say(spool, 'end', recordTypes.end);
    };
    for (let calls = 0; calls < 4; calls++) call(true);
    expect(spool.hasRoom(5_000, 1)).toBe(true);
    // Nor so many at once.
    expect(spool.hasRoom(5_000, 40)).toBe(false);
    for (let calls = 0; calls < 40; calls++) call(false);
    expect(spool.hasRoom(5_000, 1)).toBe(false);
    for (let calls = 0; calls < 40; calls++) void say(spool, 'end', recordTypes.end);
    expect(spool.hasRoom(5_000, 1)).toBe(true);
  });

  test('does not keep calls waiting for a segment that is still being written', () => {
    const spool = testSpool(new CrashDisk().process(), { maxBytes: 1000 });
    while (say(spool, 'fill', recordTypes.start) === true);
    expect(spool.hasRoom(40, 1)).toBe(true);
  });

  test('drop-oldest: takes nothing from a recorder that gets on', () => {
    const files = new CrashDisk().process();
    const bound = { maxBytes: 1500, segmentBytes: 300, whenFull: 'drop-oldest' } as const;
    const spool = testSpool(files, { ...bound, isRecorderAway: () => false });
    const kept = words.filter((word) => say(spool, word) === true);
    expect(kept.length).toBeLessThan(words.length);
    expect(hear(files)).toEqual(kept);
  });

  test('drop-oldest: takes a call that was let in, also when the recorder has come back since', () => {
    const files = new CrashDisk().process();
    const bound = { maxBytes: 1500, segmentBytes: 300, whenFull: 'drop-oldest' } as const;
    const spool = testSpool(files, { ...bound, isRecorderAway: () => false });
    while (say(spool, 'part'.padEnd(90, '.')) === true);
    expect(say(spool, 'start', recordTypes.start)).toBe(true);
    expect(hear(files).at(-1)).toBe('start');
  });

  test('drop-oldest: makes room for new records and counts the unread ones', () => {
    const files = new CrashDisk().process();
    const spool = testSpool(files, { maxBytes: 1500, segmentBytes: 300, whenFull: 'drop-oldest' });
    for (const word of words) expect(say(spool, word)).toBe(true);
    const left = hear(files);
    expect(left).toEqual(words.slice(-left.length));
    expect(spool.stats().dropped).toEqual({ oldest: words.length - left.length });
    expect(spool.stats().bytes).toBeLessThanOrEqual(1500);
  });
});

describe('a disk that refuses', () => {
  test('no space: calls go on, are counted, and are recorded again when there is room', () => {
    const disk = new CrashDisk();
    const files = disk.process();
    const log = memoryLog();
    let clock = 1000;
    const spool = testSpool(files, { log, now: () => clock });
    void say(spool, 'one');
    disk.freeBytes = 10;
    expect(say(spool, 'two')).toBe(false);
    expect(say(spool, 'three')).toBe(false);
    expect(spool.stats()).toMatchObject({ state: 'failing', dropped: { no_space: 2 } });
    disk.freeBytes = Infinity;
    clock += 1000;
    expect(say(spool, 'four')).toBe(true);
    expect(spool.stats().state).toBe('writing');
    expect(hear(files)).toEqual(['one', 'four']);
    expect(log.lines.map(({ level }) => level)).toEqual(['error', 'info']);
  });

  test('an i/o error seals the segment; the next record goes to a new one', () => {
    const disk = new CrashDisk();
    const files = disk.process();
    let broken = false;
    let clock = 1000;
    const flaky = {
      ...files,
      write(fd: number, parts: Uint8Array[], position: number) {
        if (broken) throw Object.assign(new Error('EIO'), { code: 'EIO' });
        return files.write(fd, parts, position);
      },
    };
    const spool = testSpool(flaky, { now: () => clock });
    void say(spool, 'one');
    broken = true;
    expect(say(spool, 'two')).toBe(false);
    broken = false;
    clock += 1000;
    expect(say(spool, 'three')).toBe(true);
    expect(spool.stats()).toMatchObject({ failedSegments: 1, segments: 2, dropped: { io_error: 1 } });
    expect(hear(files)).toEqual(['one', 'three']);
  });

  test('a folder that is gone ends nothing that looks at its figures', () => {
    const files = new CrashDisk().process();
    let gone = false;
    const list = (dir: string) => {
      if (gone) throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
      return files.list(dir);
    };
    const spool = testSpool({ ...files, list });
    void say(spool, 'one');
    gone = true;
    expect(spool.sequence()).toBe(1);
    expect(say(spool, 'two')).toBe(true);
    expect(spool.stats()).toMatchObject({ segments: 1, sequence: 2 });
  });

  test('disk: what can never be synced is not acknowledged', async () => {
    const disk = new CrashDisk();
    let clock = 1000;
    const spool = testSpool(disk.process(), { durability: 'disk', now: () => clock });
    disk.failingSyncs = 100;
    expect(await say(spool, 'one')).toBe(false);
    expect(spool.stats().dropped).toEqual({ not_synced: 1 });
    disk.failingSyncs = 0;
    clock += 1000;
    expect(await say(spool, 'two')).toBe(true);
  });
});

test('memory: records are acknowledged at once and written a moment later, in order', async () => {
  const files = new CrashDisk().process();
  const spool = testSpool(files, { durability: 'memory' });
  expect(say(spool, 'one')).toBe(true);
  expect(say(spool, 'two')).toBe(true);
  expect(hear(files)).toEqual([]);
  await spool.close();
  expect(hear(files)).toEqual(['one', 'two']);
});

test('process: a record is in the file before append returns', () => {
  const files = new CrashDisk().process();
  const spool = testSpool(files);
  expect(say(spool, 'one')).toBe(true);
  expect(hear(files)).toEqual(['one']);
});

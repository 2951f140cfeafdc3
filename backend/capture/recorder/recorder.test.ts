import { createCapture } from '../createCapture';
import { encodeEnvelope } from '../frames/envelope';
import { CrashDisk } from '../testing/crashDisk';
import type { CallRecord, Sink } from '../../call';
import { callEnd, callId, callStart, exchange, openAiStream, streamEnd, streamParts } from '../../call/testing/facts';
import { memoryLog } from '../../testing/memoryLog';
import { drain, memorySink, testRecorder } from '../testing/recorder';
import { spoolDir, testCapture, testSpool, wholeCall } from '../testing/spool';
import { openAttempts } from './attempts';
import { recordTypes } from '../spool/record';

const ids = (sink: ReturnType<typeof memorySink>) => sink.calls.map((call) => call.callId);
const tick = () => new Promise((resolve) => void setImmediate(resolve));

describe('a database that is away', () => {
  test('is waited for; nothing is lost, and the log says it once', async () => {
    const world = testCapture();
    const sink = memorySink();
    const log = memoryLog();
    sink.failure = () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const recorder = testRecorder(spoolDir, [sink], { files: world.files, log });
    for (let index = 0; index < 50; index++) wholeCall(world, index);
    for (let turn = 0; turn < 20; turn++) {
      recorder.turn();
      await tick();
    }
    recorder.checkpoint();
    expect(recorder.stats()).toMatchObject({ recorded: 0, unstored: 50, checkpoint: 0 });
    expect(recorder.stats().sinks['memory']?.failing).toContain('ECONNREFUSED');
    sink.failure = null;
    await drain(recorder);
    recorder.checkpoint();
    expect(ids(sink)).toEqual(Array.from({ length: 50 }, (_, index) => callId(index)));
    expect(recorder.stats()).toMatchObject({ recorded: 50, unstored: 0, checkpoint: 100 });
    expect(log.lines.map(({ level }) => level)).toEqual(['warn', 'info']);
  });

  test('does not fill the memory: the spool is not read on', async () => {
    const world = testCapture();
    const sink = memorySink();
    sink.failure = () => new Error('away');
    const limits = { lingerMs: 0, queuedBytes: 20_000 };
    const recorder = testRecorder(spoolDir, [sink], { files: world.files, limits });
    for (let index = 0; index < 500; index++) wholeCall(world, index);
    for (let turn = 0; turn < 30; turn++) {
      recorder.turn();
      await tick();
    }
    expect(recorder.stats().unstored).toBeLessThan(30);
    sink.failure = null;
    await drain(recorder);
    expect(sink.calls).toHaveLength(500);
  });

  test('is not waited for at a stop once it is known to be away, however much is left', async () => {
    const world = testCapture();
    const away = memorySink();
    away.failure = () => new Error('away');
    const limits = { lingerMs: 0, queuedBytes: 20_000 };
    const recorder = testRecorder(spoolDir, [away], { files: world.files, limits });
    for (let index = 0; index < 500; index++) wholeCall(world, index);
    recorder.turn();
    expect(recorder.settled).toBe(false);
    for (let turn = 0; turn < 5; turn++) await tick();
    expect(recorder.turn()).toBe(false);
    expect(recorder.settled).toBe(true);
    await recorder.stop();
  });

  test('does not hold up a stop; the next recorder goes on from there', async () => {
    const world = testCapture();
    const away = memorySink();
    away.failure = () => new Error('away');
    const first = testRecorder(spoolDir, [away], { files: world.files });
    wholeCall(world, 1);
    first.turn();
    await first.stop();
    const sink = memorySink();
    await drain(testRecorder(spoolDir, [sink], { files: world.files }));
    expect(ids(sink)).toEqual([callId(1)]);
  });
});

describe('calls that can’t be recorded', () => {
  test('are singled out of their batch when the database refuses them, and put aside whole', async () => {
    const world = testCapture();
    const sink = memorySink();
    sink.failure = (calls) => (calls.some((call) => call.callId === callId(13)) ? new RangeError('bad row') : null);
    const log = memoryLog();
    const recorder = testRecorder(spoolDir, [sink], { files: world.files, log });
    for (let index = 0; index < 40; index++) wholeCall(world, index);
    await drain(recorder);
    recorder.checkpoint();
    expect(ids(sink)).toEqual(
      Array.from({ length: 40 }, (_, index) => callId(index)).filter((id) => id !== callId(13)),
    );
    expect(recorder.stats()).toMatchObject({ recorded: 39, quarantined: 1, unstored: 0, checkpoint: 80 });
    expect(world.disk.names(`${spoolDir}/quarantine`).sort()).toEqual([`${callId(13)}.json`, `${callId(13)}.seg`]);
    expect(log.lines).toMatchObject([{ level: 'error', fields: { call_id: callId(13), err: { type: 'RangeError' } } }]);
  });

  test('because they can’t be decoded stop nothing', async () => {
    const world = testCapture();
    void world.spool.append(recordTypes.start, encodeEnvelope({ callId: callId(1), head: '{"broken":', bodies: [] }));
    void world.spool.append(recordTypes.end, encodeEnvelope({ callId: callId(1), head: '{}', bodies: [] }));
    void world.spool.append(recordTypes.start, [Buffer.alloc(0)]);
    wholeCall(world, 2);
    const sink = memorySink();
    const recorder = testRecorder(spoolDir, [sink], { files: world.files });
    await drain(recorder);
    await drain(recorder);
    expect(ids(sink)).toEqual([callId(2)]);
    expect(recorder.stats().quarantined).toBe(1);
  });

  test('because the recorder died of them even in part are put aside unread', async () => {
    const world = testCapture();
    wholeCall(world, 1);
    wholeCall(world, 2);
    const sink = memorySink();
    for (let death = 0; death < 3; death++) openAttempts(world.files, spoolDir, memoryLog()).begin(2);
    const recorder = testRecorder(spoolDir, [sink], { files: world.files });
    await drain(recorder);
    expect(ids(sink)).toEqual([callId(2)]);
    expect(world.disk.names(`${spoolDir}/quarantine`)).toContain(`${callId(1)}.seg`);
  });
});

describe('calls that are too much', () => {
  const partial = ({ events }: CallRecord) => events.find(({ type }) => type === 'capture.stored_in_part');

  test('because the recorder died of them twice are stored in part, the others whole', async () => {
    const world = testCapture();
    wholeCall(world, 1);
    wholeCall(world, 2);
    const sink = memorySink();
    const log = memoryLog();
    for (let death = 0; death < 2; death++) openAttempts(world.files, spoolDir, memoryLog()).begin(2);
    const recorder = testRecorder(spoolDir, [sink], { files: world.files, log });
    await drain(recorder);
    const [first, second] = sink.calls;
    expect(first && partial(first)).toMatchObject({ details: { reason: 'recorder_died' } });
    expect(second && partial(second)).toBeUndefined();
    expect(recorder.stats()).toMatchObject({ recorded: 2, partial: 1, quarantined: 0 });
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { call_id: callId(1), reason: 'recorder_died' } }]);
  });

  test('because of their size are stored with the beginning of each body, cut between characters', async () => {
    const world = testCapture();
    const chunks = ['data: ä', 'ääää', 'more\n\n'];
    void world.capture.start(callStart(1, { request: exchange('x'.repeat(900)), stream: true }));
    for (const part of streamParts(1, 'upstream', chunks)) void world.capture.part(part);
    void world.capture.end(streamEnd(1));
    const sink = memorySink();
    const recorder = testRecorder(spoolDir, [sink], { files: world.files, callBytes: 44 });
    await drain(recorder);
    const [call] = sink.calls;
    expect(call?.request.original.raw).toEqual(Buffer.from('x'.repeat(11)));
    // Eight bytes of the first chunk leave three of the eleven: one character and a half.
    expect(call?.response?.original).toMatchObject({ raw: Buffer.from('data: ää'), kind: 'text' });
    expect(call).toMatchObject({ request: { bytes: 900 }, response: { bytes: Buffer.byteLength(chunks.join('')) } });
    expect(recorder.stats()).toMatchObject({ recorded: 1, partial: 1 });
  });

  test('for others beside them are alone in memory until they are stored, and the attempt is noted meanwhile', async () => {
    const world = testCapture(100_000_000);
    const heavy = exchange(Buffer.alloc(5_000_000, 'x'));
    wholeCall(world, 1);
    await world.capture.start(callStart(2, { request: heavy }));
    await world.capture.end(callEnd(2));
    wholeCall(world, 3);
    const writes: { ids: string[]; deaths: number }[] = [];
    const sink = memorySink();
    // A recorder that is killed in this write would find the call in the file.
    sink.failure = (calls) => {
      const deaths = openAttempts(
        { ...world.files, write: (_fd, [bytes]) => bytes?.length ?? 0 },
        spoolDir,
        memoryLog(),
      );
      writes.push({ ids: calls.map((call) => call.callId), deaths: deaths.begin(4) });
      return null;
    };
    await drain(testRecorder(spoolDir, [sink], { files: world.files }));
    expect(writes).toEqual([
      { ids: [callId(1)], deaths: 0 },
      { ids: [callId(2)], deaths: 1 },
      { ids: [callId(3)], deaths: 0 },
    ]);
  });
});

describe('calls whose end found no room', () => {
  test('are interrupted when nothing was heard of them for longer than any call takes', async () => {
    const world = testCapture();
    let time = 1_000_000;
    void world.capture.start(callStart(1, { stream: true }));
    const sink = memorySink();
    const options = { files: world.files, now: () => time, openCallMs: 60_000 };
    const recorder = testRecorder(spoolDir, [sink], options);
    await drain(recorder);
    time += 50_000;
    for (const part of streamParts(1, 'upstream', openAiStream(['Hel'], { cut: true }))) void world.capture.part(part);
    await drain(recorder);
    time += 50_000;
    await drain(recorder);
    expect(ids(sink)).toEqual([]);
    time += 10_000;
    await drain(recorder);
    expect(sink.calls.map((call) => [call.callId, call.status])).toEqual([[callId(1), 'interrupted']]);
    expect(sink.calls[0]?.response?.original.json).toMatchObject({ choices: [{ message: { content: 'Hel' } }] });
    expect(recorder.stats()).toMatchObject({ openCalls: 0, interrupted: 1 });
  });

  test('are not given up while their end may be in what was not read yet', async () => {
    const world = testCapture();
    let time = 1_000_000;
    const sink = memorySink();
    const limits = { lingerMs: 0, queuedBytes: 1 };
    const options = { files: world.files, now: () => time, openCallMs: 60_000, limits };
    const recorder = testRecorder(spoolDir, [sink], options);
    void world.capture.start(callStart(1));
    wholeCall(world, 2);
    void world.capture.end(callEnd(1));
    sink.failure = () => new Error('away');
    for (let turn = 0; turn < 5; turn++) {
      recorder.turn();
      await tick();
    }
    time += 1_000_000;
    sink.failure = null;
    await drain(recorder);
    expect(sink.calls.map(({ status }) => status)).toEqual(['complete', 'complete']);
  });
});

describe('sinks', () => {
  test('do not affect each other', async () => {
    const world = testCapture();
    const broken = memorySink({ name: 'feed', required: false });
    broken.failure = () => new Error('no feed');
    const sink = memorySink();
    const limits = { lingerMs: 0, queuedBytes: 5000, optionalBytes: 5000 };
    const recorder = testRecorder(spoolDir, [broken, sink], { files: world.files, limits });
    for (let index = 0; index < 100; index++) wholeCall(world, index);
    for (let turn = 0; sink.calls.length < 100 && turn < 1000; turn++) {
      recorder.turn();
      await tick();
    }
    recorder.checkpoint();
    expect(recorder.stats()).toMatchObject({ recorded: 100, checkpoint: 200 });
    expect(recorder.stats().sinks['feed']?.dropped).toBeGreaterThan(0);
    await recorder.stop();
  });

  const troubles: Record<string, Partial<Sink>> = {
    dead: { write: () => Promise.reject(new Error('nobody there')) },
    throwing: {
      write() {
        throw new Error('thrown at once');
      },
    },
    hanging: { write: () => new Promise(() => undefined), close: () => new Promise(() => undefined) },
    refusing: { write: () => Promise.reject(new RangeError('never')) },
  };
  for (const [kind, trouble] of Object.entries(troubles)) {
    test(`one that is optional and ${kind} costs the others nothing, nor a stop`, async () => {
      const world = testCapture();
      const sink = memorySink();
      const optional = memorySink({ name: 'feed', required: false, writeTimeoutMs: 1, ...trouble });
      const limits = { lingerMs: 0, queuedBytes: 5000, optionalBytes: 5000, stopGraceMs: 10 };
      const recorder = testRecorder(spoolDir, [optional, sink], { files: world.files, limits });
      for (let index = 0; index < 100; index++) wholeCall(world, index);
      await drain(recorder);
      expect(recorder.settled).toBe(true);
      expect(recorder.stats()).toMatchObject({ unstored: 0, oldestMs: 0, blocked: false });
      await recorder.stop();
      const { recorded, quarantined, checkpoint, sinks } = recorder.stats();
      expect({ recorded, quarantined, checkpoint }).toEqual({ recorded: 100, quarantined: 0, checkpoint: 200 });
      const { written, dropped, poison } = sinks['feed'] ?? {};
      expect({ written, notTaken: (dropped ?? 0) + (poison ?? 0) }).toEqual({ written: 0, notTaken: 100 });
    });
  }

  test('two required ones both have a call before the checkpoint passes it', async () => {
    const world = testCapture();
    const slow = memorySink({ name: 'slow' });
    slow.failure = () => new Error('not yet');
    const sink = memorySink();
    const recorder = testRecorder(spoolDir, [slow, sink], { files: world.files });
    wholeCall(world, 1);
    for (let turn = 0; turn < 10; turn++) {
      recorder.turn();
      await tick();
    }
    recorder.checkpoint();
    expect(ids(sink)).toEqual([callId(1)]);
    expect(recorder.stats().checkpoint).toBe(0);
    slow.failure = null;
    await drain(recorder);
    recorder.checkpoint();
    expect(recorder.stats().checkpoint).toBe(2);
  });
});

test('calls of an earlier boot are interrupted, those of the present one are waited for', async () => {
  const disk = new CrashDisk();
  const before = createCapture(testSpool(disk.process()));
  void before.start(callStart(1));
  const files = disk.process();
  const now = createCapture(testSpool(files));
  void now.start(callStart(2));
  const sink = memorySink();
  const recorder = testRecorder(spoolDir, [sink], { files });
  await drain(recorder);
  expect(sink.calls.map((call) => [call.callId, call.status])).toEqual([[callId(1), 'interrupted']]);
  expect(recorder.stats()).toMatchObject({ openCalls: 1, interrupted: 1 });
});

test('a sector that can’t be read costs its segment, not the recorder', async () => {
  const world = testCapture(5000);
  for (let index = 0; index < 20; index++) wholeCall(world, index);
  const bad = new Set<number>();
  const files = {
    ...world.files,
    open(file: string, mode: 'create' | 'write' | 'read') {
      const fd = world.files.open(file, mode);
      if (file.endsWith('00000002.seg')) bad.add(fd);
      return fd;
    },
    read(fd: number, into: Uint8Array, position: number) {
      if (bad.has(fd)) throw Object.assign(new Error('EIO'), { code: 'EIO' });
      return world.files.read(fd, into, position);
    },
  };
  const sink = memorySink();
  const log = memoryLog();
  const recorder = testRecorder(spoolDir, [sink], { files, log });
  for (let turn = 0; turn < 30; turn++) {
    recorder.turn();
    await tick();
  }
  expect(ids(sink)).toContain(callId(19));
  expect(ids(sink).length).toBeGreaterThan(12);
  expect(log.lines.filter(({ message }) => message.includes('cannot read'))).toHaveLength(1);
});

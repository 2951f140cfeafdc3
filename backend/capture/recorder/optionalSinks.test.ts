import { createCapture } from '../createCapture';
import { CrashDisk } from '../testing/crashDisk';
import type { Sink } from '../../call';
import { callEnd, callId, callStart, exchange, openAiStream, streamEnd, streamParts } from '../../call/testing/facts';
import { memoryLog } from '../../testing/memoryLog';
import { drain, memorySink, testRecorder, type MemorySink } from '../testing/recorder';
import { spoolDir, testSpool } from '../testing/spool';
import type { Recorder, RecorderOptions } from './recorder';

/** A required sink is away, which is when the others are needed most. */

const tick = () => new Promise<void>((resolve) => void setImmediate(resolve));
const away = () => new Error('the database is away');
const ids = (sink: MemorySink) => sink.calls.map((call) => call.callId);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => callId(from + index));

/** Small enough for a handful of calls to fill them. */
const limits = { lingerMs: 0, queuedBytes: 10_000, optionalBytes: 40_000 };

function setUp(segmentBytes = 100_000) {
  const disk = new CrashDisk();
  const files = disk.process();
  const capture = createCapture(testSpool(files, { segmentBytes }));
  let time = 1_000_000;
  const log = memoryLog();
  const record = (sinks: Sink[], options: Partial<RecorderOptions> = {}) =>
    testRecorder(spoolDir, sinks, { files, now: () => time, log, limits, ...options });
  const calls = (from: number, to: number) => {
    for (let index = from; index <= to; index++) {
      void capture.start(callStart(index));
      void capture.end(callEnd(index));
    }
  };
  return { disk, files, capture, calls, log, record, pass: (ms: number) => void (time += ms) };
}

function twoSinks() {
  const database = memorySink({ name: 'database' });
  const feed = memorySink({ name: 'feed', required: false });
  return { database, feed, sinks: [database, feed] };
}

/** A recorder's process: once it is killed nothing of it goes on. */
function mortal(sinks: Sink[]) {
  let isDead = false;
  const write = (sink: Sink): Sink['write'] => {
    return (...batch) => (isDead ? Promise.reject(new Error('killed')) : sink.write(...batch));
  };
  return {
    sinks: sinks.map((sink) => ({ ...sink, write: write(sink) })),
    sleep: () => (isDead ? new Promise<void>(() => undefined) : tick()),
    kill: () => void (isDead = true),
  };
}

/** Until nothing more happens by itself. */
async function work(recorder: Recorder, turns = 40): Promise<void> {
  for (let turn = 0; turn < turns; turn++) {
    recorder.turn();
    await tick();
  }
}

test('the others go on within seconds, with as little in memory however long it is; back, it gets every call once', async () => {
  const { record, calls, pass } = setUp();
  const { database, feed, sinks } = twoSinks();
  const recorder = record(sinks);
  database.failure = away;
  let index = 0;
  for (let minute = 0; minute < 60; minute++) {
    calls(index, index + 19);
    index += 20;
    await work(recorder, 5);
    pass(2000);
    await work(recorder, 20);
    expect(ids(feed)).toEqual(range(0, index - 1));
    const { unstored, sinks: figures } = recorder.stats();
    expect(unstored).toBeLessThan(20);
    expect(figures).toMatchObject({ database: { written: 0 }, feed: { queued: 0, dropped: 0 } });
  }
  expect(recorder.stats()).toMatchObject({ blocked: true, checkpoint: 0 });
  database.failure = null;
  await drain(recorder);
  calls(index, index + 9);
  await drain(recorder);
  await recorder.stop();
  expect(ids(database)).toEqual(range(0, index + 9));
  expect(ids(feed)).toEqual(range(0, index + 9));
  expect(recorder.stats()).toMatchObject({ recorded: index + 10, unstored: 0, checkpoint: 2 * (index + 10) });
});

test('a database that is away again before it has caught up changes nothing for the others', async () => {
  const { record, calls, pass } = setUp();
  const { database, feed, sinks } = twoSinks();
  const recorder = record(sinks);
  let last = -1;
  for (let round = 0; round < 12; round++) {
    let room = 3 * round;
    database.failure = () => (room-- > 0 ? null : away());
    calls(last + 1, last + 30);
    last += 30;
    await work(recorder, 5);
    pass(2000);
    await work(recorder);
    expect(ids(feed)).toEqual(range(0, last));
  }
  database.failure = null;
  await drain(recorder);
  expect(ids(database)).toEqual(range(0, last));
  expect(ids(feed)).toEqual(range(0, last));
});

describe('the recorder dies meanwhile', () => {
  test('and the next one gives the others only what the last was about to, however often', async () => {
    const { record, calls, pass } = setUp();
    const { database, feed, sinks } = twoSinks();
    database.failure = away;
    for (let run = 0; run < 5; run++) {
      const life = mortal(sinks);
      const recorder = record(life.sinks, life);
      calls(run * 40, run * 40 + 29);
      await work(recorder, 5);
      pass(2000);
      await work(recorder);
      recorder.checkpoint();
      calls(run * 40 + 30, run * 40 + 39);
      await work(recorder);
      life.kill();
    }
    const seen = ids(feed);
    expect([...new Set(seen)]).toEqual(range(0, 199));
    expect(seen.length - 200).toBeLessThanOrEqual(4 * 10);
    database.failure = null;
    const recorder = record(sinks);
    await drain(recorder);
    expect(ids(database)).toEqual(range(0, 199));
    expect(ids(feed).length - seen.length).toBeLessThanOrEqual(10);
  });

  test('and what an optional sink had not taken by then comes again', async () => {
    const { record, calls, pass } = setUp();
    const { database, feed, sinks } = twoSinks();
    database.failure = away;
    const life = mortal(sinks);
    const first = record(life.sinks, life);
    calls(0, 29);
    await work(first, 5);
    pass(2000);
    await work(first);
    feed.failure = away;
    calls(30, 39);
    await work(first);
    first.checkpoint();
    life.kill();
    feed.failure = null;
    const second = record(sinks);
    await work(second, 5);
    pass(2000);
    await work(second);
    expect(ids(feed)).toEqual(range(0, 39));
    await second.stop();
  });
});

test('one that is slow stays with what is new: the oldest calls are dropped, counted and said once', async () => {
  const { record, calls, pass, log } = setUp();
  const { database, feed, sinks } = twoSinks();
  database.failure = away;
  feed.failure = away;
  const recorder = record(sinks, { mostUnreadBytes: 20_000 });
  calls(0, 299);
  await work(recorder, 5);
  pass(2000);
  await work(recorder);
  const { dropped = 0, queued = 0 } = recorder.stats().sinks['feed'] ?? {};
  expect(dropped).toBeGreaterThan(100);
  expect(queued).toBeLessThan(100);
  feed.failure = null;
  await work(recorder);
  expect(ids(feed)).toEqual(range(dropped, 299));
  expect(log.lines.filter(({ message }) => message.includes('oldest'))).toMatchObject([{ fields: { sink: 'feed' } }]);
  await recorder.stop();
});

test('a dead one beside it costs the live one nothing', async () => {
  const { record, calls, pass } = setUp();
  const { database, feed, sinks } = twoSinks();
  const dead = memorySink({
    name: 'dead',
    required: false,
    writeTimeoutMs: 1,
    write: () => new Promise(() => undefined),
  });
  database.failure = away;
  const recorder = record([...sinks, dead], { limits: { ...limits, stopGraceMs: 5 } });
  for (let round = 0; round < 10; round++) {
    calls(round * 30, round * 30 + 29);
    await work(recorder, 5);
    pass(2000);
    await work(recorder);
    expect(ids(feed)).toEqual(range(0, round * 30 + 29));
  }
  await recorder.stop();
  const { dropped, written } = recorder.stats().sinks['dead'] ?? {};
  expect({ dropped, written }).toEqual({ dropped: 300, written: 0 });
});

test('a stream that spans it reaches the others whole, also when its beginning was carried on meanwhile', async () => {
  const { disk, capture, record, calls, pass } = setUp(5000);
  const { database, feed, sinks } = twoSinks();
  const recorder = record(sinks, { carryAfter: 1 });
  const [first, ...rest] = streamParts(0, 'upstream', openAiStream(['Hel', 'lo']));
  void capture.start(callStart(0, { stream: true }));
  database.failure = away;
  calls(1, 30);
  if (first) void capture.part(first);
  calls(31, 60);
  await work(recorder, 5);
  pass(2000);
  await work(recorder);
  expect(ids(feed)).toEqual(range(1, 60));
  // For a moment it is back: the first reader comes as far as behind the first part, and its checkpoint follows.
  let room = 50;
  database.failure = (records) => ((room -= records.length) > 0 ? null : away());
  await work(recorder);
  recorder.checkpoint();
  expect(ids(database).length).toBeGreaterThan(30);
  expect(ids(database).length).toBeLessThan(60);
  expect(disk.names(spoolDir)).toContain('carry-1.seg');
  expect(disk.names(spoolDir)).not.toContain('00000001.seg');
  for (const part of rest) void capture.part(part);
  void capture.end(streamEnd(0));
  await work(recorder);
  const stream = feed.calls.at(-1);
  expect(stream?.callId).toBe(callId(0));
  expect(stream?.response?.original.json).toMatchObject({ choices: [{ message: { content: 'Hello' } }] });
  database.failure = null;
  await drain(recorder);
  expect(new Set(ids(database))).toEqual(new Set(range(0, 60)));
  expect(ids(feed)).toHaveLength(61);
});

test('calls that a restart of the gateway interrupts meanwhile reach the others once', async () => {
  const { disk, capture, calls, record, pass } = setUp();
  const { database, feed, sinks } = twoSinks();
  database.failure = away;
  calls(0, 29);
  void capture.start(callStart(30));
  const life = mortal(sinks);
  const first = record(life.sinks, life);
  await work(first, 5);
  pass(2000);
  await work(first);
  first.checkpoint();
  expect(ids(feed)).toEqual(range(0, 29));
  life.kill();
  const again = disk.process();
  void createCapture(testSpool(again)).start(callStart(31));
  const second = record(sinks, { files: again });
  await work(second, 5);
  pass(2000);
  await work(second);
  expect(ids(feed)).toEqual(range(0, 30));
  expect(feed.calls.at(-1)?.status).toBe('interrupted');
  database.failure = null;
  await drain(second);
  expect(ids(database)).toEqual(range(0, 30));
  expect(ids(feed)).toEqual(range(0, 30));
});

test('calls that a killed gateway left open, more than there is room for, reach the others once', async () => {
  const { disk, capture, record, pass } = setUp();
  const { database, feed, sinks } = twoSinks();
  database.failure = away;
  for (let index = 0; index < 40; index++) void capture.start(callStart(index));
  const files = disk.process();
  testSpool(files);
  const recorder = record(sinks, { files });
  await work(recorder, 5);
  expect(ids(feed).length).toBeLessThan(40);
  pass(2000);
  await work(recorder);
  expect(ids(feed)).toEqual(range(0, 39));
  database.failure = null;
  await drain(recorder);
  expect(ids(database)).toEqual(range(0, 39));
  expect(ids(feed)).toEqual(range(0, 39));
});

test('none is left out when the database is back before all that were left open could be read for the others', async () => {
  const { disk, capture, record, pass } = setUp(1_000_000);
  const { database, feed, sinks } = twoSinks();
  database.failure = away;
  await capture.start(callStart(0, { request: exchange(Buffer.alloc(4_200_000, 'x')) }));
  await capture.end(callEnd(0));
  for (let index = 1; index <= 300; index++) void capture.start(callStart(index));
  const files = disk.process();
  testSpool(files);
  const recorder = record(sinks, { files, limits: { lingerMs: 0 } });
  await work(recorder, 5);
  pass(2000);
  recorder.turn();
  database.failure = null;
  while (recorder.stats().recorded === 0) await tick();
  await drain(recorder);
  await recorder.stop();
  expect(ids(database)).toEqual(range(0, 300));
  expect(ids(feed)).toEqual(range(0, 300));
});

test('beside a large call that waits in memory no other large one is read; it is counted as dropped', async () => {
  const { record, capture, calls, pass } = setUp(100_000_000);
  const { database, feed, sinks } = twoSinks();
  const large = async (index: number) => {
    await capture.start(callStart(index, { request: exchange(Buffer.alloc(4_200_000, 'x')) }));
    await capture.end(callEnd(index));
  };
  database.failure = away;
  const recorder = record(sinks, { limits: { ...limits, optionalBytes: 6_000_000 } });
  await large(0);
  calls(1, 20);
  await large(21);
  calls(22, 30);
  await work(recorder, 5);
  pass(2000);
  await work(recorder);
  expect(ids(feed)).toEqual([...range(0, 20), ...range(22, 30)]);
  expect(recorder.stats().sinks['feed']).toMatchObject({ dropped: 1 });
  database.failure = null;
  await drain(recorder);
  expect(ids(database)).toEqual(range(0, 30));
});

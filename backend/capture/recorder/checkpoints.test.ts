import type { CrashDisk } from '../testing/crashDisk';
import { callEnd, callId, callStart, openAiStream, streamEnd, streamParts } from '../../call/testing/facts';
import { drain, memorySink, testRecorder } from '../testing/recorder';
import { spoolDir, testCapture, wholeCall } from '../testing/spool';

const segments = (disk: CrashDisk) => disk.names(spoolDir).filter((name) => /^\d+\.seg$/.test(name));

describe('segments', () => {
  test('are deleted once everything in them is stored', async () => {
    const world = testCapture(5000);
    const recorder = testRecorder(spoolDir, [memorySink()], { files: world.files });
    for (let index = 0; index < 40; index++) wholeCall(world, index);
    expect(segments(world.disk).length).toBeGreaterThan(5);
    await drain(recorder);
    expect(segments(world.disk).length).toBeGreaterThan(5);
    recorder.checkpoint();
    expect(segments(world.disk)).toHaveLength(1);
  });

  test('are not kept by a long stream: its frames are carried on, and it ends whole after a restart', async () => {
    const world = testCapture(5000);
    const chunks = openAiStream(['Hel', 'lo']);
    const parts = streamParts(0, 'upstream', chunks);
    void world.capture.start(callStart(0, { stream: true }));
    const first = testRecorder(spoolDir, [memorySink()], { files: world.files, carryAfter: 2 });
    for (const [position, part] of parts.entries()) {
      void world.capture.part(part);
      for (let index = 1; index < 20; index++) wholeCall(world, position * 100 + index);
      await drain(first);
      first.checkpoint();
      expect(segments(world.disk).length).toBeLessThanOrEqual(3);
    }
    expect(world.disk.names(spoolDir).filter((name) => name.startsWith('carry-'))).toHaveLength(1);

    const sink = memorySink();
    const second = testRecorder(spoolDir, [sink], { files: world.files, carryAfter: 2 });
    void world.capture.end(streamEnd(0));
    await drain(second);
    second.checkpoint();
    const stream = sink.calls.find((call) => call.callId === callId(0));
    expect(stream?.status).toBe('complete');
    expect(stream?.response?.original.json).toMatchObject({ choices: [{ message: { content: 'Hello' } }] });
    expect(world.disk.names(spoolDir).filter((name) => name.startsWith('carry-'))).toEqual([]);
  });
});

test('frames that were carried are found by the next recorder, also when the checkpoint could not be written at first', async () => {
  const world = testCapture(5000);
  let refused = 0;
  const files = {
    ...world.files,
    rename(from: string, to: string) {
      if (to.endsWith('checkpoint.json') && refused++ === 0) throw new Error('said by the test');
      world.files.rename(from, to);
    },
  };
  void world.capture.start(callStart(0));
  for (let index = 1; index < 20; index++) wholeCall(world, index);
  const first = testRecorder(spoolDir, [memorySink()], { files, carryAfter: 1 });
  await drain(first);
  first.checkpoint();
  first.checkpoint();
  expect(refused).toBe(2);
  expect(segments(world.disk)).toHaveLength(1);
  void world.capture.end(callEnd(0));
  const sink = memorySink();
  await drain(testRecorder(spoolDir, [sink], { files: world.files, carryAfter: 1 }));
  expect(sink.calls.map(({ callId: id, status }) => [id, status])).toEqual([[callId(0), 'complete']]);
});

test('a full disk does not keep the checkpoint from moving and the spool from shrinking', async () => {
  const world = testCapture(5000);
  const recorder = testRecorder(spoolDir, [memorySink()], { files: world.files });
  wholeCall(world, 0);
  await drain(recorder);
  recorder.checkpoint();
  for (let index = 1; index < 20; index++) wholeCall(world, index);
  world.disk.freeBytes = 0;
  await drain(recorder);
  recorder.checkpoint();
  expect(segments(world.disk)).toHaveLength(1);
  expect(world.disk.freeBytes).toBeGreaterThan(0);
});

test('a call whose frames were dropped while it was open does not keep the checkpoint from moving', async () => {
  const world = testCapture(5000);
  const recorder = testRecorder(spoolDir, [memorySink()], { files: world.files, carryAfter: 1 });
  void world.capture.start(callStart(0));
  for (let index = 1; index <= 60; index++) wholeCall(world, index);
  await drain(recorder);
  world.files.remove(`${spoolDir}/${segments(world.disk)[0]}`);
  recorder.checkpoint();
  await drain(recorder);
  recorder.checkpoint();
  expect(segments(world.disk)).toHaveLength(1);
  expect(recorder.stats()).toMatchObject({ openCalls: 0, recorded: 60, lost: 1 });
});

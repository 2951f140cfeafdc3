import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { CaptureError, createCapture, openSpool } from './index';
import { NotRecordedError } from '../call';
import { answer, callEnd, callId, callStart, openAiStream, streamEnd, streamParts } from '../call/testing/facts';
import { memoryLog } from '../testing/memoryLog';
import { drain, memorySink, testRecorder } from './testing/recorder';
import type { SpoolOptions } from './spool/types';

let dir = '';
beforeEach(() => (dir = fs.mkdtempSync(path.join(os.tmpdir(), 'spool-'))));
afterEach(() => fs.rmSync(dir, { recursive: true }));

function open(options: Partial<SpoolOptions> = {}) {
  return openSpool({
    dir,
    durability: 'process',
    maxBytes: 100_000_000,
    segmentBytes: 1_000_000,
    whenFull: 'drop-new',
    log: memoryLog(),
    now: Date.now,
    ...options,
  });
}

test('a captured call reaches the sink as a record', async () => {
  const spool = open();
  const capture = createCapture(spool);
  expect(capture.start(callStart(1))).toBeUndefined();
  expect(capture.end(callEnd(1))).toBeUndefined();
  const sink = memorySink();
  const recorder = testRecorder(dir, [sink]);
  await drain(recorder);
  expect(sink.calls.map(({ callId, status }) => [callId, status])).toEqual([[callId(1), 'complete']]);
  expect(sink.calls[0]?.response?.original.json).toEqual(JSON.parse(answer));
  await recorder.stop();
  await spool.close();
});

test('calls that run at the same time are put together each on its own', async () => {
  const spool = open();
  const capture = createCapture(spool);
  const chunks = openAiStream(['Hel', 'lo']);
  for (const index of [1, 2, 3]) void capture.start(callStart(index, { stream: true }));
  for (const position of chunks.keys()) {
    for (const index of [3, 1, 2]) {
      const part = streamParts(index, 'upstream', chunks)[position];
      if (part) void capture.part(part);
    }
  }
  for (const index of [2, 3, 1]) void capture.end(streamEnd(index));
  const sink = memorySink();
  const recorder = testRecorder(dir, [sink]);
  await drain(recorder);
  expect(sink.calls.map((call) => call.callId)).toEqual([callId(2), callId(3), callId(1)]);
  for (const { status, response } of sink.calls) {
    expect(status).toBe('complete');
    expect(response?.original.json).toMatchObject({ choices: [{ message: { content: 'Hello' } }] });
  }
  await recorder.stop();
  await spool.close();
});

test('bodies that came compressed, and what policies made of them, take the room of what came', async () => {
  const spool = open();
  const capture = createCapture(spool);
  const original = Buffer.from(JSON.stringify({ model: 'gpt-5', text: 'secret '.repeat(1_000_000) }));
  const changed = Buffer.from(original.toString().replaceAll('secret', 'hidden'));
  const bytes = gzipSync(original);
  const exchange = {
    original,
    final: changed,
    steps: [{ policy: 'redact', redacts: true, body: changed }],
    contentType: 'application/json',
    packed: [{ body: original, encoding: 'gzip' as const, bytes }],
  };
  const started = capture.start(callStart(1, { request: exchange }));
  await Promise.all([started, capture.end(callEnd(1, { response: exchange }))]);
  expect(spool.stats().bytes).toBeLessThan(5 * bytes.length);
  const sink = memorySink();
  const recorder = testRecorder(dir, [sink]);
  await drain(recorder);
  const [call] = sink.calls;
  for (const direction of [call?.request, call?.response]) {
    expect(direction?.original.raw.length).toBe(original.length);
    expect(direction?.final?.json).toEqual(JSON.parse(changed.toString()));
  }
  await recorder.stop();
  await spool.close();
});

test('where no call may go unrecorded, a start that finds no room is refused, and its end leaves no trace', async () => {
  const spool = open();
  const before = spool.stats().sequence;
  const full = { ...spool, append: () => false };
  const capture = createCapture(full, { enter: () => undefined, refuses: true });
  await expect(capture.start(callStart(1))).rejects.toThrow(NotRecordedError);
  // Refused before: it may be missing.
  expect(capture.start(callStart(2), true)).toBeUndefined();
  expect(spool.stats().sequence).toBe(before);
  await spool.close();
});

test('a fact without a call id throws before anything is queued', async () => {
  const spool = open();
  const capture = createCapture(spool);
  const before = spool.stats().sequence;
  expect(() => capture.start(callStart(1, { callId: '' }))).toThrow(CaptureError);
  expect(() => capture.end(callEnd(1, { callId: 'undefined' }))).toThrow(/call id/);
  expect(() => capture.part({ callId: '', side: 'upstream', bytes: Buffer.from('x'), times: [] })).toThrow(/call id/);
  expect(spool.stats().sequence).toBe(before);
  await spool.close();
});

test('a stream of which a part found no room is kept up to there, and says so', async () => {
  const spool = open();
  const parts = streamParts(1, 'upstream', openAiStream(['Hel', 'lo', ' there']));
  let appended = 0;
  // The third part finds no room, the ones after it would.
  const capture = createCapture({
    ...spool,
    append: (type, payload) => (++appended === 4 ? false : spool.append(type, payload)),
  });
  void capture.start(callStart(1, { stream: true }));
  for (const part of parts) void capture.part(part);
  void capture.end(streamEnd(1));
  const sink = memorySink();
  const recorder = testRecorder(dir, [sink]);
  await drain(recorder);
  const [call] = sink.calls;
  expect(call?.status).toBe('complete');
  expect(call?.events.map(({ type }) => type)).toEqual(['capture.parts_lost']);
  expect(call?.response?.original.json).toMatchObject({ choices: [{ message: { content: 'Hel' } }] });
  await recorder.stop();
  await spool.close();
});

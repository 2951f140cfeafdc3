import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { bundle } from '../capture/testing/bundle';
import { loadConfig } from '../config';
import type { BodyTask, BodyTaskResult } from '../gateway';
import type { EventTask, EventTaskResult, PolicyTask, PolicyTaskResult } from '../policies';
import { memoryLog } from '../testing/memoryLog';
import { startThreads, ThreadError, type Threads } from '../threads';

const limits = { jsonDepth: 200, jsonValues: 100_000 };
const redact = { name: 'redact', use: 'pii-redaction', options: { apply_to: 'both' } };
let dir = '';
let threads: Threads;
let patient: Threads;

beforeAll(async () => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'threads-'));
  const file = await bundle(path.join(__dirname, 'bodyThread.ts'), dir);
  const { policies } = loadConfig({ file: null, env: {} });
  const data = { policies: [...Object.values(policies), redact], heldBackChars: 1000, limits };
  const start = (waitMs: number) => startThreads({ file, data, count: 1, waitMs, log: memoryLog() });
  threads = start(50);
  patient = start(60_000);
});
afterAll(async () => {
  await threads.stop();
  await patient.stop();
  fs.rmSync(dir, { recursive: true });
});

function run(task: BodyTask | PolicyTask | EventTask, timeoutMs = 20_000): Promise<unknown> {
  return threads.run(() => ({ value: task, move: [] }), timeoutMs);
}

function reading(text: string): BodyTask {
  return { read: 'request', bytes: Buffer.from(text), limits, oneReading: true, mustBeCall: true };
}

function read(text: string): Promise<BodyTaskResult> {
  return run(reading(text)) as Promise<BodyTaskResult>;
}

function policyTask(bytes: Buffer): PolicyTask {
  const call = { api: 'openai' as const, callId: 'call', model: 'gpt-5', stream: false };
  return { ...call, policy: 'redact', hook: 'onRequest', maxEvents: 2, bytes };
}

test('of a large request only what it says about itself comes back', async () => {
  const messages = [{ role: 'user', content: 'x'.repeat(100_000) }];
  const body = { model: 'gpt-5', stream: true, user: 'ada', metadata: { session_id: 's', more: 'y' }, messages };
  expect(await read(JSON.stringify(body))).toEqual({
    about: { model: 'gpt-5', stream: true, user: 'ada', metadata: { session_id: 's' } },
    refusal: null,
  });
});

test.each([
  ['not_json', '{"model":"m",'.padEnd(100_000, '\n')],
  ['json_too_deep', `{"model":"m","a":${'['.repeat(100_000)}`],
  ['json_too_many_values', `{"model":"m","a":[${'1,'.repeat(200_000)}1]}`],
  ['model_missing', JSON.stringify({ text: 'x'.repeat(100_000) })],
  ['model_missing', JSON.stringify({ model: 'x'.repeat(100_000) })],
  ['repeated_key', `{"model":"m","model":"n","text":"${'x'.repeat(100_000)}"}`],
])('what is wrong with one is told as of a small one: %s', async (code, text) => {
  expect((await read(text)).refusal).toMatchObject({ code });
});

test('an answer beyond the limits of values is one that policies can’t read', async () => {
  const bytes = Buffer.from(`[${'[],'.repeat(200_000)}[]]`);
  const { refusal } = (await run({ read: 'answer', bytes, limits, mayBeText: false })) as BodyTaskResult;
  expect(refusal).toMatchObject({ code: 'unreadable_response' });
  expect(refusal?.message).toContain('limits.json_values');
});

test('a policy changes a large body, and says so as often as it may', async () => {
  const part = { type: 'text', text: 'write to ada@example.org' };
  const body = { model: 'gpt-5', messages: [{ role: 'user', content: Array.from({ length: 1000 }, () => part) }] };
  const result = (await run(policyTask(Buffer.from(JSON.stringify(body))))) as PolicyTaskResult;
  expect(Buffer.from(result.changed?.bytes ?? []).toString()).toBe(
    JSON.stringify(body).replaceAll('ada@example.org', '[REDACTED]'),
  );
  expect(result).toMatchObject({ changed: { about: { model: 'gpt-5' } }, droppedEvents: 998, block: null });
  expect(result.events).toHaveLength(2);
});

test('of a large event of a stream what needs the stream comes back, and the rest is done', async () => {
  const choices = [
    { index: 0, delta: { content: 'write to ada@' } },
    { index: 0, message: { content: 'To ada@example.org.' } },
  ];
  const [api, json] = ['openai', JSON.stringify({ choices })] as const;
  expect(await run({ event: 'look', json })).toBe(true);
  const task = { event: 'take', policy: 'redact', json, followed: ['1.content'], api, maxEvents: 2 } as const;
  const taken = (await run(task)) as EventTaskResult<typeof task>;
  const made = json.replace('ada@example.org', '[REDACTED]');
  expect(taken).toMatchObject({ json: made, texts: [{ channel: '0.content', text: 'write to ada@' }], closes: [] });
  const written = [{ path: taken.texts[0]?.path ?? [], text: 'write to ' }];
  expect(await run({ event: 'write', api, json: made, written, unsigned: [] })).toBe(made.replace('ada@"', '"'));
});

test('an event beyond the limits of values is one that policies can’t read', async () => {
  expect(await run({ event: 'look', json: `{"a":[${'[],'.repeat(200_000)}[]]}` })).toBe(false);
});

test('what can not be handed over fails by itself, also when its turn comes with the end of another', async () => {
  const ask = (model: string) => patient.run(() => ({ value: reading(`{"model":"${model}"}`), move: [] }), 20_000);
  const first = ask('m');
  const refused = patient.run(() => {
    throw new RangeError('no memory');
  }, 20_000);
  const last = ask('n');
  await expect(refused).rejects.toThrow('no memory');
  expect(await first).toMatchObject({ about: { model: 'm' } });
  expect(await last).toMatchObject({ about: { model: 'n' } });
});

test('what takes too long is ended, what waits too long is turned away, and the next goes on', async () => {
  const slow = { model: 'm', messages: [{ role: 'user', content: 'a@b.co '.repeat(3_000_000) }] };
  const bytes = Buffer.from(JSON.stringify(slow));
  const codes = await Promise.all(
    [run(policyTask(bytes), 200), read('{}')].map((task) =>
      task.then(
        () => 'done',
        (error: unknown) => (error instanceof ThreadError ? error.code : 'other'),
      ),
    ),
  );
  expect(codes).toEqual(['thread_timeout', 'thread_busy']);
  expect((await read('{"model":"m"}')).about).toEqual({ model: 'm' });
});

test('the time that a thread takes to start is not its first task’s', async () => {
  const file = path.join(dir, 'slowToStart.cjs');
  fs.writeFileSync(
    file,
    `const { parentPort, workerData } = require('node:worker_threads');
     Atomics.wait(workerData, 0, 0);
     parentPort.on('message', (task) => parentPort.postMessage({ result: task }));
     parentPort.postMessage('ready');`,
  );
  const mayStart = new Int32Array(new SharedArrayBuffer(4));
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  try {
    const slow = startThreads({ file, data: mayStart, count: 1, waitMs: 50, log: memoryLog() });
    const done = slow.run(() => ({ value: 'said', move: [] }), 1000);
    jest.advanceTimersByTime(2000);
    Atomics.store(mayStart, 0, 1);
    Atomics.notify(mayStart, 0);
    expect(await done).toBe('said');
    await slow.stop();
  } finally {
    jest.useRealTimers();
  }
});

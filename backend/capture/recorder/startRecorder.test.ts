import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { until } from '../../testing/until';
import { createCapture } from '../createCapture';
import { openSpool } from '../spool/openSpool';
import { bundle } from '../testing/bundle';
import type { StoredSummary } from '../../call';
import { answer, callEnd, callId, callStart, exchange } from '../../call/testing/facts';
import { memoryLog } from '../../testing/memoryLog';
import { childrenRunning, hasIdleClass, schedulingClasses, schedulingClassOf } from '../testing/schedulingClass';
import { createRecorderHealth } from './health';
import { heavyBytes } from './recordMaker';
import { startRecorder, type StartRecorderOptions } from './startRecorder';

let root = '';
let file = '';

beforeAll(async () => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'recorder-'));
  file = await bundle(path.join(__dirname, '../testing/programs/fileRecorder.ts'), root);
});
afterAll(() => fs.rmSync(root, { recursive: true }));

function setUp(name: string) {
  const dir = path.join(root, name);
  const database = path.join(root, `${name}.txt`);
  fs.writeFileSync(database, '');
  const log = memoryLog();
  const spool = openSpool({
    dir,
    durability: 'process',
    maxBytes: 1_000_000_000,
    segmentBytes: 100_000,
    whenFull: 'drop-new',
    log,
    now: Date.now,
  });
  const data = {
    dir,
    connectionString: database,
    ownServer: false,
    callBytes: 32_000_000,
    openCallMs: 60_000,
    restBytes: 1_000_000,
    behindBytes: 1_000_000,
    behindMs: 500,
  };
  const written = () => spool.stats().sequence;
  const start = (options: Partial<StartRecorderOptions> = {}) =>
    startRecorder({ file, data, written, heapBytes: 128 * 1024 * 1024, log, ...quick, ...options });
  const rows = () => fs.readFileSync(database, 'utf8').split('\n').slice(0, -1);
  const hang = () => {
    fs.writeFileSync(`${database}.hangs`, '');
    return () => fs.rmSync(`${database}.hangs`);
  };
  return { spool, capture: createCapture(spool), log, start, rows, hang };
}

const quick = {
  firstRestartMs: 10,
  maxRestartMs: 10,
  health: createRecorderHealth(() => performance.now()),
  onStored: () => undefined,
};

test('records in a process of its own, and stores all there is before it stops', async () => {
  const { spool, capture, start, rows, log } = setUp('plain');
  const recorder = start();
  for (let index = 0; index < 300; index++) {
    void capture.start(callStart(index));
    void capture.end(callEnd(index));
  }
  await recorder.stop({ drain: 20_000 });
  expect(rows()).toEqual(Array.from({ length: 300 }, (_, index) => `${callId(index)} complete`));
  expect(recorder.stats()).toMatchObject({ recorded: 300, restarts: 0, unstored: 0, checkpoint: 600 });
  expect(log.lines).toEqual([]);
  await spool.close();
});

test('tells of each call once it is stored, what it took and what was changed', async () => {
  const { spool, capture, start } = setUp('told');
  const told: StoredSummary[] = [];
  const recorder = start({ onStored: (calls) => void told.push(...calls) });
  for (let index = 0; index < 100; index++) {
    void capture.start(callStart(index));
    const response = index === 7 ? exchange(answer, answer.replace('General', 'Sergeant')) : exchange(answer);
    void capture.end(callEnd(index, { response }));
  }
  await recorder.stop({ drain: 20_000 });
  expect(told.map((call) => call.callId)).toEqual(Array.from({ length: 100 }, (_, index) => callId(index)));
  expect(told[7]).toEqual({
    callId: callId(7),
    source: 'gateway',
    traceId: 'ab'.repeat(16),
    startedAt: 1_760_000_000_007.25,
    api: 'openai',
    operation: 'chat_completions',
    provider: 'openai',
    upstream: 'openai',
    requestedModel: 'gpt-5',
    finalModel: 'gpt-5',
    stream: false,
    status: 'complete',
    errorType: null,
    durationMs: 41.5,
    inputTokens: 9,
    outputTokens: 4,
    cacheReadTokens: null,
    cacheWriteTokens: null,
    cacheWrite5mTokens: null,
    cacheWrite1hTokens: null,
    reasoningTokens: null,
    serviceTier: null,
    requestChanges: 0,
    responseChanges: 1,
    requestChangedBy: [],
    responseChangedBy: ['redact'],
    policyRuns: [],
    chunkGaps: null,
    costUsd: null,
    costExact: false,
    costUnknown: null,
    sampled: true,
    sessionId: null,
    userHash: null,
    errorGroup: null,
  });
  await spool.close();
});

test('ended in the middle of its work, it is started again and every call is stored', async () => {
  const { spool, capture, start, rows, log } = setUp('terminated');
  const recorder = start();
  let index = 0;
  for (let round = 1; round <= 4; round++) {
    for (let count = 0; count < 200; count++, index++) {
      void capture.start(callStart(index));
      void capture.end(callEnd(index));
    }
    await until(() => new Set(rows()).size > index - 200);
    await recorder.terminate();
  }
  await until(() => new Set(rows()).size === index);
  await recorder.stop({ drain: 20_000 });
  expect(new Set(rows())).toEqual(new Set(Array.from({ length: 800 }, (_, each) => `${callId(each)} complete`)));
  expect(log.lines.filter(({ message }) => message.includes('started again'))).toHaveLength(4);
  await spool.close();
});

test('calls that it dies of hold up the others no longer than it takes to start it', async () => {
  const { spool, capture, start, rows, log } = setUp('killers');
  const body = JSON.stringify({ model: 'killer', text: 'x'.repeat(heavyBytes) });
  for (let index = 0; index < 3; index++) {
    void capture.start(callStart(index, { requestedModel: 'killer', request: exchange(body) }));
    void capture.end(callEnd(index));
  }
  void capture.start(callStart(3));
  void capture.end(callEnd(3));
  const recorder = start({ firstRestartMs: 5, maxRestartMs: 60_000 });
  await until(() => new Set(rows()).size === 4);
  const pauses = log.lines.flatMap(({ message, fields }) => (message.includes('started again') ? fields : []));
  expect(pauses).toEqual(Array.from({ length: 6 }, () => expect.objectContaining({ pause_ms: 5 }) as unknown));
  await recorder.stop({ drain: 1000 });
  await spool.close();
});

test('can be stopped twice, and while it waits for its restart', async () => {
  const { spool, start } = setUp('twice');
  const recorder = start();
  await recorder.terminate();
  await recorder.stop({ drain: 100 });
  await recorder.stop({ drain: 100 });
  await spool.close();
});

(hasIdleClass ? test : test.skip)(
  'works in the idle class while it keeps up; late, another one takes over at its priority',
  async () => {
    const { spool, capture, start, log, rows, hang } = setUp('idle');
    const classes = () => childrenRunning(file).map(schedulingClassOf);
    const { idle, other } = schedulingClasses;
    const recorder = start();
    await until(() => classes().includes(idle));
    const goOn = hang();
    void capture.start(callStart(1));
    void capture.end(callEnd(1));
    await until(() => classes().includes(other));
    expect(log.lines.map(({ level, message }) => `${level} ${message}`)).toEqual([
      expect.stringContaining('info The recorder is behind in the idle class'),
    ]);
    goOn();
    await until(() => rows().length === 1);
    await recorder.stop({ drain: 1000 });
    expect(recorder.stats()).toMatchObject({ restarts: 0 });
    await spool.close();
  },
);

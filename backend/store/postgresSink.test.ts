import { startTestDatabase, type TestDatabase } from './testing/testDatabase';
import { callRecordOf } from '../call';
import { createCapture } from '../capture/createCapture';
import { CrashDisk } from '../capture/testing/crashDisk';
import {
  answer,
  callEnd,
  callId,
  callStart,
  exchange,
  openAiStream,
  streamEnd,
  streamParts,
} from '../call/testing/facts';
import { memoryLog } from '../testing/memoryLog';
import { until } from '../testing/until';
import {
  hasIdleClass,
  lowestNice,
  schedulingClasses,
  schedulingClassOf,
  sessionNiceOf,
} from '../capture/testing/schedulingClass';
import { drain, testRecorder } from '../capture/testing/recorder';
import { spoolDir, testSpool } from '../capture/testing/spool';
import { createPostgresSink, isPoison } from './postgresSink';

let database: TestDatabase;
beforeAll(async () => (database = await startTestDatabase()));
afterAll(() => database.stop());

const ignore = () => undefined;
const data = () => ({ connectionString: database.connectionString, ownServer: true });

function setUp() {
  const files = new CrashDisk().process();
  const log = memoryLog();
  const sink = createPostgresSink(data(), log);
  return {
    files,
    log,
    sink,
    capture: createCapture(testSpool(files)),
    recorder: testRecorder(spoolDir, [sink], { files, log }),
  };
}

async function stored(index: number) {
  const { rows } = await database.pool.query<{ status: string; event_type: string; payload: Record<string, unknown> }>(
    `SELECT c.status, e.event_type, e.payload FROM conversation_calls c JOIN conversation_events e USING (call_id)
     WHERE c.call_id = $1 ORDER BY e.sequence`,
    [callId(index)],
  );
  return rows;
}

test('a call’s rows have the documented shape, once, however often they are delivered', async () => {
  const { capture, recorder, files } = setUp();
  void capture.start(callStart(1));
  void capture.end(callEnd(1, { response: exchange(answer, answer.replace('General', 'Sergeant')) }));
  void capture.start(callStart(2, { stream: true }));
  for (const part of streamParts(2, 'upstream', openAiStream(['Hel', 'lo']))) void capture.part(part);
  void capture.end(streamEnd(2));
  await drain(recorder);
  // Without a checkpoint everything is delivered again.
  await drain(testRecorder(spoolDir, [createPostgresSink(data(), memoryLog())], { files }));
  const [request, response, ...others] = await stored(1);
  expect(others).toEqual([]);
  expect(request).toMatchObject({ status: 'complete', event_type: 'request', payload: { model: 'gpt-5' } });
  expect(response?.payload).toMatchObject({
    id: 'c1',
    original: { choices: [{ message: { content: 'General Kenobi' } }] },
    final: { choices: [{ message: { content: 'Sergeant Kenobi' } }] },
  });
  expect((await stored(2))[1]?.payload).toMatchObject({ final: { choices: [{ message: { content: 'Hello' } }] } });
  await recorder.stop();
});

test('of calls that are delivered again only those are told that were not there yet', async () => {
  const record = (index: number) => callRecordOf({ start: callStart(index), parts: [], end: callEnd(index) });
  const sink = createPostgresSink(data(), memoryLog());
  const told: string[][] = [];
  const write = (...indexes: number[]) =>
    sink.write(indexes.map(record), new AbortController().signal, (ids) => told.push([...ids]));
  await write(50, 51);
  await write(51, 52, 50, 53);
  await write(50);
  expect(told).toEqual([[callId(50), callId(51)], [callId(52), callId(53)], []]);
  await sink.close();
});

test('bodies that jsonb refuses are stored all the same', async () => {
  const { capture, recorder } = setUp();
  const bodies = [
    '{"a":"\\u0000"}',
    '{"a":"\\ud800"}',
    'plain \u0000 text',
    '{"n":1e999,"m":123456789012345678901234567890}',
    '['.repeat(50_000) + ']'.repeat(50_000),
  ];
  for (const [index, body] of bodies.entries()) {
    void capture.start(callStart(10 + index));
    void capture.end(callEnd(10 + index, { response: exchange(body) }));
  }
  await drain(recorder);
  for (const index of bodies.keys()) expect(await stored(10 + index)).toHaveLength(2);
  expect(recorder.stats()).toMatchObject({ recorded: bodies.length, quarantined: 0 });
  await recorder.stop();
});

test('a row that the database refuses is put aside; its neighbours are stored', async () => {
  const { capture, recorder } = setUp();
  for (let index = 20; index < 30; index++) {
    void capture.start(callStart(index));
    void capture.end(callEnd(index, index === 25 ? { httpStatus: 99_999_999_999 } : {}));
  }
  await drain(recorder);
  expect(recorder.stats()).toMatchObject({ recorded: 9, quarantined: 1 });
  expect(await stored(24)).toHaveLength(2);
  expect(await stored(25)).toEqual([]);
  expect(await stored(26)).toHaveLength(2);
  await recorder.stop();
});

test('a connection that is cut is replaced', async () => {
  const { capture, recorder } = setUp();
  for (const index of [30, 31]) {
    void capture.start(callStart(index));
    void capture.end(callEnd(index));
    await drain(recorder);
    const { rowCount } = await database.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'luthien-lens recorder'`,
    );
    expect(rowCount).toBeGreaterThan(0);
  }
  expect(await stored(31)).toHaveLength(2);
  await recorder.stop();
});

test('a write that is given up lets its connection go; the next one has another', async () => {
  const sink = createPostgresSink(data(), memoryLog());
  const record = callRecordOf({ start: callStart(35), parts: [], end: callEnd(35) });
  const blocker = await database.pool.connect();
  await blocker.query('BEGIN; LOCK TABLE conversation_calls');
  const patience = new AbortController();
  const write = sink.write([record], patience.signal, ignore);
  await until(async () => (await lockedOut()) > 0);
  patience.abort();
  await expect(write).rejects.toThrow();
  await blocker.query('ROLLBACK');
  blocker.release();
  await sink.write([record], new AbortController().signal, ignore);
  expect(await stored(35)).toHaveLength(2);
  await sink.close();
});

async function lockedOut(): Promise<number> {
  const { rowCount } = await database.pool.query(
    `SELECT 1 FROM pg_stat_activity WHERE application_name = 'luthien-lens recorder' AND wait_event_type = 'Lock'`,
  );
  return rowCount ?? 0;
}

(hasIdleClass ? test : test.skip)(
  'in the background, its own process of our server is in the idle class, also after it was replaced',
  async () => {
    const { capture, recorder, sink } = setUp();
    const record = async (index: number) => {
      void capture.start(callStart(index));
      void capture.end(callEnd(index));
      await drain(recorder);
    };
    // Its connection is there when it steps back: whoever starts works off first what waits.
    await record(39);
    sink.stepBack?.();
    for (const index of [40, 41]) {
      await record(index);
      const { rows } = await database.pool.query<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE application_name = 'luthien-lens recorder'`,
      );
      expect(rows.map(({ pid }) => schedulingClassOf(pid))).toEqual([schedulingClasses.idle]);
      expect(rows.map(({ pid }) => sessionNiceOf(pid) ?? lowestNice)).toEqual([lowestNice]);
      await database.pool.query(`SELECT pg_terminate_backend($1)`, [rows[0]?.pid]);
    }
    await recorder.stop();
  },
);

test('only errors of the data are poison; whatever may pass is tried again', () => {
  const withCode = (code: string) => Object.assign(new Error('said by PostgreSQL'), { code });
  for (const code of ['22P02', '23503', '54000']) expect(isPoison(withCode(code))).toBe(true);
  for (const code of ['57P01', '53300', '40001', '42P01', '08006', 'ECONNREFUSED', 'ENOTFOUND']) {
    expect(isPoison(withCode(code))).toBe(false);
  }
  expect(isPoison(new Error('Connection terminated unexpectedly'))).toBe(false);
  expect(isPoison(new RangeError('Invalid string length'))).toBe(true);
});

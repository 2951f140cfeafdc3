import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { callEnd, callId, callStart, exchange } from '../../backend/call/testing/facts';
import { createCapture, createRecorderHealth, openSpool, startRecorder } from '../../backend/capture';
import { readCheckpoint } from '../../backend/capture/spool/checkpoint';
import { nodeFs } from '../../backend/capture/spool/fs';
import { bundle } from '../../backend/capture/testing/bundle';
import { startTestDatabase, type TestDatabase } from '../../backend/store/testing/testDatabase';
import { memoryLog } from '../../backend/testing/memoryLog';
import { hangPostgres } from '../support/postmaster';
import { until } from '../support/until';

jest.setTimeout(600_000);

/** Of what the recorder may take in memory, a few hundred of these calls are many times as much as may wait. */
const heapBytes = 64 * 1024 * 1024;
const request = exchange(JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'x'.repeat(20_000) }] }));

let root: string;
let database: TestDatabase;

beforeAll(async () => {
  root = mkdtempSync(path.join(os.tmpdir(), 'lens-feed-'));
  database = await startTestDatabase();
});
afterAll(async () => {
  await database.stop();
  rmSync(root, { recursive: true, force: true });
});

function setUp(file: string) {
  const dir = path.join(root, 'spool');
  const log = memoryLog();
  const size = { maxBytes: 1_000_000_000, segmentBytes: 4_000_000 };
  const isRecorderAway = () => false;
  const spool = openSpool({
    dir,
    durability: 'process',
    ...size,
    whenFull: 'drop-new',
    isRecorderAway,
    log,
    now: Date.now,
  });
  const { connectionString } = database;
  const told: string[] = [];
  const recorder = startRecorder({
    file,
    data: {
      dir,
      connectionString,
      ownServer: false,
      callBytes: 32_000_000,
      openCallMs: 600_000,
      restBytes: 0,
      behindBytes: 1e12,
    },
    written: () => spool.sequence(),
    health: createRecorderHealth(() => performance.now()),
    onStored: (calls) => void told.push(...calls.map((call) => call.callId)),
    heapBytes,
    log,
  });
  const capture = createCapture(spool);
  const calls = (from: number, to: number) => {
    for (let index = from; index < to; index++) {
      void capture.start(callStart(index, { request }));
      void capture.end(callEnd(index));
    }
  };
  const fed = () => readFileSync(`${dir}.feed`, 'utf8').split('\n').slice(0, -1);
  /** Where the feed goes on after a recorder was killed. */
  const notedForFeed = () => readCheckpoint(nodeFs, dir).optional?.sequence;
  return { spool, recorder, calls, fed, notedForFeed, told };
}

async function stored(): Promise<string[]> {
  const { rows } = await database.pool.query<{ call_id: string }>('SELECT call_id FROM conversation_calls');
  return rows.map(({ call_id: id }) => id);
}

async function dataDirectory(): Promise<string> {
  const { rows } = await database.pool.query<{ data_directory: string }>('SHOW data_directory');
  return rows[0]?.data_directory ?? '';
}

test('PostgreSQL hangs: an optional sink goes on, also when the recorder is killed; then every call is stored and told once', async () => {
  const file = await bundle(path.join(__dirname, '../support/feedRecorder.ts'), root);
  const { spool, recorder, calls, fed, notedForFeed, told } = setUp(file);
  const untilFed = (count: number) =>
    until(fed, (lines) => new Set(lines).size >= count, { what: `the feed has ${count} calls` });
  calls(0, 50);
  await until(stored, (ids) => ids.length === 50, { what: 'the first calls are stored' });

  const hung = hangPostgres(await dataDirectory());
  calls(50, 450);
  expect(await untilFed(450)).toHaveLength(450);
  await until(
    () => recorder.stats()?.sinks['feed']?.written,
    (written) => written === 450,
    { what: 'it is reported' },
  );
  expect(recorder.stats()).toMatchObject({ recorded: 50, sinks: { feed: { written: 450, dropped: 0 } } });
  await until(notedForFeed, (sequence) => sequence === spool.sequence(), { what: 'it is noted for the next recorder' });
  await recorder.terminate();
  calls(450, 500);
  expect(await untilFed(500)).toHaveLength(500);
  hung.resume();

  await until(stored, (ids) => ids.length === 500, { what: 'the calls of the meantime are stored' });
  await recorder.stop({ drain: 20_000 });
  const all = Array.from({ length: 500 }, (_, index) => callId(index));
  expect((await stored()).sort()).toEqual(all);
  expect(told.sort()).toEqual(all);
  expect(new Set(fed())).toEqual(new Set(all));
  expect(recorder.stats()?.sinks).toMatchObject({ feed: { dropped: 0 } });
  await spool.close();
});

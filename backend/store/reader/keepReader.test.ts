import { Client } from 'pg';
import { silentLog } from '../../log';
import { createPool } from '../createPool';
import { callIdAt, sampleCall, sampleEvent } from '../testing/sampleRows';
import { startTestDatabase, type TestDatabase } from '../testing/testDatabase';
import { writeRows } from '../write/writeRows';
import { keepReader, readerRole } from './keepReader';

const now = Date.now();
const guessable = sampleCall(now, { sessionId: 'session-7', sessionIsRandom: false, userHash: 'hash-of-ada' });
const random = sampleCall(now, { sessionId: 'session-8', sessionIsRandom: true, userHash: 'hash-of-bob' });
let database: TestDatabase;

beforeAll(async () => {
  database = await startTestDatabase();
  const client = await database.pool.connect();
  await writeRows(client, [guessable, random], [sampleEvent(guessable)]);
  client.release();
});
afterAll(() => database.stop());

/** Asks as the role that dashboards read with. */
async function asReader(sql: string, password = 'first pass'): Promise<unknown[]> {
  const url = new URL(database.connectionString);
  url.username = readerRole;
  url.password = password;
  const client = new Client({ connectionString: url.toString() });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

const owners = 'SELECT session_id, user_hash FROM dashboards.calls ORDER BY session_id';

test('the reader sees calls, and neither bodies nor whose they are', async () => {
  await keepReader(database.connectionString, { password: 'first pass', seesUsers: false });
  expect(await asReader(owners)).toEqual([
    { session_id: 'session-8', user_hash: null },
    { session_id: null, user_hash: null },
  ]);
  for (const table of ['conversation_calls', 'conversation_events', 'stored_events', 'call_scores', 'audit_log']) {
    await expect(asReader(`SELECT * FROM public.${table}`)).rejects.toThrow(`permission denied for`);
  }
});

test('where calls are from is to be seen', async () => {
  expect(await asReader('SELECT DISTINCT source, source_name FROM dashboards.calls')).toEqual([
    { source: 'gateway', source_name: null },
  ]);
});

test('no view has a body, words of one, a header or a comment in it', async () => {
  const { rows } = await database.pool.query<{ column_name: string }>(
    "SELECT DISTINCT column_name FROM information_schema.columns WHERE table_schema = 'dashboards'",
  );
  const names = rows.map(({ column_name }) => column_name);
  const closed = /search|header|raw|payload|original|^final$|steps|comment|chunk|error_message|bytes/;
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => closed.test(name))).toEqual([]);
});

test('the reader can change nothing, whatever it sets', async () => {
  for (const sql of [
    'DELETE FROM dashboards.calls',
    "UPDATE dashboards.calls SET status = 'x'",
    "INSERT INTO dashboards.scores VALUES ('x', 'x', 'x', 1, now())",
    'CREATE VIEW dashboards.other AS SELECT 1',
  ]) {
    await expect(asReader(sql)).rejects.toThrow(/permission denied for|read-only transaction/);
    await expect(asReader(`BEGIN; SET TRANSACTION READ WRITE; ${sql}`)).rejects.toThrow('permission denied for');
  }
});

test('it is renewed at each start: its password, and whether it sees users', async () => {
  const both = { password: "second 'pass'", seesUsers: true };
  await Promise.all([keepReader(database.connectionString, both), keepReader(database.connectionString, both)]);
  expect(await asReader(owners, both.password)).toEqual([
    { session_id: 'session-7', user_hash: 'hash-of-ada' },
    { session_id: 'session-8', user_hash: 'hash-of-bob' },
  ]);
  await expect(asReader(owners)).rejects.toThrow('password authentication failed');
  await keepReader(database.connectionString, { ...both, seesUsers: false });
  expect(await asReader(owners, both.password)).toContainEqual({ session_id: null, user_hash: null });
});

test('a time is the least id of its millisecond, and keeps other days out of the plan', async () => {
  const pool = createPool({ connectionString: database.connectionString, log: silentLog });
  const at = 1_767_225_600_123;
  const { rows } = await pool.query<{ id: string }>('SELECT dashboards.first_call_id($1) AS id', [new Date(at)]);
  expect(callIdAt(at).startsWith(rows[0]?.id ?? 'none')).toBe(true);
  const plan = await pool.query<{ 'QUERY PLAN': string }>(
    "EXPLAIN SELECT count(*) FROM dashboards.calls WHERE call_id >= dashboards.first_call_id('2001-01-01') AND call_id < dashboards.first_call_id('2001-01-02')",
  );
  const scanned = plan.rows.filter((row) => row['QUERY PLAN'].includes('conversation_calls_p'));
  expect(scanned).toEqual([]);
  await pool.end();
});

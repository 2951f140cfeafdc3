import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { Client } from 'pg';
import { createPool } from './createPool';
import { migrate } from './migrate';
import { findBinaries, startPostgres, type Postgres } from './postgres';
import { silentLog } from '../log';
import { findCall } from './read/findCall';
import { findEvents } from './read/findEvents';
import { sampleCall } from './testing/sampleRows';
import { migrationsDir } from './testing/testDatabase';

/** What a row of a call must have, as it was stored then. */
const oldCall = {
  ...{
    trace_id: 't',
    span_id: 's',
    provider: 'openai',
    upstream: 'openai',
    api: 'openai',
    operation: 'chat_completions',
  },
  ...{
    method: 'POST',
    endpoint: '/v1/chat/completions',
    stream: false,
    status: 'complete',
    policies: [],
    changed_by: [],
  },
  ...{ request_changed: false, response_changed: false, request_changes: 0, response_changes: 0, policy_events: 0 },
  ...{
    request_bytes: 1,
    request_headers: { 'x-app': 'old' },
    response_headers: {},
    timings: [],
    search: '',
    capture_mode: 'full',
  },
  session_is_random: false,
};

let dataDir: string;
let server: Postgres;
beforeAll(async () => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'lens-migrate-'));
  server = await startPostgres({
    dataDir,
    binaries: findBinaries(path.resolve('package.json')),
    log: silentLog,
    durable: false,
  });
});
afterAll(async () => {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

test('processes that start at once migrate once, and later starts do nothing', async () => {
  const done = await Promise.all(Array.from({ length: 4 }, () => migrate(server.connectionString, migrationsDir)));
  const files = readdirSync(migrationsDir).map((file) => path.basename(file, '.sql'));
  expect(done.flat().sort()).toEqual(files.sort());
  expect(await migrate(server.connectionString, migrationsDir)).toEqual([]);
});

test('the tables are described, and the documented shape costs no storage', async () => {
  const client = new Client({ connectionString: server.connectionString });
  await client.connect();
  const { rows } = await client.query("SELECT relkind FROM pg_class WHERE relname = 'conversation_events'");
  expect(rows).toEqual([{ relkind: 'v' }]);
  const tables = await client.query(
    "SELECT relname FROM pg_class WHERE relname IN ('conversation_calls', 'conversation_events', 'stored_events', 'audit_log') AND obj_description(oid) <> ''",
  );
  expect(tables.rowCount).toBe(4);
  await client.end();
});

test('what was stored before bodies were shared is read as it was, also in SQL', async () => {
  const client = new Client({ connectionString: server.connectionString });
  await client.connect();
  await client.query('CREATE DATABASE older');
  await client.end();
  const older = server.connectionString.replace('/lens?', '/older?');
  const before = mkdtempSync(path.join(os.tmpdir(), 'lens-older-'));
  for (const file of readdirSync(migrationsDir).filter((name) => name < '010')) {
    copyFileSync(path.join(migrationsDir, file), path.join(before, file));
  }
  await migrate(older, before);
  const pool = createPool({ connectionString: older, log: silentLog });
  const call = sampleCall(Date.now());
  await pool.query(`INSERT INTO conversation_calls SELECT (jsonb_populate_record(NULL::conversation_calls, $1)).*`, [
    JSON.stringify({ ...oldCall, call_id: call.callId, started_at: call.startedAt }),
  ]);
  const body = { model: 'm', messages: [{ role: 'user', content: 'said before '.repeat(300) }] };
  await pool.query(
    `INSERT INTO conversation_events (id, call_id, event_type, sequence, created_at, original, original_raw, raw_kind, raw_encoding)
     VALUES (gen_random_uuid(), $1, 'request', 1, now(), $2, $3, 'json', 'zstd')`,
    [call.callId, JSON.stringify(body), zstdCompressSync(JSON.stringify(body))],
  );
  await migrate(older, migrationsDir);

  const [event] = await findEvents(pool, call.callId);
  expect(Buffer.from(event?.originalRaw ?? []).toString()).toBe(JSON.stringify(body));
  expect(await findCall(pool, call.callId)).toMatchObject({ requestHeaders: { 'x-app': 'old' }, timings: [] });
  const { rows } = await pool.query('SELECT payload FROM conversation_events');
  expect(rows).toEqual([{ payload: { ...body, original: body, final: body } }]);
  await pool.end();
  rmSync(before, { recursive: true });
});

test('a database that is away is told by the error alone', async () => {
  const said = jest.spyOn(console, 'error').mockImplementation();
  await expect(migrate('postgresql://nobody@127.0.0.1:1/none', migrationsDir)).rejects.toThrow('ECONNREFUSED');
  expect(said).not.toHaveBeenCalled();
  said.mockRestore();
});

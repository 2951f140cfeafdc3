import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { migrate } from './migrate';
import { findBinaries, startPostgres, type Postgres } from './postgres';
import { silentLog } from '../log';
import { migrationsDir } from './testing/testDatabase';

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

test('a database that is away is told by the error alone', async () => {
  const said = jest.spyOn(console, 'error').mockImplementation();
  await expect(migrate('postgresql://nobody@127.0.0.1:1/none', migrationsDir)).rejects.toThrow('ECONNREFUSED');
  expect(said).not.toHaveBeenCalled();
  said.mockRestore();
});

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { startTestDatabase, type TestDatabase } from '../testing/testDatabase';
import { callColumns } from './callColumns';

let database: TestDatabase;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());

interface SqlColumn {
  name: string;
  type: string;
  nullable: boolean;
}

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);

async function migrated(): Promise<SqlColumn[]> {
  const { rows } = await database.pool.query<SqlColumn>(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS type, NOT attnotnull AS nullable FROM pg_attribute
     WHERE attrelid = 'conversation_calls'::regclass AND attnum > 0 AND NOT attisdropped`,
  );
  return rows.sort(byName);
}

/** The declared columns, with PostgreSQL's own words for their types. */
async function declared(): Promise<SqlColumn[]> {
  const columns = Object.values(callColumns).map(({ name, kind: { sql, nullable } }) => ({ name, sql, nullable }));
  const { rows } = await database.pool.query<SqlColumn>(
    `SELECT name, sql::regtype::text AS type, nullable
     FROM jsonb_to_recordset($1) AS declared (name text, sql text, nullable boolean)`,
    [JSON.stringify(columns)],
  );
  return rows.sort(byName);
}

test('the declared columns are those of the database, with their types', async () => {
  expect(await declared()).toEqual(await migrated());
});

test('docs/storage.md has each of them, and no other', () => {
  const page = readFileSync(path.resolve('docs/storage.md'), 'utf8');
  const [, table = ''] = /\*\*`conversation_calls`\*\*(.*?)\*\*`conversation_events`\*\*/s.exec(page) ?? [];
  const documented = Array.from(table.matchAll(/^\| `(\w+)` +\| (.+?) +\|/gm), ([, name = '', type]) => ({
    name,
    type,
  }));
  const columns = Object.values(callColumns).map(({ name, kind: { sql, nullable } }) => ({
    name,
    type: nullable ? `${sql} or null` : sql,
  }));
  expect(documented.sort(byName)).toEqual(columns.sort(byName));
});

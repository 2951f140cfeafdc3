import { readFileSync } from 'node:fs';
import path from 'node:path';
import { startTestDatabase, type TestDatabase } from '../testing/testDatabase';
import { formerColumns, storedColumns } from './callColumns';
import { eventColumns } from './eventColumns';

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

/** What is written, or what PostgreSQL computes of it, which is not declared. */
async function migrated(table: string, computed: boolean): Promise<SqlColumn[]> {
  const { rows } = await database.pool.query<SqlColumn>(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS type, NOT attnotnull AS nullable FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND (attgenerated <> '') = $2`,
    [table, computed],
  );
  return rows.sort(byName);
}

/** With PostgreSQL's own words for the types. */
async function inItsWords(columns: SqlColumn[]): Promise<SqlColumn[]> {
  const { rows } = await database.pool.query<SqlColumn>(
    `SELECT name, type::regtype::text AS type, nullable
     FROM jsonb_to_recordset($1) AS declared (name text, type text, nullable boolean)`,
    [JSON.stringify(columns)],
  );
  return rows;
}

/** The rows of a table's documentation: names, and types as they are declared. */
function documented(table: string): SqlColumn[] {
  const page = readFileSync(path.resolve('docs/storage.md'), 'utf8');
  const [, rows = ''] = new RegExp(`^\\*\\*\`${table}\`\\*\\*(.*?)^(?:\\*\\*|#)`, 'ms').exec(page) ?? [];
  return Array.from(rows.matchAll(/^\| `(\w+)` +\| (.+?)( or null)? +\|/gm), ([, name = '', type = '', orNull]) => ({
    name,
    type,
    nullable: orNull !== undefined,
  }));
}

type Declared = Record<string, { name: string; kind: { sql: string; nullable: boolean } }>;

const tables: [table: string, declared: Declared][] = [
  ['conversation_calls', { ...storedColumns, ...formerColumns }],
  ['stored_events', eventColumns],
];

describe.each(tables)('the declared columns of %s', (table, declared) => {
  const columns = Object.values(declared)
    .map(({ name, kind: { sql, nullable } }) => ({ name, type: sql, nullable }))
    .sort(byName);

  test('are those of the database', async () => {
    expect(await inItsWords(columns)).toEqual(await migrated(table, false));
  });

  test('and those that are computed are those of docs/storage.md', async () => {
    const all = [
      ...(await inItsWords(columns)),
      ...(await migrated(table, true)).map((column) => ({ ...column, nullable: false })),
    ];
    expect(await inItsWords(documented(table).sort(byName))).toEqual(all.sort(byName));
  });
});

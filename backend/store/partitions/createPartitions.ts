import { DatabaseError, escapeIdentifier, escapeLiteral, type ClientBase } from 'pg';
import { dayMs, dayName, firstCallIdOf, parseDayName, type Day } from './days';
import { partitionLock } from './locks';

export const callsTable = 'conversation_calls';
export const eventsTable = 'stored_events';
export const spansTable = 'trace_spans';
export const wordsTable = 'call_words';

/** Making a partition locks its table for a moment; behind a long query it gives up instead of holding everyone up. */
const lockTimeoutMs = 5_000;

function partitionName(table: string, day: Day): string {
  return `${table}_p${dayName(day)}`;
}

/** The days of which there are calls. */
export async function daysWithPartition(client: ClientBase): Promise<Day[]> {
  const { rows } = await client.query<{ name: string }>(
    'SELECT relname AS name FROM pg_inherits JOIN pg_class ON oid = inhrelid WHERE inhparent = $1::regclass',
    [callsTable],
  );
  return rows.flatMap(({ name }) => parseDayName(name.slice(callsTable.length + 2)) ?? []);
}

/** What a day has partitions of. */
interface Kind {
  /** The one that is made last. */
  table: string;
  statements: (day: Day) => string;
}

/** The days of `days` that have no partition. */
async function missingDays(client: ClientBase, days: Day[], { table }: Kind): Promise<Day[]> {
  const { rows } = await client.query<{ day: number }>(
    // Not to_regclass: that may remember a table as missing which another process has just made.
    `SELECT day FROM unnest($1::int[], $2::text[]) AS wanted (day, name)
     WHERE NOT EXISTS (SELECT FROM pg_class WHERE relname = name AND pg_table_is_visible(oid)) ORDER BY day`,
    [days, days.map((day) => partitionName(table, day))],
  );
  return rows.map(({ day }) => day);
}

/**
 * Makes the partitions of `days` that do not exist, one transaction a day; processes that try at once take turns.
 * Gives the days that could not have one because the default partition already holds rows of them.
 */
export function createPartitions(client: ClientBase, days: Day[]): Promise<Day[]> {
  return createMissing(client, days, ofCalls);
}

/** The same of the spans around calls. */
export function createSpanPartitions(client: ClientBase, days: Day[]): Promise<Day[]> {
  return createMissing(client, days, ofSpans);
}

async function createMissing(client: ClientBase, days: Day[], kind: Kind): Promise<Day[]> {
  const blocked: Day[] = [];
  for (const day of await missingDays(client, days, kind)) {
    if (!(await createDay(client, day, kind))) blocked.push(day);
  }
  return blocked;
}

async function createDay(client: ClientBase, day: Day, kind: Kind): Promise<boolean> {
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [partitionLock]);
    await client.query(`SET LOCAL lock_timeout = ${lockTimeoutMs}`);
    // Another process may have made it while this one waited.
    if ((await missingDays(client, [day], kind)).length > 0) await client.query(kind.statements(day));
    await client.query('COMMIT');
    return true;
  } catch (error) {
    await client.query('ROLLBACK');
    if (error instanceof DatabaseError && error.code === checkViolation) return false;
    throw error;
  }
}

/** What PostgreSQL says when the default partition holds rows of the new one. */
const checkViolation = '23514';

/**
 * Calls first: every writer locks in this order. The key between the two is enforced here, see the migration. Rows of words
 * have none, and could not be deleted where all tables are published.
 */
function callStatements(day: Day): string {
  const range = `FOR VALUES FROM (${escapeLiteral(firstCallIdOf(day))}) TO (${escapeLiteral(firstCallIdOf(day + 1))})`;
  const calls = escapeIdentifier(partitionName(callsTable, day));
  const events = escapeIdentifier(partitionName(eventsTable, day));
  const words = escapeIdentifier(partitionName(wordsTable, day));
  const key = `${partitionName(eventsTable, day)}_call`;
  return `
    CREATE TABLE IF NOT EXISTS ${calls} PARTITION OF ${callsTable} ${range};
    CREATE TABLE IF NOT EXISTS ${events} PARTITION OF ${eventsTable} ${range};
    DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_constraint WHERE conname = ${escapeLiteral(key)}) THEN
      ALTER TABLE ${events} ADD CONSTRAINT ${escapeIdentifier(key)}
        FOREIGN KEY (call_id) REFERENCES ${calls} (call_id) ON DELETE CASCADE;
    END IF; END $$;
    CREATE TABLE IF NOT EXISTS ${words} PARTITION OF ${wordsTable} ${range};
    ALTER TABLE ${words} REPLICA IDENTITY FULL;`;
}

function spanStatements(day: Day): string {
  const [from, to] = [day, day + 1].map((each) => escapeLiteral(new Date(each * dayMs).toISOString()));
  return `CREATE TABLE ${escapeIdentifier(partitionName(spansTable, day))} PARTITION OF ${spansTable}
    FOR VALUES FROM (${from}) TO (${to})`;
}

const ofCalls: Kind = { table: wordsTable, statements: callStatements };
const ofSpans: Kind = { table: spansTable, statements: spanStatements };

import { DatabaseError, escapeIdentifier, escapeLiteral, type ClientBase } from 'pg';
import { dayName, firstCallIdOf, type Day } from './days';
import { partitionLock } from './locks';

export const callsTable = 'conversation_calls';
export const eventsTable = 'stored_events';

/** Making a partition locks its table for a moment; behind a long query it gives up instead of holding everyone up. */
const lockTimeoutMs = 5_000;

function partitionName(table: string, day: Day): string {
  return `${table}_p${dayName(day)}`;
}

/** The days of `days` that have no partition of `stored_events`, which is made last of a day's two. */
async function missingDays(client: ClientBase, days: Day[]): Promise<Day[]> {
  const { rows } = await client.query<{ day: number }>(
    // Not to_regclass: that may remember a table as missing which another process has just made.
    `SELECT day FROM unnest($1::int[], $2::text[]) AS wanted (day, name)
     WHERE NOT EXISTS (SELECT FROM pg_class WHERE relname = name AND pg_table_is_visible(oid)) ORDER BY day`,
    [days, days.map((day) => partitionName(eventsTable, day))],
  );
  return rows.map(({ day }) => day);
}

/**
 * Makes the partitions of `days` that do not exist, one transaction a day; processes that try at once take turns.
 * Gives the days that could not have one because the default partition already holds rows of them.
 */
export async function createPartitions(client: ClientBase, days: Day[]): Promise<Day[]> {
  const blocked: Day[] = [];
  for (const day of await missingDays(client, days)) {
    if (!(await createDay(client, day))) blocked.push(day);
  }
  return blocked;
}

async function createDay(client: ClientBase, day: Day): Promise<boolean> {
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [partitionLock]);
    await client.query(`SET LOCAL lock_timeout = ${lockTimeoutMs}`);
    // Another process may have made it while this one waited.
    if ((await missingDays(client, [day])).length > 0) await client.query(createStatements(day));
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

/** Calls first: every writer locks in this order. The key between the two is enforced here, see the migration. */
function createStatements(day: Day): string {
  const range = `FOR VALUES FROM (${escapeLiteral(firstCallIdOf(day))}) TO (${escapeLiteral(firstCallIdOf(day + 1))})`;
  const calls = escapeIdentifier(partitionName(callsTable, day));
  const events = escapeIdentifier(partitionName(eventsTable, day));
  return `
    CREATE TABLE IF NOT EXISTS ${calls} PARTITION OF ${callsTable} ${range};
    CREATE TABLE ${events} PARTITION OF ${eventsTable} ${range};
    ALTER TABLE ${events} ADD CONSTRAINT ${escapeIdentifier(`${partitionName(eventsTable, day)}_call`)}
      FOREIGN KEY (call_id) REFERENCES ${calls} (call_id) ON DELETE CASCADE;`;
}

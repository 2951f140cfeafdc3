import { DatabaseError, escapeIdentifier, escapeLiteral, type ClientBase } from 'pg';
import { dayName, firstCallIdOf, type Day } from './days';
import { partitionLock } from './locks';

export const callsTable = 'conversation_calls';
export const eventsTable = 'conversation_events';

/** Making a partition locks its table for a moment; behind a long query it gives up instead of holding everyone up. */
const lockTimeoutMs = 5_000;

export function partitionName(table: string, day: Day): string {
  return `${table}_p${dayName(day)}`;
}

/** The days of `days` that have no partition of `conversation_events`, which is made last of a day's two. */
export async function missingDays(client: ClientBase, days: Day[]): Promise<Day[]> {
  const { rows } = await client.query<{ day: number }>(
    'SELECT day FROM unnest($1::int[], $2::text[]) AS wanted (day, name) WHERE to_regclass(name) IS NULL ORDER BY day',
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
    // Calls first: the events' foreign key is checked against them, and every writer locks in this order.
    for (const table of [callsTable, eventsTable]) await client.query(createStatement(table, day));
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

function createStatement(table: string, day: Day): string {
  const from = escapeLiteral(firstCallIdOf(day));
  const to = escapeLiteral(firstCallIdOf(day + 1));
  return (
    `CREATE TABLE IF NOT EXISTS ${escapeIdentifier(partitionName(table, day))} ` +
    `PARTITION OF ${escapeIdentifier(table)} FOR VALUES FROM (${from}) TO (${to})`
  );
}

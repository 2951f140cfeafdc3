import type { Pool } from 'pg';

/** What takes place in the database, in bytes. */
export interface StoredSizes {
  /** Rows of calls with their words. */
  calls: number;
  /** Bodies, and what policies said. */
  events: number;
  indexes: number;
  /** Everything else: audit log, error groups, what the server needs for itself. */
  other: number;
  /** Of the last day that is over, all told; null when there is none. */
  lastDay: number | null;
}

/** Asks for the sizes; takes no lock that anybody waits for. */
export async function storedSizes(pool: Pool, yesterday: string): Promise<StoredSizes> {
  const { rows } = await pool.query<{ name: string; rows: number; indexes: number }>(
    `SELECT relname AS name, pg_table_size(c.oid)::float8 AS rows, pg_indexes_size(c.oid)::float8 AS indexes
     FROM pg_inherits JOIN pg_class AS c ON c.oid = inhrelid
     WHERE inhparent IN ('conversation_calls'::regclass, 'call_words'::regclass, 'stored_events'::regclass)`,
  );
  const { rows: all } = await pool.query<{ bytes: number }>(
    'SELECT pg_database_size(current_database())::float8 AS bytes',
  );
  const of = (table: string) =>
    sum(rows.filter(({ name }) => name.startsWith(table)).map((partition) => partition.rows));
  const calls = of('conversation_calls') + of('call_words');
  const events = of('stored_events');
  const indexes = sum(rows.map((partition) => partition.indexes));
  const days = rows.filter(({ name }) => name.endsWith(`_p${yesterday}`));
  return {
    calls,
    events,
    indexes,
    other: Math.max(0, (all[0]?.bytes ?? 0) - calls - events - indexes),
    lastDay: days.length === 0 ? null : sum(days.map((partition) => partition.rows + partition.indexes)),
  };
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

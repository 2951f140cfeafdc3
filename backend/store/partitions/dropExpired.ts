import { escapeIdentifier, type Pool, type PoolClient } from 'pg';
import { callsTable, eventsTable, spansTable, wordsTable } from './createPartitions';
import { dayMs, dayOf, endOfDay, parseDayName, type Day } from './days';
import { retentionLock } from './locks';

export interface RetentionOptions {
  /** A day is dropped when its last moment is longer ago than this. */
  retentionDays: number;
  now: number;
}

export interface Dropped {
  /** Names of the partitions that are gone. */
  partitions: string[];
  /** Calls deleted one by one from the default partition. */
  rows: number;
}

/** Calls of one day may have bytes in common, and go together: those whose ids name a day, when that day is over. */
const deleteFromDefault = `
  DELETE FROM ${callsTable}_default
  WHERE started_at < CASE WHEN call_id ~ '^[0-9a-f]{8}-[0-9a-f]{4}-7' THEN $2::timestamptz ELSE $1::timestamptz END`;

/**
 * Drops the days past retention, spans, words and events first, then calls, each in a transaction of its own: after a crash in
 * between the next run goes on. Does nothing while another process is at it.
 */
export async function dropExpired(pool: Pool, { retentionDays, now }: RetentionOptions): Promise<Dropped> {
  const cutoff = now - retentionDays * dayMs;
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [
      retentionLock,
    ]);
    if (rows[0]?.locked !== true) return { partitions: [], rows: 0 };
    try {
      const partitions: string[] = [];
      for (const table of [spansTable, wordsTable, eventsTable, callsTable]) {
        for (const name of await expiredPartitions(client, table, cutoff)) {
          await dropPartition(client, table, name);
          partitions.push(name);
        }
      }
      // After their calls: a score is only taken for a call that is there.
      await client.query('DELETE FROM call_scores WHERE call_started_at < $1', [startOfKept(cutoff)]);
      await client.query(`DELETE FROM ${spansTable}_default WHERE started_at < $1`, [startOfKept(cutoff)]);
      const deleted = await client.query(deleteFromDefault, [new Date(cutoff), new Date(dayOf(cutoff) * dayMs)]);
      return { partitions, rows: deleted.rowCount ?? 0 };
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [retentionLock]);
    }
  } finally {
    client.release();
  }
}

async function expiredPartitions(client: PoolClient, table: string, cutoff: number): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = $1::regclass ORDER BY c.relname`,
    [table],
  );
  return rows.map(({ name }) => name).filter((name) => isExpired(partitionDay(table, name), cutoff));
}

function partitionDay(table: string, name: string): Day | null {
  return name.startsWith(`${table}_p`) ? parseDayName(name.slice(table.length + 2)) : null;
}

/** Days are dropped whole: those that have ended by then. */
function startOfKept(cutoff: number): Date {
  return new Date(Math.floor(cutoff / 86_400_000) * 86_400_000);
}

function isExpired(day: Day | null, cutoff: number): boolean {
  return day !== null && endOfDay(day) <= cutoff;
}

/**
 * Not CONCURRENTLY: PostgreSQL refuses that beside a default partition. Detaching calls checks that no event refers to
 * them; as a merge join in key order the check ends at the first later day instead of reading every event.
 */
async function dropPartition(client: PoolClient, table: string, name: string): Promise<void> {
  const [parent, partition] = [escapeIdentifier(table), escapeIdentifier(name)];
  await client.query('BEGIN');
  try {
    await client.query("SET LOCAL lock_timeout = '5s'");
    // In the order in which writers lock; detaching alone would take the events first and deadlock with them.
    await client.query(
      `LOCK TABLE ONLY ${callsTable}, ONLY ${eventsTable}, ONLY ${wordsTable} IN ACCESS EXCLUSIVE MODE`,
    );
    await client.query('SET LOCAL enable_hashjoin = off');
    await client.query('SET LOCAL enable_seqscan = off');
    await client.query(`ALTER TABLE ${parent} DETACH PARTITION ${partition}`);
    await client.query(`DROP TABLE ${partition}`);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

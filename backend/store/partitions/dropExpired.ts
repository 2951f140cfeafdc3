import { escapeIdentifier, type Pool, type PoolClient } from 'pg';
import { callsTable, eventsTable, spansTable, wordsTable } from './createPartitions';
import { dayMs, dayOf, endOfDay, firstCallIdOf, parseDayName, type Day } from './days';
import { erasureLock, retentionLock } from './locks';

export interface RetentionOptions {
  /** A day is dropped when its last moment is longer ago than this. */
  retentionDays: number;
  now: number;
  /** Keeps elsewhere first what is dropped. What it rejects is not dropped. */
  archive?: {
    calls: DayArchive & { rest(callIds: readonly string[]): Promise<void> };
    spans: DayArchive & { rest(before: Date): Promise<number> };
  };
}

interface DayArchive {
  /** Gives how many they are. */
  day(day: Day): Promise<number>;
  dropped(day: Day): void;
}

export interface Dropped {
  /** Names of the partitions that are gone. */
  partitions: string[];
  /** Calls deleted one by one from the default partition. */
  rows: number;
  /** Why what was to go is still there: it could not be archived. */
  kept: unknown[];
}

interface Round {
  client: PoolClient;
  cutoff: number;
  archive: RetentionOptions['archive'];
  partitions: string[];
  kept: unknown[];
}

/** Of each day in the order in which they go; the last one is what an archive has of it. */
const callTables = [wordsTable, eventsTable, callsTable];
const spanTables = [spansTable];
const otherSpans = `${spansTable}_default`;

/** Calls of one day may have bytes in common, and go together: those whose ids name a day, when that day is over. */
const expiredInDefault = `
  SELECT call_id FROM ${callsTable}_default
  WHERE started_at < CASE WHEN call_id ~ '^[0-9a-f]{8}-[0-9a-f]{4}-7' THEN $2::timestamptz ELSE $1::timestamptz END`;
const deleteFromDefault = `DELETE FROM ${callsTable}_default WHERE call_id = ANY($1)`;

/**
 * Drops the days past retention, each in a transaction of its own: after a crash in between the next run goes on. Does
 * nothing while another process is at it.
 */
export async function dropExpired(pool: Pool, { retentionDays, now, archive }: RetentionOptions): Promise<Dropped> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [
      retentionLock,
    ]);
    if (rows[0]?.locked !== true) return { partitions: [], rows: 0, kept: [] };
    try {
      return await dropAll({ client, cutoff: now - retentionDays * dayMs, archive, partitions: [], kept: [] });
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [retentionLock]);
    }
  } finally {
    client.release();
  }
}

async function dropAll(round: Round): Promise<Dropped> {
  const { client, cutoff, archive, partitions, kept } = round;
  await dropDays(round, spanTables, archive?.spans);
  await dropDays(round, callTables, archive?.calls);
  // After their calls: a score is only taken for a call that is there.
  await client.query('DELETE FROM call_scores WHERE call_started_at < $1', [startOfKept(cutoff)]);
  await dropOtherSpans(round);
  return { partitions, rows: await dropOtherCalls(round), kept };
}

/** What fails without an archive is told at once. */
async function dropDays(round: Round, tables: readonly string[], archive: DayArchive | undefined): Promise<void> {
  const { client, cutoff, partitions, kept } = round;
  for (const [day, its] of await expiredDays(client, tables, cutoff)) {
    const drop = async () => {
      const isArchived = archive !== undefined && its.some(({ table }) => table === tables.at(-1));
      await dropPartitions(client, its, isArchived ? await archive.day(day) : null);
      archive?.dropped(day);
      partitions.push(...its.map(({ name }) => name));
    };
    await (archive === undefined ? drop() : isKept(drop, kept));
  }
}

async function dropOtherSpans({ client, cutoff, archive, kept }: Round): Promise<void> {
  const before = startOfKept(cutoff);
  const drop = async (archived: number | null) => {
    // Whoever writes waits, so that none comes which is not archived.
    await client.query(`SET LOCAL lock_timeout = '5s'`);
    await client.query(`LOCK TABLE ${otherSpans} IN SHARE ROW EXCLUSIVE MODE`);
    const { rowCount } = await client.query(`DELETE FROM ${otherSpans} WHERE started_at < $1`, [before]);
    if (archived !== null && rowCount !== archived) throw new NotArchivedError(otherSpans);
  };
  if (archive === undefined) await inTransaction(client, () => drop(null));
  else
    await isKept(async () => {
      const archived = await archive.spans.rest(before);
      await inTransaction(client, () => drop(archived));
    }, kept);
}

/** Gives how many they were. */
async function dropOtherCalls({ client, cutoff, archive, kept }: Round): Promise<number> {
  const { rows } = await client.query<{ call_id: string }>(expiredInDefault, [new Date(cutoff), startOfKept(cutoff)]);
  const ids = rows.map(({ call_id: callId }) => callId);
  if (ids.length === 0 || (await isKept(() => archive?.calls.rest(ids), kept))) return 0;
  return (await client.query(deleteFromDefault, [ids])).rowCount ?? 0;
}

/** Whether it could not be archived; why goes to `reasons`. */
async function isKept(archive: () => Promise<unknown> | undefined, reasons: unknown[]): Promise<boolean> {
  try {
    await archive();
    return false;
  } catch (error) {
    reasons.push(error);
    return true;
  }
}

interface Partition {
  table: string;
  name: string;
  day: Day;
}

/** The partitions of each day, in the order of `tables`. */
async function expiredDays(
  client: PoolClient,
  tables: readonly string[],
  cutoff: number,
): Promise<Map<Day, Partition[]>> {
  const all: Partition[] = [];
  for (const table of tables) all.push(...(await expiredPartitions(client, table, cutoff)));
  return Map.groupBy(all, ({ day }) => day);
}

async function expiredPartitions(client: PoolClient, table: string, cutoff: number): Promise<Partition[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = $1::regclass ORDER BY c.relname`,
    [table],
  );
  return rows.flatMap(({ name }) => {
    const day = partitionDay(table, name);
    return day !== null && endOfDay(day) <= cutoff ? [{ table, name, day }] : [];
  });
}

function partitionDay(table: string, name: string): Day | null {
  return name.startsWith(`${table}_p`) ? parseDayName(name.slice(table.length + 2)) : null;
}

/** Days are dropped whole: those that have ended by then. */
function startOfKept(cutoff: number): Date {
  return new Date(dayOf(cutoff) * dayMs);
}

/**
 * Not CONCURRENTLY: PostgreSQL refuses that beside a default partition. Detaching calls checks that no event refers to
 * them; as a merge join in key order the check ends at the first later day instead of reading every event.
 */
async function dropPartitions(
  client: PoolClient,
  partitions: readonly Partition[],
  archived: number | null,
): Promise<void> {
  await inTransaction(client, async () => {
    await client.query("SET LOCAL lock_timeout = '5s'");
    // To count a large day and to look through its keys takes longer than any other statement may.
    await client.query("SET LOCAL statement_timeout = '2min'");
    const ofCalls = partitions.some(({ table }) => table !== spansTable);
    // Recorders build on no transcript of a day that is gone, as calls of it may still come: they see it in their next batch.
    if (ofCalls) await client.query(`SELECT pg_advisory_xact_lock(${erasureLock}), nextval('erasures')`);
    // In the order in which writers lock; detaching alone would take the events first and deadlock with them.
    const locked = ofCalls ? [callsTable, eventsTable, wordsTable] : [spansTable];
    await client.query(`LOCK TABLE ${locked.map((table) => `ONLY ${table}`).join(', ')} IN ACCESS EXCLUSIVE MODE`);
    for (const { table, name, day } of partitions) {
      if (archived !== null && (table === callsTable || table === spansTable))
        await checkArchived(client, name, archived);
      if (table === callsTable) await dropOtherWords(client, day);
    }
    await client.query('SET LOCAL enable_hashjoin = off');
    await client.query('SET LOCAL enable_seqscan = off');
    for (const { table, name } of partitions) {
      const [parent, partition] = [escapeIdentifier(table), escapeIdentifier(name)];
      await client.query(`ALTER TABLE ${parent} DETACH PARTITION ${partition}`);
      await client.query(`DROP TABLE ${partition}`);
    }
  });
}

/** On the connection that holds the lock of retention. */
async function inTransaction(client: PoolClient, work: () => Promise<void>): Promise<void> {
  await client.query('BEGIN');
  try {
    await work();
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

/** Of a day from before words had partitions, some may have come to stand in that of all others. */
async function dropOtherWords(client: PoolClient, day: Day): Promise<void> {
  await client.query(`DELETE FROM ${wordsTable}_default WHERE last_call_id >= $1 AND last_call_id < $2`, [
    firstCallIdOf(day),
    firstCallIdOf(day + 1),
  ]);
}

/** Nobody writes meanwhile. */
async function checkArchived(client: PoolClient, partition: string, archived: number): Promise<void> {
  const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM ${escapeIdentifier(partition)}`);
  if (Number(rows[0]?.count) !== archived) throw new NotArchivedError(partition);
}

/** The next round archives it again. */
class NotArchivedError extends Error {
  constructor(partition: string) {
    super(`Rows came into ${partition} while it was archived.`);
    this.name = 'NotArchivedError';
  }
}

import type { Pool, PoolClient } from 'pg';
import { firstCallIdOf, type Day } from '../partitions/days';
import { wordsLock } from '../partitions/locks';
import { inTransaction } from '../inTransaction';
import { decodeSegment } from './segment';
import { callsOfSegment, toSegments } from './segments';
import { fewestIndexed } from './wordRows';
import { writeSegments } from './writeWords';

/** Of one transaction, and in memory at a time. */
const mostRows = 1_000;
const mostCalls = 4_096;

/**
 * Puts rows with the words of few calls of a day together, where there are enough of them; where the day is over, whatever
 * there is. Does nothing while another process is at it. Tells whether there may be more.
 */
export async function mergeWords(pool: Pool, day: Day, isOver: boolean): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS locked', [
      wordsLock,
    ]);
    return rows[0]?.locked === true && (await mergeFew(client, day, isOver));
  });
}

async function mergeFew(client: PoolClient, day: Day, isOver: boolean): Promise<boolean> {
  const { rows } = await client.query<{ id: string; postings: Buffer }>(
    `SELECT id, postings FROM (
       SELECT id, postings, sum(calls) OVER (ORDER BY last_call_id, id) - calls AS before FROM call_words
       WHERE words IS NULL AND last_call_id >= $1 AND last_call_id < $2 ORDER BY last_call_id, id LIMIT ${mostRows}
     ) AS few WHERE before < ${mostCalls}`,
    [firstCallIdOf(day), firstCallIdOf(day + 1)],
  );
  const calls = rows.flatMap(({ postings }) => callsOfSegment(decodeSegment(postings)));
  if (calls.length === 0 || (calls.length < fewestIndexed && !isOver)) return false;
  await client.query(
    'DELETE FROM call_words WHERE words IS NULL AND last_call_id >= $1 AND last_call_id < $2 AND id = ANY($3)',
    [firstCallIdOf(day), firstCallIdOf(day + 1), rows.map(({ id }) => id)],
  );
  await writeSegments(client, toSegments(calls), true);
  return rows.length === mostRows || calls.length >= mostCalls;
}

/** The days of which there are words of few calls. */
async function daysWithFew(pool: Pool): Promise<Day[]> {
  const { rows } = await pool.query<{ day: number }>(
    `SELECT DISTINCT floor(lens_call_seconds(last_call_id) / 86400)::int AS day FROM call_words
     WHERE words IS NULL AND last_call_id ~ '^[0-9a-f]{8}-[0-9a-f]{4}-7'`,
  );
  return rows.map(({ day }) => day);
}

/** The same for all days: what recorders left when they ended, and the rest of days that are over. */
export async function mergeAllWords(pool: Pool, today: Day): Promise<void> {
  for (const day of await daysWithFew(pool)) while (await mergeWords(pool, day, day < today));
}

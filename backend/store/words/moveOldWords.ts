import type { Pool, PoolClient } from 'pg';
import { createPartitions, daysWithPartition } from '../partitions/createPartitions';
import { erasureLock } from '../partitions/locks';
import { inTransaction } from '../inTransaction';
import type { CallWords } from './segments';
import { writeKnownWords } from './writeWords';

/** Shorter than what PostgreSQL lets pass before it ends one of two that wait for each other, which might be the other. */
const lockPatienceMs = 500;

/** Of one transaction: a row of `call_words`, and a moment. */
const callsAtOnce = 256;

export interface OldWords {
  /** Moves the words of some calls, the newest first; gives how many, 0 when all are moved. */
  moveSome(): Promise<number>;
}

/**
 * Moves words from where versions before kept them, in the rows of calls, to `call_words`. Each step is a transaction of its
 * own: a call is found by the ones or by the others, and whoever begins anew goes on where another has ended.
 */
export function createOldWords(pool: Pool): OldWords {
  /** What is before it is still to do; null before the first step. */
  let below: string | null = null;
  return {
    async moveSome() {
      if (below === null) await partitionsForAll(pool);
      const from: string = (below ??= '~');
      const calls = await inTransaction(pool, (client) => moveBelow(client, from));
      below = calls.at(-1)?.callId ?? from;
      return calls.length;
    },
  };
}

/** Words are dropped with the day of their calls: days from before there were any have no partition for them. */
async function partitionsForAll(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await createPartitions(client, await daysWithPartition(client));
  } finally {
    client.release();
  }
}

/** What is erased at the time gives other calls their words anew, and who deletes in SQL is not to be ended for this. */
async function moveBelow(client: PoolClient, below: string): Promise<CallWords[]> {
  await client.query(`SET LOCAL lock_timeout = ${lockPatienceMs}`);
  await client.query('SELECT pg_advisory_xact_lock_shared($1)', [erasureLock]);
  const { rows } = await client.query<{ call_id: string; words: string[] }>(
    `WITH old AS MATERIALIZED (
       SELECT call_id, search FROM conversation_calls WHERE search IS NOT NULL AND call_id < $1
       ORDER BY call_id DESC LIMIT ${callsAtOnce} FOR UPDATE
     ), moved AS (
       UPDATE conversation_calls AS c SET search = NULL FROM old WHERE c.call_id = old.call_id
     )
     SELECT call_id, tsvector_to_array(search) AS words FROM old ORDER BY call_id DESC`,
    [below],
  );
  const calls = rows.map(({ call_id: callId, words }) => ({ callId, words }));
  await writeKnownWords(client, calls);
  return calls;
}

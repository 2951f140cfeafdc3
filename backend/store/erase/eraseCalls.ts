import type { Pool, PoolClient } from 'pg';
import { codeOf } from '../../errors';
import { dayOfCall, firstCallIdOf } from '../partitions/days';
import { inTransaction } from '../inTransaction';
import { erasureLock } from '../partitions/locks';
import { recordAudit } from '../recordAudit';
import { clearWords } from '../words/clearWords';
import { readToStoreAnew, storeAnew } from './storeAnew';

export interface Erased {
  /** Calls that were there, and are no more. */
  calls: string[];
  /** Calls that had bytes in common with them, and have their own now. */
  storedAnew: number;
}

/** Writers hold the lock for as long as a batch takes. */
const lockPatienceMs = 2_000;
const tries = 30;

/**
 * Erases calls with everything that is stored of them, one after the other, each with a row in the audit log. Where other
 * calls of a conversation have bytes in common with one, these get bytes of their own in the same transaction, so that
 * nothing that was in it alone is left. What applications told of the spans around a call goes with it. Calls that are not
 * there are left out.
 */
export async function eraseCalls(pool: Pool, callIds: readonly string[], who: string): Promise<Erased> {
  const erased: Erased = { calls: [], storedAnew: 0 };
  for (const callId of new Set(callIds)) {
    const storedAnew = await withPatience(() => inTransaction(pool, (client) => eraseCall(client, callId, who)));
    if (storedAnew === null) continue;
    erased.calls.push(callId);
    erased.storedAnew += storedAnew;
  }
  return erased;
}

/** Null when the call is not there; else how many others were stored anew. */
async function eraseCall(client: PoolClient, callId: string, who: string): Promise<number | null> {
  await client.query(`SET LOCAL lock_timeout = ${lockPatienceMs}`);
  await client.query('SELECT pg_advisory_xact_lock($1)', [erasureLock]);
  const remaining = await readToStoreAnew(client, await callsBeside(client, callId));
  const { rows } = await client.query<{ trace_id: string }>(
    'DELETE FROM conversation_calls WHERE call_id = $1 RETURNING trace_id',
    [callId],
  );
  const [erased] = rows;
  if (erased === undefined) return null;
  // Which of them quotes the call nobody knows.
  await client.query('DELETE FROM trace_spans WHERE trace_id = $1', [erased.trace_id]);
  await client.query('UPDATE error_groups SET examples = array_remove(examples, $1) WHERE $1 = ANY (examples)', [
    callId,
  ]);
  await client.query('DELETE FROM call_scores WHERE call_id = $1', [callId]);
  // Told at once and not taken back by a rollback: at worst transcripts begin anew without need.
  await client.query(`SELECT nextval('erasures')`);
  await clearWords(client, [callId, ...remaining.map((call) => call.callId)]);
  await storeAnew(client, remaining);
  const storedAnew = remaining.length;
  await recordAudit(client, { who, action: 'erased', callId, details: { storedAnew } });
  return storedAnew;
}

/** The other calls that are in the same transcript. */
async function callsBeside(client: PoolClient, callId: string): Promise<string[]> {
  const day = dayOfCall(callId);
  if (day === null) return [];
  const { rows } = await client.query<{ call_id: string }>(
    `SELECT DISTINCT call_id FROM stored_events
     WHERE transcript IN (SELECT transcript FROM stored_events WHERE call_id = $1 AND transcript IS NOT NULL)
       AND call_id <> $1 AND call_id >= $2 AND call_id < $3
     ORDER BY call_id`,
    [callId, firstCallIdOf(day), firstCallIdOf(day + 1)],
  );
  return rows.map(({ call_id: other }) => other);
}

/** 55P03: a writer held the lock for longer than this waits, so that others are not held up behind it. */
const notAvailable = '55P03';

async function withPatience<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let left = tries; ; left -= 1) {
    try {
      return await work();
    } catch (error) {
      if (left === 0 || codeOf(error) !== notAvailable) throw error;
    }
  }
}

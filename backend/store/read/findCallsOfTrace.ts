import type { Pool } from 'pg';
import type { Selected } from '../columns/selection';
import type { StoredCall } from '../rows';
import { storedCall } from './findCall';

/** The calls of a trace, the oldest first; of very many the first. */
export async function findCallsOfTrace(pool: Pool, traceId: string, most: number): Promise<StoredCall[]> {
  const sql = `SELECT ${storedCall.sql} FROM conversation_calls WHERE trace_id = $1 ORDER BY call_id LIMIT $2`;
  const { rows } = await pool.query<Selected>(sql, [traceId, most]);
  return rows.map(storedCall.read);
}

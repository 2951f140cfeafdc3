import type { Pool } from 'pg';
import { storedColumns, toStoredCall, type StoredCall, type StoredRecord } from './callRecord';

export async function findCall(pool: Pool, callId: string): Promise<StoredCall | null> {
  const { rows } = await pool.query<StoredRecord>(
    `SELECT ${storedColumns} FROM conversation_calls WHERE call_id = $1`,
    [callId],
  );
  return rows[0] === undefined ? null : toStoredCall(rows[0]);
}

import type { Pool } from 'pg';
import { storedColumns } from '../columns/callColumns';
import { selectionOf, type Selected } from '../columns/selection';
import type { StoredCall } from '../rows';

export const storedCall = selectionOf<StoredCall>(storedColumns);

export async function findCall(pool: Pool, callId: string): Promise<StoredCall | null> {
  const { rows } = await pool.query<Selected>(`SELECT ${storedCall.sql} FROM conversation_calls WHERE call_id = $1`, [
    callId,
  ]);
  return rows[0] === undefined ? null : storedCall.read(rows[0]);
}

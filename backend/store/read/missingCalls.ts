import type { Pool } from 'pg';
import { isErased } from '../erase/isErased';

/** Those of the ids under which no call is stored, nor was one erased. */
export async function missingCalls(pool: Pool, callIds: string[]): Promise<string[]> {
  const { rows } = await pool.query<{ call_id: string }>({
    name: 'missing_calls',
    text: `
      SELECT call_id FROM unnest($1::text[]) AS asked (call_id)
      WHERE NOT EXISTS (SELECT FROM conversation_calls AS c WHERE c.call_id = asked.call_id COLLATE "C")
        AND NOT ${isErased('asked.call_id')}`,
    values: [callIds],
  });
  return rows.map(({ call_id }) => call_id);
}

import type { Pool } from 'pg';

/** Told between these moments. */
interface Told {
  after: Date;
  before: Date;
}

/** Forgets spans of traces in which no call of ours has come to stand since they were told. Gives how many. */
export async function dropCallless(pool: Pool, { after, before }: Told): Promise<number> {
  const { rowCount } = await pool.query(
    `DELETE FROM trace_spans AS spans WHERE told_at >= $1 AND told_at < $2
     AND NOT EXISTS (SELECT FROM conversation_calls AS calls WHERE calls.trace_id = spans.trace_id)`,
    [after, before],
  );
  return rowCount ?? 0;
}

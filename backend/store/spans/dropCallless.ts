import type { Pool } from 'pg';

/** Told between these moments. */
interface Told {
  after: Date;
  before: Date;
}

const hourMs = 3_600_000;

/** Forgets spans of traces in which no call of ours has come to stand since they were told. Gives how many. */
export async function dropCallless(pool: Pool, { after, before }: Told): Promise<number> {
  const { rows } = await pool.query<{ first: Date | null }>(
    'SELECT min(told_at) AS first FROM trace_spans WHERE told_at >= $1 AND told_at < $2',
    [after, before],
  );
  let dropped = 0;
  // An hour at a time: all at once would be compared with all calls, longer than a statement may take.
  for (let from = rows[0]?.first ?? before; from < before; from = new Date(from.getTime() + hourMs)) {
    const until = new Date(Math.min(from.getTime() + hourMs, before.getTime()));
    const { rowCount } = await pool.query(
      `DELETE FROM trace_spans AS spans WHERE told_at >= $1 AND told_at < $2
       AND NOT EXISTS (SELECT FROM conversation_calls AS calls WHERE calls.trace_id = spans.trace_id)`,
      [from, until],
    );
    dropped += rowCount ?? 0;
  }
  return dropped;
}

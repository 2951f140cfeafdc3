import type { Pool } from 'pg';

/** What was said of a call afterwards. */
export interface StoredScore {
  name: string;
  value: number;
  comment: string | null;
  /** Name of the token or sign-in that gave it. */
  scorer: string;
  at: Date;
}

/** A score of the same name by the same scorer takes the place of the one before. Null for a call that is not there. */
export async function writeScore(
  pool: Pool,
  callId: string,
  { name, value, comment, scorer }: Omit<StoredScore, 'at'>,
): Promise<StoredScore | null> {
  const { rows } = await pool.query<StoredScore>(
    `INSERT INTO call_scores (call_id, name, scorer, value, comment, call_started_at)
     SELECT call_id, $2, $3, $4, $5, started_at FROM conversation_calls WHERE call_id = $1
     ON CONFLICT (call_id, name, scorer)
       DO UPDATE SET value = EXCLUDED.value, comment = EXCLUDED.comment, at = EXCLUDED.at
     RETURNING name, value, comment, scorer, at`,
    [callId, name, scorer, value, comment],
  );
  return rows[0] ?? null;
}

/** Of one call, in the order in which they were given. */
export async function findScores(pool: Pool, callId: string): Promise<StoredScore[]> {
  const { rows } = await pool.query<StoredScore>(
    'SELECT name, value, comment, scorer, at FROM call_scores WHERE call_id = $1 ORDER BY at, name, scorer',
    [callId],
  );
  return rows;
}

const hallucination = 'hallucination';

/** The part of the last hour's scores of that name that say yes; null without any. */
export async function hallucinationRate(pool: Pool): Promise<number | null> {
  const { rows } = await pool.query<{ rate: number | null }>(
    `SELECT avg((value >= 0.5)::int)::float8 AS rate FROM call_scores
     WHERE name = $1 AND at > now() - interval '1 hour'`,
    [hallucination],
  );
  return rows[0]?.rate ?? null;
}

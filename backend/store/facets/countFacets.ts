import type { FacetQuery, Facets } from '@lens/core/api';
import type { Pool } from 'pg';
import { newestBetween, type CallScope } from '../read/callConditions';

/** Read in some 100 ms: what a reader chooses from is what calls have now, and not every value there ever was. */
const mostRead = 20_000;

const values: Record<Exclude<FacetQuery['of'], 'policy'>, string> = {
  model: 'coalesce(final_model, requested_model)',
  provider: 'provider',
  operation: 'operation',
  status: 'status',
  environment: 'environment',
  session: 'session_id',
  user: 'user_hash',
  call: 'call_id',
};

interface Counted {
  value: string | null;
  calls: string;
  looked: string;
}

/** The values that the newest calls of a time have, and how many of them. */
export async function countFacets(
  pool: Pool,
  { of, limit, from, to }: FacetQuery,
  { guessableSessions }: CallScope,
): Promise<Facets> {
  const [column, each] = of === 'policy' ? ['policies', 'unnest(near.value)'] : [values[of], 'near.value'];
  const kept = of === 'session' && !guessableSessions ? `CASE WHEN session_is_random THEN ${column} END` : column;
  const { sql, values: parameters } = newestBetween({ from, to }, `${kept} AS value, call_id`, mostRead);
  // The row without a value is there in any case, and says how many calls were looked at.
  const { rows } = await pool.query<Counted>(
    `WITH near AS MATERIALIZED (
       ${sql}
     ), counted AS (
       SELECT value, count(*) AS calls FROM (SELECT ${each} AS value FROM near) AS each
       WHERE value IS NOT NULL GROUP BY value
       ORDER BY ${of === 'call' ? '' : 'calls DESC, '}value ${of === 'call' ? 'DESC' : ''} LIMIT $${parameters.push(limit)}
     )
     SELECT value, calls, looked FROM (SELECT count(*) AS looked FROM near) AS all_of LEFT JOIN counted ON true
     ORDER BY ${of === 'call' ? '' : 'calls DESC, '}value ${of === 'call' ? 'DESC' : ''}`,
    parameters,
  );
  const looked = Number(rows[0]?.looked ?? 0);
  return {
    values: rows.flatMap(({ value, calls }) => (value === null ? [] : [{ value, calls: Number(calls) }])),
    looked,
    complete: looked < mostRead,
  };
}

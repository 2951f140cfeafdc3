import type { ErrorQuery } from '@lens/core/api';
import type { Pool } from 'pg';

/** A group of errors as it is stored, with how often it was seen. */
export interface StoredErrorGroup {
  fingerprint: string;
  kind: 'call' | 'policy' | 'exception';
  type: string;
  message: string;
  status: string | null;
  provider: string | null;
  operation: string | null;
  policy: string | null;
  component: string | null;
  frames: string[];
  firstSeen: Date;
  lastSeen: Date;
  count: number;
  /** Of the last 24 hours, the present one last. */
  hours: number[];
  /** Calls that are still there. */
  examples: string[];
}

const select = `
  SELECT fingerprint, kind, type, message, status, provider, operation, policy, component, frames,
    first_seen AS "firstSeen", last_seen AS "lastSeen",
    (SELECT coalesce(sum(count), 0)::float8 FROM error_counts AS counts
      WHERE counts.fingerprint = groups.fingerprint) AS count,
    (SELECT array_agg(coalesce(counts.count, 0)::float8 ORDER BY hours.hour)
      FROM generate_series($1::timestamptz - interval '23 hours', $1::timestamptz, interval '1 hour') AS hours (hour)
      LEFT JOIN error_counts AS counts ON counts.hour = hours.hour AND counts.fingerprint = groups.fingerprint) AS hours,
    ARRAY(SELECT example FROM unnest(examples) WITH ORDINALITY AS given (example, place)
      WHERE EXISTS (SELECT FROM conversation_calls WHERE call_id = example) ORDER BY place) AS examples
  FROM error_groups AS groups`;

/** The groups that were seen last, or most often. */
export async function listErrors(pool: Pool, query: ErrorQuery, now: number): Promise<StoredErrorGroup[]> {
  const hour = new Date(Math.floor(now / 3_600_000) * 3_600_000);
  const { kind = null, provider = null, from = null, order, limit } = query;
  const { rows } = await pool.query<StoredErrorGroup>(
    `${select}
     WHERE ($2::text IS NULL OR kind = $2) AND ($3::text IS NULL OR provider = $3)
       AND ($4::timestamptz IS NULL OR last_seen >= $4)
     ORDER BY ${order === 'count' ? 'count DESC, ' : ''}last_seen DESC, fingerprint LIMIT $5`,
    [hour, kind, provider, from, limit],
  );
  return rows;
}

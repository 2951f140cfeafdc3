import { callStatusSchema } from '@lens/core/api';
import type { Pool } from 'pg';
import { isFailure } from '../../call';
import { textValue } from '../write/values';

/** Figures of all calls of a session. */
export interface StoredSession {
  sessionId: string;
  isRandom: boolean;
  firstAt: Date;
  lastAt: Date;
  calls: number;
  changed: number;
  failed: number;
  blocked: number;
  models: string[];
  providers: string[];
  changedBy: string[];
  inputTokens: number;
  outputTokens: number;
  costUsd: number | null;
  estimatedUsd: number;
  costUnknown: number;
  userHash: string | null;
}

/** With what policies changed together in some call. */
type Summed = Omit<StoredSession, 'changedBy'> & { changers: string[][] };

const failures = callStatusSchema.options.filter(isFailure);

const sums = `
  SELECT session_id AS "sessionId", bool_and(session_is_random) AS "isRandom",
    min(started_at) AS "firstAt", max(started_at) AS "lastAt", count(*)::float8 AS calls,
    count(*) FILTER (WHERE request_changed OR response_changed)::float8 AS changed,
    count(*) FILTER (WHERE status = ANY($2))::float8 AS failed,
    count(*) FILTER (WHERE status = 'blocked')::float8 AS blocked,
    coalesce(array_agg(DISTINCT final_model) FILTER (WHERE final_model IS NOT NULL), '{}') AS models,
    array_agg(DISTINCT provider) AS providers,
    coalesce(sum(input_tokens), 0)::float8 AS "inputTokens", coalesce(sum(output_tokens), 0)::float8 AS "outputTokens",
    sum(cost_usd)::float8 AS "costUsd",
    coalesce(sum(cost_usd) FILTER (WHERE cost_basis = 'estimated'), 0)::float8 AS "estimatedUsd",
    count(cost_unknown)::float8 AS "costUnknown", max(user_hash) AS "userHash",
    coalesce(jsonb_agg(DISTINCT to_jsonb(changed_by)) FILTER (WHERE changed_by <> '{}'), '[]') AS changers
  FROM conversation_calls WHERE session_id = ANY($1) GROUP BY session_id`;

/** In the order of their ids; of those that are not there, nothing. */
export async function sumSessions(pool: Pool, sessionIds: readonly string[]): Promise<StoredSession[]> {
  const ids = sessionIds.map((id) => textValue(id));
  const { rows } = await pool.query<Summed>(sums, [ids, failures]);
  const sumsOf = new Map(rows.map((session) => [session.sessionId, session]));
  return ids.flatMap((id) => {
    const summed = sumsOf.get(id);
    if (summed === undefined) return [];
    const { changers, ...session } = summed;
    return [{ ...session, changedBy: [...new Set(changers.flat())].sort() }];
  });
}

import type { SessionQuery } from '@lens/core/api';
import type { Pool } from 'pg';
import { callConditions, type CallScope, type Conditions } from '../read/callConditions';

/** Calls that are read at a time. */
const step = 2_000;
/** A session may have any number of calls: a page that is not full by then ends there. */
const mostRead = 40_000;

export interface ListedSessions {
  /** By their newest calls, the newest first. */
  sessionIds: string[];
  /** The call before which the next page begins; null when there is none. */
  next: string | null;
}

interface Found {
  call_id: string;
  session_id: string;
}

/** The sessions of the newest calls, each where its newest call is: they are found by walking down the calls. */
export async function listSessions(pool: Pool, query: SessionQuery, scope: CallScope): Promise<ListedSessions> {
  const { limit, before, ...filters } = query;
  const conditions = callConditions(filters, scope);
  const cursor = before?.toLowerCase() ?? null;
  const newest = new Map<string, string>();
  let from = cursor;
  for (let read = 0; read < mostRead; read += step) {
    const calls = await callsBelow(pool, conditions, from, scope);
    const ids = [...new Set(calls.map(({ session_id: id }) => id))].filter((id) => !newest.has(id));
    const listed = cursor === null ? null : await sessionsFrom(pool, conditions, cursor, ids);
    for (const { call_id: callId, session_id: id } of calls) {
      if (listed?.has(id) !== true && !newest.has(id)) newest.set(id, callId);
    }
    if (newest.size > limit) return cut([...newest], limit);
    if (calls.length < step) return { sessionIds: [...newest.keys()], next: null };
    from = calls.at(-1)?.call_id ?? null;
  }
  return { sessionIds: [...newest.keys()], next: from };
}

function cut(newest: [string, string][], limit: number): ListedSessions {
  const page = newest.slice(0, limit);
  return { sessionIds: page.map(([id]) => id), next: page.at(-1)?.[1] ?? null };
}

async function callsBelow(
  pool: Pool,
  { sql, values }: Conditions,
  below: string | null,
  { guessableSessions }: CallScope,
): Promise<Found[]> {
  const parameters = [...values];
  const wanted = [sql, 'session_id IS NOT NULL'];
  if (!guessableSessions) wanted.push('session_is_random');
  if (below !== null) wanted.push(`call_id < $${parameters.push(below)}`);
  const { rows } = await pool.query<Found>(
    `SELECT call_id, session_id FROM conversation_calls WHERE ${wanted.join(' AND ')} ORDER BY call_id DESC LIMIT ${step}`,
    parameters,
  );
  return rows;
}

/** Those of `ids` that have calls from `cursor` on: they are on a page before. */
async function sessionsFrom(
  pool: Pool,
  { sql, values }: Conditions,
  cursor: string,
  ids: string[],
): Promise<ReadonlySet<string>> {
  const [session, from] = [values.length + 1, values.length + 2];
  const { rows } = await pool.query<{ session_id: string }>(
    `SELECT session_id FROM unnest($${session}::text[]) AS wanted (session_id) WHERE EXISTS (
       SELECT FROM conversation_calls AS calls
       WHERE calls.session_id = wanted.session_id AND calls.call_id >= $${from} AND ${sql})`,
    [...values, ids, cursor],
  );
  return new Set(rows.map(({ session_id: id }) => id));
}

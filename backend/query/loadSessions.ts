import type { Session, SessionCalls, SessionCallsQuery, SessionPage, SessionQuery } from '@lens/core/api';
import type { Pool } from 'pg';
import { mayReveal, type Principal } from '../auth';
import { listSessions, sumSessions, type StoredSession } from '../store';
import { forbiddenFilter } from './forbiddenFilter';
import { loadCallPage } from './loadCallPage';

/** `GET /api/v1/sessions`: a page of sessions. Without `reveal` those whose ids nobody can guess, as with lists of calls. */
export async function loadSessions(pool: Pool, query: SessionQuery, reader: Principal): Promise<SessionPage> {
  const revealed = mayReveal(reader);
  if (query.user !== undefined && !revealed) throw forbiddenFilter('user');
  const { sessionIds, next } = await listSessions(pool, query, { guessableSessions: revealed });
  const sessions = await sumSessions(pool, sessionIds);
  return { sessions: sessions.map((session) => toSession(session, revealed)), next };
}

/** `GET /api/v1/sessions/{key}`: its figures and a page of its calls; null for a session that this reader can't see. */
export async function loadSessionCalls(
  pool: Pool,
  sessionId: string,
  query: SessionCallsQuery,
  reader: Principal,
): Promise<SessionCalls | null> {
  const revealed = mayReveal(reader);
  const [stored] = await sumSessions(pool, [sessionId]);
  if (stored === undefined || !(revealed || stored.isRandom)) return null;
  const page = await loadCallPage(pool, { ...query, session: sessionId }, reader);
  return { session: toSession(stored, revealed), ...page };
}

function toSession(
  { isRandom: _random, userHash, firstAt, lastAt, ...figures }: StoredSession,
  revealed: boolean,
): Session {
  return {
    ...figures,
    firstAt: firstAt.toISOString(),
    lastAt: lastAt.toISOString(),
    userHash: revealed ? userHash : null,
  };
}

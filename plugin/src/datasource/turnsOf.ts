import { ApiError, type LensApi } from '@lens/client/api';
import type { Call, Session } from '@lens/core/api';

/** Of each session its first calls: more are on its page. */
const mostTurns = '100';
/** Sessions whose calls are kept for the next time. */
const mostKept = 200;

export type TurnsOf = (session: Session) => Promise<Call[]>;

/** Finds the calls of sessions. Dashboards ask again and again: only of a session that went on it asks the gateway again. */
export function createTurnsOf(api: LensApi): TurnsOf {
  const kept = new Map<string, { as: string; turns: Promise<Call[]> }>();
  return ({ sessionId, calls, lastAt }) => {
    const as = `${calls} ${lastAt}`;
    const before = kept.get(sessionId);
    kept.delete(sessionId);
    const turns = before?.as === as ? before.turns : findTurns(api, sessionId);
    kept.set(sessionId, { as, turns });
    turns.catch(() => kept.delete(sessionId));
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return turns;
  };
}

/** A session that retention has just taken has none. */
async function findTurns(api: LensApi, sessionId: string): Promise<Call[]> {
  try {
    return (await api.getSession(sessionId, { limit: mostTurns }, new AbortController().signal)).calls;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'unknown_session') return [];
    throw error;
  }
}

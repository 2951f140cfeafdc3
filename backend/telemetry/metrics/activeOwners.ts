import type { StoredSummary } from '../../call';
import type { Readings } from './readings';

const windowMs = 5 * 60_000;
/** Of each kind; more are not counted, so that a caller who makes names up fills no memory. */
const mostKept = 100_000;

/** Who called within the last five minutes, as hashes. */
export interface ActiveOwners {
  see: (calls: readonly StoredSummary[]) => void;
  readings: () => Pick<Readings, 'active_users' | 'active_sessions'>;
}

/** @param now milliseconds since the Unix epoch */
export function createActiveOwners(now: () => number): ActiveOwners {
  const users = createRecent(now);
  const sessions = createRecent(now);
  return {
    see(calls) {
      for (const { userHash, sessionId, startedAt } of calls) {
        if (userHash !== null) users.see(userHash, startedAt);
        if (sessionId !== null) sessions.see(sessionId, startedAt);
      }
    },
    readings: () => ({ active_users: users.count(), active_sessions: sessions.count() }),
  };
}

function createRecent(now: () => number) {
  const lastSeen = new Map<string, number>();

  function forgetOld(): void {
    const since = now() - windowMs;
    for (const [id, at] of lastSeen) if (at < since) lastSeen.delete(id);
  }

  return {
    see(id: string, at: number) {
      const before = lastSeen.get(id);
      if (before === undefined && lastSeen.size >= mostKept) forgetOld();
      if (before === undefined && lastSeen.size >= mostKept) return;
      lastSeen.set(id, Math.max(at, before ?? 0));
    },
    count() {
      forgetOld();
      return lastSeen.size;
    },
  };
}

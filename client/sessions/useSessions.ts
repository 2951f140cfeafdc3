import type { SessionCalls, SessionPage } from '@lens/core/api';
import { sessionQuery, sessionsQuery, type SessionAddress, type SessionsAddress } from '@lens/viewer/address';
import { useLoaded } from '../loaded/useLoaded';
import type { ClientServices } from '../services';

interface SessionsAsked {
  shown: SessionsAddress;
  /** Null where nothing came with the page. */
  first: SessionPage | null;
}

/** A page of sessions. */
export function useSessions({ shown, first }: SessionsAsked, { api }: Pick<ClientServices, 'api'>) {
  const query = sessionsQuery(shown);
  const { data: page, failed } = useLoaded({
    key: query.toString(),
    first,
    load: (signal) => api.listSessions(Object.fromEntries(query), signal),
  });
  return { data: { page, failed } };
}

interface SessionAsked {
  sessionId: string;
  place: SessionAddress;
  /** Null where nothing came with the page. */
  first: SessionCalls | null;
}

/** A session with a page of its calls. */
export function useSession({ sessionId, place, first }: SessionAsked, { api }: Pick<ClientServices, 'api'>) {
  const query = sessionQuery(place);
  const { data: page, failed } = useLoaded({
    key: `${sessionId}?${query.toString()}`,
    first,
    load: (signal) => api.getSession(sessionId, Object.fromEntries(query), signal),
  });
  return { data: { page, failed } };
}

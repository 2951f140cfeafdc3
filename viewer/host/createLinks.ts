import { comparisonQuery, errorsQuery, listQuery, liveQuery, sessionQuery, sessionsQuery } from '../address';
import type { ViewerLinks } from './viewerHost';

interface Paths {
  list: string;
  compare: string;
  live: string;
  errors: string;
  sessions: string;
  call: (callId: string) => string;
}

/** The links of a house from its paths; what a list or a comparison shows is spelled alike everywhere. */
export function createLinks({
  list,
  compare,
  live,
  errors,
  sessions,
  call,
}: Paths): Omit<ViewerLinks, 'trace' | 'logs'> {
  return {
    call,
    list: (view = {}) => withQuery(list, listQuery(view)),
    live: (filters = {}) => withQuery(live, liveQuery(filters)),
    errors: (shown = {}) => withQuery(errors, errorsQuery(shown)),
    sessions: (shown = {}) => withQuery(sessions, sessionsQuery(shown)),
    session: (sessionId, place = {}) => withQuery(`${sessions}/${encodeURIComponent(sessionId)}`, sessionQuery(place)),
    compare: (choice) => withQuery(compare, choice === undefined ? new URLSearchParams() : comparisonQuery(choice)),
  };
}

function withQuery(path: string, query: URLSearchParams): string {
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

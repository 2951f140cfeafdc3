import type { Session, SessionPage } from '@lens/core/api';
import type { SessionsAddress } from '../address';
import { formatCount, ShortId } from '../format';
import { useLinks } from '../host';
import { SessionsTable } from './SessionsTable';

interface SessionsListProps {
  page: SessionPage;
  shown: SessionsAddress;
}

/** Conversations, those with the newest calls first. */
export function SessionsList({ page: { sessions, next }, shown }: SessionsListProps) {
  return (
    <>
      <div className="lens-list-head">
        <h1 className="lens-page-title">Sessions</h1>
        <User shown={shown} />
      </div>
      {sessions.length === 0 ? <NoSessions shown={shown} next={next} /> : <SessionsTable sessions={sessions} />}
      <Paging sessions={sessions} next={next} shown={shown} />
    </>
  );
}

function User({ shown: { user } }: Pick<SessionsListProps, 'shown'>) {
  const to = useLinks();
  if (user === undefined) return null;
  return (
    <p className="lens-filter-chips">
      <span className="lens-chip">
        user <ShortId id={user} />
        <a href={to.sessions()} aria-label="Remove the filter user">
          ×
        </a>
      </span>
    </p>
  );
}

function NoSessions({ shown, next }: { shown: SessionsAddress; next: string | null }) {
  const to = useLinks();
  const isAll = shown.before === undefined && shown.user === undefined;
  return (
    <div className="lens-empty">
      <h2>{isAll ? 'No sessions yet' : 'No sessions here'}</h2>
      <p>
        {isAll && next === null
          ? 'A session is there once a client names one: coding agents do so by themselves, others with the header x-luthien-session-id or metadata.session_id in the request. Where what policies redacted is masked, only sessions whose id is a random UUID are listed.'
          : 'None of the calls that were looked through has one. '}{' '}
        {!isAll && <a href={to.sessions()}>Show the newest sessions</a>}
      </p>
    </div>
  );
}

function Paging({
  sessions,
  next,
  shown,
}: {
  sessions: readonly Session[];
  next: string | null;
  shown: SessionsAddress;
}) {
  const to = useLinks();
  const { before, ...filters } = shown;
  return (
    <nav className="lens-paging" aria-label="Pages of the list">
      <span className="lens-dim">{formatCount(sessions.length, 'session')}</span>
      {before !== undefined && <a href={to.sessions(filters)}>Newest</a>}
      {next !== null && <a href={to.sessions({ ...filters, before: next })}>Older →</a>}
    </nav>
  );
}

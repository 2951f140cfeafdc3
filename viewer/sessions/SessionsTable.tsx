import type { Session } from '@lens/core/api';
import type { ReactNode } from 'react';
import { formatCost, formatCount, formatTokens, ShortId, Time, VisibleText, visibleString } from '../format';
import { useLinks } from '../host';
import { testIds } from '../testIds';

/** A row a session, which leads to it. */
export function SessionsTable({ sessions }: { sessions: readonly Session[] }) {
  return (
    <div className="lens-scroll" role="region" aria-label="Sessions" tabIndex={0}>
      <table className="lens-table lens-sessions">
        <thead>
          <tr>
            <th scope="col">Last call</th>
            <th scope="col">Session</th>
            <th scope="col" className="lens-number">
              Calls
            </th>
            <th scope="col">What happened</th>
            <th scope="col">Models</th>
            <th scope="col">Policies</th>
            <th scope="col" className="lens-number">
              Tokens
            </th>
            <th scope="col" className="lens-number">
              Cost
            </th>
            <th scope="col">User</th>
            <th scope="col">Began</th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <SessionRow key={session.sessionId} session={session} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SessionRow({ session }: { session: Session }) {
  const to = useLinks();
  const { sessionId, calls, models, changedBy, inputTokens, outputTokens, userHash, firstAt, lastAt } = session;
  return (
    <tr data-testid={testIds.sessions.row} data-session={sessionId}>
      <td className="lens-time">
        <a className="lens-row-link" href={to.session(sessionId)}>
          <Time at={lastAt} brief />
        </a>
      </td>
      <td>
        <ShortId id={sessionId} />
      </td>
      <td className="lens-number">{calls}</td>
      <td>
        <WhatHappened session={session} />
      </td>
      <td>
        <Several values={models} none="unknown" />
      </td>
      <td>
        <Several values={changedBy} none="" as={(policy) => <Policy name={policy} />} />
      </td>
      <td className="lens-number">
        {formatTokens(inputTokens)} <span className="lens-dim">→</span> {formatTokens(outputTokens)}
      </td>
      <td className="lens-number">
        <SessionCost session={session} />
      </td>
      <td>
        {userHash !== null && (
          <a className="lens-value" href={to.sessions({ user: userHash })} title="Only sessions of this user">
            <ShortId id={userHash} />
          </a>
        )}
      </td>
      <td>
        <Time at={firstAt} brief />
      </td>
    </tr>
  );
}

/** What a reader looks for first; nothing where every call went through as it was. */
function WhatHappened({ session: { changed, blocked, failed } }: { session: Session }) {
  const told = [
    { count: changed, word: 'changed', tone: 'modified' },
    { count: blocked, word: 'blocked', tone: 'warning' },
    { count: failed, word: 'failed', tone: 'error' },
  ].filter(({ count }) => count > 0);
  if (told.length === 0) return <span className="lens-dim">unchanged</span>;
  return (
    <span className="lens-chips">
      {told.map(({ count, word, tone }) => (
        <span key={word} className="lens-chip" data-tone={tone}>
          {count} {word}
        </span>
      ))}
    </span>
  );
}

function Policy({ name }: { name: string }) {
  return (
    <span className="lens-chip" data-tone="policy">
      <VisibleText text={name} />
    </span>
  );
}

/** What the calls of a session cost together, and what is not in that. */
function SessionCost({ session }: { session: Session }) {
  const { costUsd, estimatedUsd, costUnknown } = session;
  if (costUsd === null) return <span className="lens-dim">{costUnknown > 0 ? 'unknown' : 'not billed'}</span>;
  const missing = costUnknown > 0 ? `without ${formatCount(costUnknown, 'call')} whose cost is not known` : '';
  const estimated = estimatedUsd > 0 ? `${formatCost(estimatedUsd)} of it estimated` : '';
  const more = [estimated, missing].filter((words) => words !== '').join(', ');
  return (
    <span title={more === '' ? undefined : more}>
      {more !== '' && '≈ '}
      {formatCost(costUsd)}
    </span>
  );
}

interface SeveralProps {
  values: readonly string[];
  none: string;
  as?: (value: string) => ReactNode;
}

const mostShown = 2;

function Several({ values, none, as = (value) => <VisibleText text={value} /> }: SeveralProps) {
  if (values.length === 0) return <span className="lens-dim">{none}</span>;
  return (
    <span className="lens-chips">
      {values.slice(0, mostShown).map((value) => (
        <span key={value}>{as(value)}</span>
      ))}
      {values.length > mostShown && (
        <span className="lens-dim" title={visibleString(values.slice(mostShown).join(', '))}>
          +{values.length - mostShown}
        </span>
      )}
    </span>
  );
}

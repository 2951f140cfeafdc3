import type { Session, SessionCalls } from '@lens/core/api';
import type { SessionAddress } from '../address';
import { CopyButton } from '../controls';
import { formatCost, formatCount, formatDuration, formatList, formatTokens, formatUtc } from '../format';
import { Facts, type Fact } from '../facts';
import { useLinks } from '../host';
import { TurnsTable } from './TurnsTable';

interface SessionDetailsProps {
  page: SessionCalls;
  place: SessionAddress;
}

/** A conversation: its figures, and its turns in their order. */
export function SessionDetails({ page: { session, calls, next }, place }: SessionDetailsProps) {
  const to = useLinks();
  const { sessionId } = session;
  return (
    <>
      <p className="lens-back lens-no-print">
        <a href={to.sessions()}>← Sessions</a>
      </p>
      <h1 className="lens-page-title">
        Session <code>{sessionId.slice(0, 16)}</code>
        <CopyButton text={sessionId} what="session id" />
      </h1>
      <Facts facts={factsOf(session)} as="line" />
      <TurnsTable calls={calls} />
      <nav className="lens-paging" aria-label="Pages of the session">
        <span className="lens-dim">
          {formatCount(calls.length, 'turn')} of {session.calls}
        </span>
        {place.after !== undefined && <a href={to.session(sessionId)}>From the beginning</a>}
        {next !== null && <a href={to.session(sessionId, { after: next })}>Later →</a>}
        <a href={to.list({ filters: { session: sessionId } })}>In the list of calls</a>
      </nav>
    </>
  );
}

function factsOf(session: Session): Fact[] {
  const { firstAt, lastAt, calls, changed, blocked, failed, models, changedBy } = session;
  const lasted = Date.parse(lastAt) - Date.parse(firstAt);
  return [
    { name: 'Calls', value: countsOf(calls, { changed, blocked, failed }) },
    { name: 'Began', value: formatUtc(firstAt) },
    { name: 'Until its last call', value: lasted === 0 ? null : formatDuration(lasted) },
    { name: 'Models', value: models.length === 0 ? 'unknown' : formatList(models) },
    { name: 'Changed by', value: changedBy.length === 0 ? null : formatList(changedBy) },
    { name: 'Tokens', value: `${formatTokens(session.inputTokens)} → ${formatTokens(session.outputTokens)}` },
    { name: 'Cost', value: costOf(session) },
    { name: 'User (hashed)', value: session.userHash, copied: true },
  ];
}

function countsOf(calls: number, parts: Record<string, number>): string {
  const told = Object.entries(parts).flatMap(([word, count]) => (count > 0 ? [`${count} ${word}`] : []));
  return [String(calls), ...told].join(', ');
}

function costOf({ costUsd, estimatedUsd, costUnknown }: Session): string {
  if (costUsd === null) return costUnknown > 0 ? 'unknown' : 'not billed';
  const estimated = estimatedUsd > 0 ? `, ${formatCost(estimatedUsd)} of it estimated` : '';
  const missing = costUnknown > 0 ? `, without ${formatCount(costUnknown, 'call')} whose cost is not known` : '';
  return `${formatCost(costUsd)}${estimated}${missing}`;
}

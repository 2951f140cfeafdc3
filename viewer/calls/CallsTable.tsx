import type { Call } from '@lens/core/api';
import type { ReactNode } from 'react';
import { statusTone, statusWord } from '../call/outcome';
import { formatDuration, formatTokens, Time, VisibleText, visibleString } from '../format';
import { listHref, type CallFilters, type FilterName } from './filters';

interface CallsTableProps {
  calls: readonly Call[];
  filters: CallFilters;
}

/** Calls, newest first. A row leads to its call; a value in it narrows the list to calls with the same value. */
export function CallsTable({ calls, filters }: CallsTableProps) {
  const longest = Math.max(1, ...calls.map((call) => call.durationMs ?? 0));
  return (
    <div className="lens-scroll" tabIndex={0} role="region" aria-label="Calls">
      <table className="lens-table lens-calls">
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Status</th>
            <th scope="col">Model</th>
            <th scope="col" className="lens-endpoint">
              Endpoint
            </th>
            <th scope="col">Changed</th>
            <th scope="col">Policies</th>
            <th scope="col" className="lens-number">
              Duration
            </th>
            <th scope="col" className="lens-number lens-minor">
              First token
            </th>
            <th scope="col" className="lens-number">
              Tokens
            </th>
            <th scope="col">User</th>
            <th scope="col" className="lens-minor">
              Session
            </th>
          </tr>
        </thead>
        <tbody>
          {calls.map((call) => (
            <CallRow key={call.callId} call={call} filters={filters} longest={longest} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The rest are counted. */
const shownPolicies = 2;

interface CallRowProps {
  call: Call;
  filters: CallFilters;
  longest: number;
}

function CallRow({ call, filters, longest }: CallRowProps) {
  const narrow = (name: FilterName, value: string, children: ReactNode) => (
    <a
      className="lens-value"
      href={listHref({ ...filters, [name]: value })}
      title={`Only ${name} ${visibleString(value)}`}
    >
      {children}
    </a>
  );
  const model = call.requestedModel ?? call.finalModel;
  return (
    <tr>
      <td>
        <a className="lens-row-link" href={`/v2/debug/request/${call.callId}`} data-call={call.callId}>
          <Time at={call.startedAt} relative />
        </a>
      </td>
      <td>{narrow('status', call.status, <Status call={call} />)}</td>
      <td className="lens-wide">
        {model === null ? (
          <span className="lens-dim">unknown</span>
        ) : (
          narrow('model', model, <VisibleText text={model} />)
        )}
        {call.finalModel !== null && call.finalModel !== model && (
          <span className="lens-dim">
            {' → '}
            <VisibleText text={call.finalModel} />
          </span>
        )}
      </td>
      <td className="lens-wide lens-endpoint">
        {narrow('operation', call.operation, <VisibleText text={call.endpoint} />)}
        {call.stream && (
          <span className="lens-dim" title="streamed">
            {' '}
            ⇉<span className="lens-unseen">streamed</span>
          </span>
        )}
      </td>
      <td>
        <Changed call={call} />
      </td>
      <td>
        <span className="lens-chips">
          {call.changedBy.slice(0, shownPolicies).map((policy) => (
            <span key={policy} className="lens-chip" data-tone="policy">
              {narrow('policy', policy, <VisibleText text={policy} />)}
            </span>
          ))}
          {call.changedBy.length > shownPolicies && (
            <span className="lens-dim" title={visibleString(call.changedBy.slice(shownPolicies).join(', '))}>
              +{call.changedBy.length - shownPolicies}
            </span>
          )}
        </span>
      </td>
      <td className="lens-number">
        <span className="lens-duration">
          <DurationBar share={(call.durationMs ?? 0) / longest} />
          {formatDuration(call.durationMs)}
        </span>
      </td>
      <td className="lens-number lens-dim lens-minor">
        {call.firstTokenMs === null ? '' : formatDuration(call.firstTokenMs)}
      </td>
      <td className="lens-number">
        <Tokens usage={call.usage} />
      </td>
      <td>{call.userHash !== null && narrow('user', call.userHash, <ShortId id={call.userHash} />)}</td>
      <td className="lens-minor">
        {call.sessionId !== null && narrow('session', call.sessionId, <ShortId id={call.sessionId} />)}
      </td>
    </tr>
  );
}

function Status({ call }: { call: Call }) {
  return (
    <span className="lens-status" data-tone={statusTone(call)}>
      <span aria-hidden="true" className="lens-dot" />
      {call.httpStatus}
      {call.status === 'complete' ? (
        <span className="lens-unseen"> complete</span>
      ) : (
        <span className="lens-status-word">
          {call.httpStatus !== null && ' '}
          {statusWord(call)}
        </span>
      )}
    </span>
  );
}

function Changed({ call }: { call: Call }) {
  const sides = [
    { name: 'request', short: 'req', side: call.request },
    { name: 'response', short: 'res', side: call.response },
  ].filter(({ side }) => side.changed);
  if (sides.length === 0) return <span className="lens-dim">unchanged</span>;
  return (
    <span className="lens-chips">
      {sides.map(({ name, short, side }) => (
        <span
          key={name}
          className="lens-chip"
          data-tone="modified"
          title={`${name}: ${visibleString(side.summary ?? 'changed')}`}
        >
          <b aria-hidden="true">~ {short}</b>
          <span className="lens-unseen">{name}</span> {side.changes}
        </span>
      ))}
    </span>
  );
}

function DurationBar({ share }: { share: number }) {
  return (
    <svg className="lens-duration-bar" width="48" height="6" aria-hidden="true">
      <rect width={Math.max(1, Math.round(share * 48))} height="6" rx="1" />
    </svg>
  );
}

function Tokens({ usage }: { usage: Call['usage'] }) {
  if (usage.inputTokens === null && usage.outputTokens === null) return <span className="lens-dim">unknown</span>;
  return (
    <>
      {formatTokens(usage.inputTokens)} <span className="lens-dim">→</span> {formatTokens(usage.outputTokens)}
    </>
  );
}

function ShortId({ id }: { id: string }) {
  return (
    <code>
      <VisibleText text={id.length > 10 ? `${id.slice(0, 8)}…` : id} />
    </code>
  );
}

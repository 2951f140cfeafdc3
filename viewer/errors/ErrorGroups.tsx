import type { ErrorGroup } from '@lens/core/api';
import type { ErrorsAddress } from '../address';
import { formatCount, Time, VisibleText } from '../format';
import { useLinks } from '../host';
import { testIds } from '../testIds';
import { HoursChart } from './HoursChart';

interface ErrorGroupsProps {
  groups: readonly ErrorGroup[];
  shown: ErrorsAddress;
}

/** Errors that are the same, each once: what, where, how often, since when, and calls with it. */
export function ErrorGroups({ groups, shown }: ErrorGroupsProps) {
  return (
    <>
      <div className="lens-list-head">
        <h1 className="lens-page-title">Errors</h1>
        <Choices shown={shown} />
      </div>
      {groups.length === 0 ? <NoErrors isFiltered={shown.kind !== undefined} /> : <GroupTable groups={groups} />}
    </>
  );
}

const kinds: readonly [ErrorsAddress['kind'], string][] = [
  [undefined, 'All'],
  ['call', 'Calls'],
  ['policy', 'Policies'],
  ['exception', 'Lens itself'],
];

/** Links, so that each choice has its address, and works without a script. */
function Choices({ shown }: Pick<ErrorGroupsProps, 'shown'>) {
  const to = useLinks();
  const other = shown.order === 'count' ? 'last_seen' : 'count';
  return (
    <nav className="lens-error-choices lens-no-print" aria-label="Which errors">
      {kinds.map(([kind, words]) => (
        <a
          key={words}
          href={to.errors({ ...shown, kind })}
          className="lens-button lens-small"
          aria-current={kind === shown.kind ? 'true' : undefined}
        >
          {words}
        </a>
      ))}
      <a className="lens-error-order" href={to.errors({ ...shown, order: other })}>
        {other === 'count' ? 'Most frequent first' : 'Last seen first'}
      </a>
    </nav>
  );
}

function NoErrors({ isFiltered }: { isFiltered: boolean }) {
  const to = useLinks();
  return (
    <div className="lens-empty">
      <h2>No errors</h2>
      <p>
        {isFiltered ? 'There are none of this kind. ' : 'No call has failed, and nothing else has, as far as is kept. '}
        {isFiltered ? <a href={to.errors()}>Show all errors</a> : <a href={to.list()}>Look at the calls</a>}
      </p>
    </div>
  );
}

function GroupTable({ groups }: Pick<ErrorGroupsProps, 'groups'>) {
  return (
    <div className="lens-scroll" role="region" aria-label="Errors" tabIndex={0}>
      <table className="lens-table lens-errors">
        <thead>
          <tr>
            <th scope="col">Error</th>
            <th scope="col" className="lens-number">
              Count
            </th>
            <th scope="col">Last 24 hours</th>
            <th scope="col">Where</th>
            <th scope="col">Last seen</th>
            <th scope="col">First seen</th>
            <th scope="col">Calls</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <GroupRow key={group.fingerprint} group={group} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function GroupRow({ group }: { group: ErrorGroup }) {
  const { type, message, frames, hours, count, firstSeen, lastSeen, fingerprint } = group;
  return (
    <tr data-testid={testIds.errors.group} data-fingerprint={fingerprint}>
      <td className="lens-error-what">
        <code>
          <VisibleText text={type} />
        </code>
        {message !== '' && (
          <div className="lens-dim">
            <VisibleText text={message} />
          </div>
        )}
        {frames.length > 0 && <Frames frames={frames} />}
      </td>
      <td className="lens-number">{formatCount(count, '', '').trim()}</td>
      <td>
        <HoursChart hours={hours} />
      </td>
      <td>
        <Where group={group} />
      </td>
      <td>
        <Time at={lastSeen} brief />
      </td>
      <td>
        <Time at={firstSeen} brief />
      </td>
      <td>
        <Examples group={group} />
      </td>
    </tr>
  );
}

function Frames({ frames }: Pick<ErrorGroup, 'frames'>) {
  return (
    <details className="lens-event-fold">
      <summary>{frames[0]}</summary>
      <ol>
        {frames.slice(1).map((frame) => (
          <li key={frame}>
            <code>{frame}</code>
          </li>
        ))}
      </ol>
    </details>
  );
}

function Where({ group: { provider, operation, policy, component } }: { group: ErrorGroup }) {
  const parts = [component ?? policy ?? provider, operation?.replaceAll('_', ' ')].filter((part) => part != null);
  return (
    <>
      {policy !== null ? (
        <span className="lens-chip" data-tone="policy">
          <VisibleText text={policy} />
        </span>
      ) : (
        <VisibleText text={parts[0] ?? 'unknown'} />
      )}
      {parts[1] !== undefined && <div className="lens-dim">{parts[1]}</div>}
    </>
  );
}

/** The latest call with it, and, of calls that ended so, the list of those that did. */
function Examples({ group: { examples, status, provider, operation } }: { group: ErrorGroup }) {
  const to = useLinks();
  const [latest] = examples;
  return (
    <span className="lens-error-calls">
      {latest === undefined ? <span className="lens-dim">none kept</span> : <a href={to.call(latest)}>latest</a>}
      {examples.slice(1).map((callId, index) => (
        <a key={callId} href={to.call(callId)} aria-label={`example ${index + 2}`}>
          {index + 2}
        </a>
      ))}
      {status !== null && (
        <a
          href={to.list({
            filters: { status, ...(provider !== null && { provider }), ...(operation !== null && { operation }) },
          })}
          title="Calls of this status, provider and endpoint"
        >
          list
        </a>
      )}
    </span>
  );
}

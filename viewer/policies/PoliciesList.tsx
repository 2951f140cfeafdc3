import type { PolicyActivity, PolicyList } from '@lens/core/api';
import { formatCount, formatDuration, VisibleText } from '../format';
import { useLinks } from '../host';
import { testIds } from '../testIds';

/** The policies of the gateway: which calls go through which, and what each did lately. */
export function PoliciesList({ list }: { list: PolicyList }) {
  const { policies, looked, complete } = list;
  return (
    <>
      <h1 className="lens-page-title">Policies</h1>
      <Chains list={list} />
      {policies.length === 0 ? (
        <div className="lens-empty">
          <h2>No policies</h2>
          <p>Every call goes through as it is. Name some in lens.yaml, under “policies” and “chain”.</p>
        </div>
      ) : (
        <PolicyTable policies={policies} />
      )}
      <p className="lens-dim lens-policies-of">
        Of the {complete ? '' : 'newest '}
        {formatCount(looked, 'call')}
        {complete && ' that are kept'}.
      </p>
    </>
  );
}

function Chains({ list: { chain, routes } }: { list: PolicyList }) {
  const all = [
    ...routes,
    { model: routes.length === 0 ? 'every model' : 'every other model', upstream: null, policies: chain },
  ];
  return (
    <dl className="lens-facts lens-chains" data-as="column">
      {all.map(({ model, upstream, policies }) => (
        <div key={`${model} ${upstream ?? ''}`}>
          <dt>
            <VisibleText text={upstream === null ? model : `${model} at ${upstream}`} />
          </dt>
          <dd>{policies.length === 0 ? 'no policies' : <VisibleText text={policies.join(' → ')} />}</dd>
        </div>
      ))}
    </dl>
  );
}

function PolicyTable({ policies }: { policies: readonly PolicyActivity[] }) {
  return (
    <div className="lens-scroll" role="region" aria-label="Policies" tabIndex={0}>
      <table className="lens-table">
        <thead>
          <tr>
            <th scope="col">Policy</th>
            <th scope="col">Is</th>
            {['Calls', 'Changed', 'Blocked', 'Failed', 'Events', 'Worked, median', '95th percentile'].map((name) => (
              <th key={name} scope="col" className="lens-number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {policies.map((policy) => (
            <PolicyRow key={policy.policy} policy={policy} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PolicyRow({ policy: { policy, use, onError, durationMs, ...counts } }: { policy: PolicyActivity }) {
  const to = useLinks();
  return (
    <tr data-testid={testIds.policies.row}>
      <td>
        <a className="lens-value" href={to.list({ filters: { policy } })} title="The calls that it changed">
          <VisibleText text={policy} />
        </a>
      </td>
      <td>
        {use === null ? <span className="lens-dim">not configured any more</span> : `${use}, fails ${onError ?? ''}`}
      </td>
      {[counts.calls, counts.changed, counts.blocked, counts.failed, counts.events].map((count, index) => (
        <td key={index} className="lens-number">
          {count}
        </td>
      ))}
      <td className="lens-number">{durationMs === null ? '' : formatDuration(durationMs.median)}</td>
      <td className="lens-number">{durationMs === null ? '' : formatDuration(durationMs.p95)}</td>
    </tr>
  );
}

import type { CallView } from '@lens/core/api';
import { formatCount, VisibleText } from '../format';
import { testIds } from '../testIds';
import { ownError } from './ownError';

/** One line for each direction: unchanged, or what changed and which policies did it. */
export function ChangedSides({ view }: { view: CallView }) {
  const { call } = view;
  return (
    <dl className="lens-sides" data-testid={testIds.call.changed}>
      <Side name="Request" side={call.request} absent={null} by={policiesOf(view, 'request')} />
      <Side
        name="Response"
        side={call.response}
        absent={call.responseBytes === null ? (ownError(call) ?? 'none') : null}
        by={policiesOf(view, 'response')}
      />
      <div className="lens-side-policies">
        <dt>Policies</dt>
        <dd>
          {call.policies.length === 0 ? (
            <span className="lens-dim">none</span>
          ) : (
            call.policies.map((policy) => (
              <span
                key={policy}
                className="lens-chip"
                data-tone={call.changedBy.includes(policy) ? 'policy' : undefined}
                data-testid={testIds.policy}
              >
                <VisibleText text={policy} />
              </span>
            ))
          )}
        </dd>
      </div>
    </dl>
  );
}

/** As the diff attributes them; when it does not, all policies that changed anything in the call. */
function policiesOf(view: CallView, name: 'request' | 'response'): string[] {
  const { diff } = view[name];
  const changes = diff === null ? [] : [diff.added, diff.removed, diff.modified, diff.moved].flat();
  const named = new Set(changes.flatMap((change) => change.by ?? []));
  return named.size > 0 ? view.call.policies.filter((policy) => named.has(policy)) : view.call.changedBy;
}

interface SideProps {
  name: string;
  side: CallView['call']['request'];
  /** What is said in the place of changes where there is no body. */
  absent: string | null;
  by: string[];
}

function Side({ name, side, absent, by }: SideProps) {
  return (
    <div data-changed={side.changed}>
      <dt>{name}</dt>
      <dd>
        <VisibleText text={absent ?? sideSummary(side)} />
        {side.changed && by.length > 0 && (
          <>
            {' '}
            · by{' '}
            {by.map((policy) => (
              <span key={policy} className="lens-chip" data-tone="policy" data-testid={testIds.policy}>
                <VisibleText text={policy} />
              </span>
            ))}
          </>
        )}
      </dd>
    </div>
  );
}

function sideSummary(side: SideProps['side']): string {
  if (!side.changed) return 'unchanged';
  const count = formatCount(side.changes, 'change');
  return side.summary === null || side.summary === '' ? count : `${count} · ${side.summary}`;
}

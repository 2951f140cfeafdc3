import type { Call } from '@lens/core/api';
import type { ReactNode } from 'react';
import type { FilterName } from '../address';
import { statusTone, statusWord } from '../call/outcome';
import { formatCost, formatDuration, formatTokens, ShortId, VisibleText, visibleString } from '../format';
import { testIds } from '../testIds';
import type { triesOf } from './triesOf';

export interface CellContext {
  /** Address of the list narrowed to calls with a value. */
  narrowed: (name: FilterName, value: string) => string;
  /** Milliseconds that fill the bar of a duration. */
  longest: number;
  /** The calls of the list that are tries of one request. */
  tries: ReturnType<typeof triesOf>;
  /** Address of a call's page. */
  opened: (callId: string) => string;
}

interface Column {
  label: string;
  /** While a reader has chosen nothing: always, if nothing is said. The style sheet has the same names for wide windows. */
  shown?: 'when wide' | 'when chosen';
  /** Classes of the column's cells and of its header. */
  className?: string;
  cell: (call: Call, context: CellContext) => ReactNode;
}

/**
 * The columns that a reader may choose, in their order, and what each shows of a call. A value leads to the list narrowed
 * to calls with the same value. The time is always there: it leads to the call.
 */
const declared = {
  status: { label: 'Status', cell: status },
  model: { label: 'Model', className: 'lens-wide', cell: model },
  provider: {
    label: 'Provider',
    shown: 'when chosen',
    className: 'lens-wide',
    cell: ({ provider }, context) => narrow(context, 'provider', provider, <VisibleText text={provider} />),
  },
  endpoint: { label: 'Endpoint', className: 'lens-wide', cell: endpoint },
  changed: { label: 'Changed', cell: changed },
  policies: { label: 'Policies', cell: policies },
  duration: {
    label: 'Duration',
    className: 'lens-number',
    cell: ({ durationMs }, { longest }) => (
      <span className="lens-duration">
        <DurationBar share={(durationMs ?? 0) / longest} />
        {formatDuration(durationMs)}
      </span>
    ),
  },
  firstToken: {
    label: 'First token',
    shown: 'when wide',
    className: 'lens-number lens-dim',
    cell: ({ stream, firstTokenMs }) =>
      stream || firstTokenMs !== null ? formatDuration(firstTokenMs) : <Dash reason="not streamed" />,
  },
  tokens: { label: 'Tokens', className: 'lens-number', cell: ({ usage }) => <Tokens usage={usage} /> },
  cost: { label: 'Cost', shown: 'when wide', className: 'lens-number', cell: cost },
  user: {
    label: 'User',
    shown: 'when wide',
    cell: ({ userHash }, context) =>
      userHash === null ? (
        <Dash reason="no user named" />
      ) : (
        narrow(context, 'user', userHash, <ShortId id={userHash} />)
      ),
  },
  session: {
    label: 'Session',
    shown: 'when wide',
    cell: ({ sessionId }, context) =>
      sessionId === null ? (
        <Dash reason="no session named" />
      ) : (
        narrow(context, 'session', sessionId, <ShortId id={sessionId} />)
      ),
  },
  source: {
    label: 'Source',
    shown: 'when chosen',
    cell: ({ source, sourceName }) => (source === 'gateway' ? source : visibleString(sourceName ?? source)),
  },
  environment: {
    label: 'Environment',
    shown: 'when chosen',
    cell: ({ environment }, context) =>
      environment === null ? (
        <Dash reason="none named" />
      ) : (
        narrow(context, 'environment', environment, <VisibleText text={environment} />)
      ),
  },
  kept: { label: 'Kept', shown: 'when chosen', cell: ({ captureMode }) => captureMode },
} satisfies Record<string, Column>;

export type ColumnId = keyof typeof declared;

export const columns: Readonly<Record<ColumnId, Column>> = declared;

function narrow({ narrowed }: CellContext, name: FilterName, value: string, children: ReactNode) {
  return (
    <a className="lens-value" href={narrowed(name, value)} title={`Only ${name} ${visibleString(value)}`}>
      {children}
    </a>
  );
}

function status(call: Call, context: CellContext): ReactNode {
  const { count = 0, before = null, after = null } = context.tries.get(call.callId) ?? {};
  const again = count === 0 ? after : before;
  return (
    <>
      {narrow(context, 'status', call.status, <Status call={call} />)}
      {(count > 0 || after !== null) && (
        <TryChip
          href={again && context.opened(again.callId)}
          title={
            count === 0
              ? 'The client sent the same again: opens that call'
              : `Try ${count + 1} of one request${before ? ': opens the one before it' : ''}`
          }
          count={count}
        />
      )}
    </>
  );
}

interface TryChipProps {
  /** Of the call that it is a try beside; null where the list has that not. */
  href: string | null;
  title: string;
  count: number;
}

/** In words where there is room for them. */
function TryChip({ href, title, count }: TryChipProps) {
  const told = (
    <>
      <span aria-hidden="true" className="lens-try-sign">
        ↻{count > 0 && ` ${count}`}
      </span>
      <span className="lens-try-words">{count === 0 ? 'tried again' : `retry ${count}`}</span>
    </>
  );
  return href === null ? (
    <span className="lens-chip lens-try" title={title}>
      {told}
    </span>
  ) : (
    <a className="lens-chip lens-value lens-try" href={href} title={title}>
      {told}
    </a>
  );
}

function model({ requestedModel, finalModel }: Call, context: CellContext): ReactNode {
  const requested = requestedModel ?? finalModel;
  if (requested === null) return <span className="lens-dim">unknown</span>;
  return (
    <>
      {narrow(context, 'model', requested, <VisibleText text={requested} />)}
      {finalModel !== null && finalModel !== requested && (
        <span className="lens-dim">
          {' → '}
          <VisibleText text={finalModel} />
        </span>
      )}
    </>
  );
}

function endpoint(call: Call, context: CellContext): ReactNode {
  return (
    <>
      {narrow(context, 'operation', call.operation, <VisibleText text={call.endpoint} />)}
      {call.stream && (
        <>
          {' '}
          {narrow(
            context,
            'stream',
            'true',
            <span className="lens-dim">
              <span aria-hidden="true">⇉</span>
              <span className="lens-unseen">streamed</span>
            </span>,
          )}
        </>
      )}
    </>
  );
}

function changed({ request, response }: Call, context: CellContext): ReactNode {
  const sides = [
    { name: 'request', short: 'req', side: request },
    { name: 'response', short: 'res', side: response },
  ].filter(({ side }) => side.changed);
  if (sides.length === 0) return narrow(context, 'changed', 'none', <span className="lens-dim">unchanged</span>);
  return (
    <span className="lens-chips">
      {sides.map(({ name, short, side }) => (
        <a
          key={name}
          className="lens-chip lens-value"
          data-testid={testIds.list.changed}
          data-tone="modified"
          href={context.narrowed('changed', name)}
          title={`${name}: ${visibleString(side.summary ?? 'changed')}`}
        >
          <b aria-hidden="true">~ {short}</b>
          <span className="lens-unseen">{name}</span> {side.changes}
        </a>
      ))}
    </span>
  );
}

/** The rest are counted. */
const shownPolicies = 2;

function policies({ changedBy }: Call, context: CellContext): ReactNode {
  return (
    <span className="lens-chips">
      {changedBy.slice(0, shownPolicies).map((policy) => (
        <span key={policy} className="lens-chip" data-tone="policy" data-testid={testIds.policy}>
          {narrow(context, 'policy', policy, <VisibleText text={policy} />)}
        </span>
      ))}
      {changedBy.length > shownPolicies && (
        <span className="lens-dim" title={visibleString(changedBy.slice(shownPolicies).join(', '))}>
          +{changedBy.length - shownPolicies}
        </span>
      )}
    </span>
  );
}

function Status({ call }: { call: Call }) {
  return (
    <span className="lens-status" data-tone={statusTone(call)} data-coded={call.httpStatus !== null}>
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

/** Tells an empty cell from one whose value is unknown. */
function Dash({ reason }: { reason: string }) {
  return (
    <span className="lens-dim" title={reason}>
      <span aria-hidden="true">–</span>
      <span className="lens-unseen">{reason}</span>
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

function cost({ costUsd, costBasis, costUnknown }: Call): ReactNode {
  if (costUsd === null && costUnknown === null) return <Dash reason="not billed" />;
  if (costUsd === null) return <span className="lens-dim">unknown</span>;
  const text = formatCost(costUsd);
  return costBasis === 'exact' ? text : <span title="estimated">≈ {text}</span>;
}

import type { CallView } from '@lens/core/api';
import type { ReactNode } from 'react';
import { CopyButton, Icon } from '../controls';
import { Time, VisibleText } from '../format';
import { useLinks } from '../host';
import { testIds } from '../testIds';
import { CallFacts } from './CallFacts';
import { CallMore } from './CallMore';
import { ChangedSides } from './ChangedSides';
import { keptLess, storedInPart } from './keptLess';
import { outcomeBanner, statusTone, statusWord, type Banner } from './outcome';
import { traceLink } from './traceLink';

/** A call beside this one in a list. */
export interface Neighbour {
  href: string;
  age: 'newer' | 'older';
}

/** The list that a call was opened from, with the calls beside it there: null at its ends or when unknown. */
export interface CallsAround {
  href: string;
  previous: Neighbour | null;
  next: Neighbour | null;
}

interface CallHeaderProps {
  view: CallView;
  list: CallsAround;
  actions?: ReactNode;
}

/** The top of a call's page: did anything change, what, by whom, how did it end, what did it take. */
export function CallHeader({ view, list, actions }: CallHeaderProps) {
  const { call } = view;
  const to = useLinks();
  const { href: trace, leftOut } = traceLink(view, to);
  const logs = to.logs(view);
  return (
    <header className="lens-call-head">
      <div className="lens-call-title">
        <a className="lens-back lens-no-print" href={list.href}>
          ← Calls
        </a>
        <h1>
          <ModelName view={view} />
        </h1>
        <code className="lens-dim">
          {call.method} <VisibleText text={call.endpoint} />
        </code>
        {call.stream && <span className="lens-chip">streamed</span>}
        {call.source !== 'gateway' && (
          <span className="lens-chip" title="Made elsewhere, and told of">
            from <VisibleText text={call.sourceName ?? call.source} />
          </span>
        )}
        {call.coldStart && (
          <span className="lens-chip" title="The gateway’s process had only just started, which takes time">
            cold start
          </span>
        )}
        {call.retryCount !== null && call.retryCount > 0 && (
          <span className="lens-chip" title={`Try ${call.retryCount + 1} of one request`}>
            retry {call.retryCount}
          </span>
        )}
        {leftOut !== null && (
          <span className="lens-chip" title={leftOut}>
            no trace: not sampled
          </span>
        )}
        <div className="lens-call-actions lens-no-print">
          {trace !== null && <OutLink href={trace} label="Open trace" shortcut="t" />}
          {logs !== null && <OutLink href={logs} label="Logs" shortcut="l" />}
          {actions}
          <NeighbourLink to={list.previous} icon="previous" shortcut="[" />
          <NeighbourLink to={list.next} icon="next" shortcut="]" />
        </div>
      </div>
      <div className="lens-call-line" data-testid={testIds.call.line}>
        <span className="lens-status" data-tone={statusTone(call)}>
          <span aria-hidden="true" className="lens-dot" />
          <b>{call.httpStatus ?? statusWord(call)}</b>{' '}
          {call.finishReason ?? (call.httpStatus === null ? '' : statusWord(call))}
        </span>
        <CallFacts call={call} />
        <span>
          <Time at={call.startedAt} />
        </span>
        <span className="lens-id">
          <span className="lens-dim">call</span> <code>{call.callId}</code>
          <CopyButton text={call.callId} what="call id" />
        </span>
      </div>
      {[outcomeBanner(view), storedInPart(view), keptLess(view)].map(
        (banner) => banner && <BannerView key={banner.title} {...banner} />,
      )}
      <ChangedSides view={view} />
      <CallMore view={view} />
    </header>
  );
}

function BannerView({ tone, title, text }: Banner) {
  return (
    <div className="lens-banner" data-tone={tone} role="note">
      <b>
        <VisibleText text={title} />.
      </b>{' '}
      <VisibleText text={text} />
    </div>
  );
}

function ModelName({ view }: { view: CallView }) {
  const { requestedModel, finalModel, operation } = view.call;
  const requested = requestedModel ?? finalModel;
  if (requested === null) return operation === 'passthrough' ? 'passed through' : 'model unknown';
  if (finalModel === null || finalModel === requested) return <VisibleText text={requested} />;
  return (
    <>
      <VisibleText text={requested} /> <span className="lens-dim">→</span> <VisibleText text={finalModel} />
    </>
  );
}

function OutLink({ href, label, shortcut }: { href: string; label: string; shortcut: string }) {
  return (
    <a className="lens-button" href={href} target="_blank" rel="noopener noreferrer" title={`${label} (${shortcut})`}>
      {label} <Icon name="external" />
    </a>
  );
}

interface NeighbourLinkProps {
  to: Neighbour | null;
  icon: 'previous' | 'next';
  shortcut: string;
}

function NeighbourLink({ to, icon, shortcut }: NeighbourLinkProps) {
  if (to === null) return null;
  const label = `${to.age === 'newer' ? 'Newer' : 'Older'} call (${shortcut})`;
  return (
    <a className="lens-button" href={to.href} title={label} aria-label={label}>
      <Icon name={icon} />
    </a>
  );
}

import { isKnownActivity, type ActivityMessage, type KnownActivity } from '@lens/core/api';
import type { ReactNode } from 'react';
import { statusWords, toneOf } from '../call/outcome';
import { formatCount, formatDuration, formatTokens, VisibleText } from '../format';
import { testIds } from '../testIds';

/** A message in words. */
export function WhatHappened({ message }: { message: ActivityMessage }) {
  return isKnownActivity(message) ? said(message) : <VisibleText text={otherWords(message)} />;
}

function said(message: KnownActivity): ReactNode {
  switch (message.event_type) {
    case 'call.began':
      return <Began {...message.data} />;
    case 'policy.event':
      return <PolicySaid {...message.data} />;
    case 'call.ended':
      return <Ended {...message.data} />;
    case 'call.stored':
      return <Stored {...message.data} />;
    case 'luthien.pipeline':
      return (
        <Recorded level={message.data.level}>
          <VisibleText text={message.data.pipeline_stage} />
        </Recorded>
      );
    case 'luthien.policy_decision':
      return (
        <Recorded level={message.data.level}>
          <PolicyChip name={message.data.policy_name} /> <VisibleText text={message.data.decision} />
        </Recorded>
      );
  }
}

type DataOf<Type extends KnownActivity['event_type']> = Extract<KnownActivity, { event_type: Type }>['data'];

const operations: Record<DataOf<'call.began'>['operation'], string> = {
  chat_completions: 'chat completions',
  messages: 'messages',
  passthrough: 'passed through',
};

function Began({ operation, provider, stream }: DataOf<'call.began'>) {
  return (
    <>
      {operations[operation]}
      {provider !== null && (
        <>
          {' to '}
          <VisibleText text={provider} />
        </>
      )}
      {stream && <span className="lens-dim">, streamed</span>}
    </>
  );
}

function PolicySaid({ policy, type, severity, phase }: DataOf<'policy.event'>) {
  return (
    <>
      <PolicyChip name={policy} />{' '}
      <span className="lens-severity" data-severity={severity}>
        <VisibleText text={type} />
      </span>
      <span className="lens-dim"> on the {phase}</span>
    </>
  );
}

function Ended({ status, http_status, error_type, duration_ms, first_byte_ms }: DataOf<'call.ended'>) {
  return (
    <>
      <span className="lens-status" data-tone={toneOf(status)}>
        <span aria-hidden="true" className="lens-dot" />
        {http_status} <span className="lens-status-word">{statusWords[status]}</span>
      </span>{' '}
      after {formatDuration(duration_ms)}
      {first_byte_ms !== null && <span className="lens-dim">, first byte {formatDuration(first_byte_ms)}</span>}
      {error_type !== null && (
        <>
          {', '}
          <code>
            <VisibleText text={error_type} />
          </code>
        </>
      )}
    </>
  );
}

function Stored(data: DataOf<'call.stored'>) {
  const { request_changes: request, response_changes: response, changed_by: changedBy } = data;
  const sides = [
    ['request', request],
    ['response', response],
  ] as const;
  const changed = sides.filter(([, changes]) => changes > 0);
  const isChanged = changed.length > 0 || changedBy.length > 0;
  return (
    <>
      <span className="lens-dim">
        recorded{tokens(data)}
        {isChanged ? ', ' : ', unchanged'}
      </span>
      {isChanged && (
        <span className="lens-live-changed">
          <b aria-hidden="true">~</b>{' '}
          {changed.map(([side, changes]) => `${side} ${formatCount(changes, 'change')}`).join(', ') || 'changed'}
        </span>
      )}
      {changedBy.map((policy) => (
        <PolicyChip key={policy} name={policy} />
      ))}
    </>
  );
}

const severities = { info: 'info', warn: 'warning', error: 'error' } as const;

function Recorded({ level, children }: { level: keyof typeof severities; children: ReactNode }) {
  return (
    <span className="lens-severity" data-severity={severities[level]}>
      {children}
    </span>
  );
}

function tokens({ input_tokens: input, output_tokens: output }: DataOf<'call.stored'>): string {
  return input === null && output === null ? '' : `, ${formatTokens(input)} → ${formatTokens(output)} tokens`;
}

function PolicyChip({ name }: { name: string }) {
  return (
    <span className="lens-chip" data-tone="policy" data-testid={testIds.policy}>
      <VisibleText text={name} />
    </span>
  );
}

/** Of a kind that this page does not know: what it says, as it says it. */
function otherWords({ data }: ActivityMessage): string {
  return Object.entries(data)
    .filter(([name]) => name !== 'gateway' && name !== 'seq')
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(', ');
}

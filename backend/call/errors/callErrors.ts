import { normaliseMessage } from '@lens/core/errors';
import type { CallRecord } from '../record/callRecord';
import { isFailure } from '../outcome';
import { isPolicyFailure, type PolicyEvent } from '../policyEvent';
import { errorOccurrence, type ErrorOccurrence } from './errorOccurrence';
import { errorWord } from './errorWord';

/** The errors of a call: how it ended, and each policy that failed in it, once. */
export function callErrors(record: CallRecord): ErrorOccurrence[] {
  const failures = record.events.filter(isPolicyFailure).map((event) => policyError(record, event));
  const ended = callError(record);
  const all = ended === null ? failures : [ended, ...failures];
  return [...new Map(all.map((error) => [error.fingerprint, error])).values()];
}

/** How it ended, where that was somebody's fault. */
export function callError(record: CallRecord): ErrorOccurrence | null {
  const { status, errorType, errorMessage, provider, operation } = record;
  if (!isFailure(status)) return null;
  const facts = {
    kind: 'call' as const,
    type: errorWord(errorType ?? status),
    message: normaliseMessage(errorMessage ?? ''),
    status,
    provider,
    operation,
    policy: null,
    component: null,
    frames: [],
  };
  return errorOccurrence(facts, record.startedAt + (record.durationMs ?? 0), record.callId);
}

/** A policy's own words stay out: they may quote what it worked on. */
function policyError(record: CallRecord, event: PolicyEvent): ErrorOccurrence {
  const { hook, error, code } = event.details;
  const word = typeof error === 'string' ? errorWord(error) : typeof code === 'string' ? errorWord(code) : null;
  const facts = {
    kind: 'policy' as const,
    type: event.type,
    message: [typeof hook === 'string' ? `in ${errorWord(hook)}` : '', word ?? '']
      .filter((part) => part !== '')
      .join(': '),
    status: null,
    provider: null,
    operation: record.operation,
    policy: event.policy,
    component: null,
    frames: [],
  };
  return errorOccurrence(facts, record.startedAt + event.at, record.callId);
}

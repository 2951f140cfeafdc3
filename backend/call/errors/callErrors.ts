import { normaliseMessage } from '@lens/core/errors';
import type { CallRecord } from '../record/callRecord';
import type { PolicyEvent } from '../policyEvent';
import type { CallStatus } from '../status';
import { errorOccurrence, type ErrorOccurrence } from './errorOccurrence';
import { errorWord } from './errorWord';

/** Ends of a call that are somebody's fault. One that a policy blocked, the gateway refused or the client left is none. */
const failed: ReadonlySet<CallStatus> = new Set(['provider_error', 'upstream_failed', 'cut', 'interrupted']);
/** What the chain says of a policy that failed, whether the call went on or not. */
const policyFailures: ReadonlySet<string> = new Set(['policy.failed', 'policy.timed_out']);

/** The errors of a call: how it ended, and each policy that failed in it, once. */
export function callErrors(record: CallRecord): ErrorOccurrence[] {
  const failures = record.events
    .filter(({ type }) => policyFailures.has(type))
    .map((event) => policyError(record, event));
  const all = failed.has(record.status) ? [callError(record), ...failures] : failures;
  return [...new Map(all.map((error) => [error.fingerprint, error])).values()];
}

function callError(record: CallRecord): ErrorOccurrence {
  const { status, errorType, errorMessage, provider, operation } = record;
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

import { isObject } from '@lens/core/json';
import { describeError } from '../../describeError';
import type { Blocked } from '../chain.types';
import type { Block } from '../contract';
import type { EventDraft } from './plainEvent';
import type { Hook, Link } from './links';
import type { HookFailure } from './runHook';

/**
 * The refusal that a hook gave back, null when it gave back nothing. What else a policy may give is a failure of its
 * hook: to go on would be to take a misspelt refusal for none. A copy, as a policy may change its own at any time.
 *
 * @throws TypeError
 */
export function readVerdict(verdict: unknown): Block | null {
  if (verdict === undefined || verdict === null) return null;
  if (isObject(verdict) && isObject(verdict['block'])) {
    const { message, status } = verdict['block'];
    if (typeof message === 'string') return { block: typeof status === 'number' ? { message, status } : { message } };
  }
  throw new TypeError('A hook gave back something else than nothing or a block with its message.');
}

/** What of a refusal its policy alone can tell: those behind it may have secrets of theirs to keep (`redactsFrom`). */
type Refused = Omit<Blocked, 'redacts'>;

/** A refusal that the policy meant. */
export function blockedByPolicy(link: Link, { block }: Block): Refused {
  const { status = 403 } = block;
  return {
    policy: link.policy.name,
    type: 'policy_blocked',
    message: block.message,
    status: Number.isInteger(status) && status >= 400 && status <= 599 ? status : 403,
  };
}

/** A refusal because the policy failed and its configuration says `on_error: closed`. */
export function blockedByFailure(link: Link, failure: HookFailure): Refused {
  const { name: policy } = link.policy;
  if (failure.kind === 'timeout') {
    const message = `The policy ${policy} took longer than ${link.timeoutMs} ms, so the call was stopped.`;
    return { policy, type: 'policy_timeout', message, status: 504 };
  }
  return {
    policy,
    type: 'policy_error',
    message: `The policy ${policy} failed, so the call was stopped.`,
    status: 500,
  };
}

export function blockEvent(hook: Hook, { status }: Refused): EventDraft {
  const what = hook === 'onRequest' ? 'request' : 'response';
  return { type: 'policy.blocked', summary: `Blocked the ${what}`, severity: 'warning', details: { hook, status } };
}

/** Tells of a failure without the error's message, which may quote the body. */
export function failureEvent(link: Link, hook: Hook, failure: HookFailure): EventDraft {
  const consequence = link.onError === 'closed' ? 'the call was stopped' : 'the call went on without it';
  const details = { hook, on_error: link.onError };
  if (failure.kind === 'timeout') {
    const summary = `Took longer than ${link.timeoutMs} ms in ${hook}; ${consequence}`;
    return { type: 'policy.timed_out', summary, severity: 'error', details: { ...details, limit_ms: link.timeoutMs } };
  }
  const { type: error, place } = describeError(failure.cause);
  return {
    type: 'policy.failed',
    summary: `Failed in ${hook} (${error}); ${consequence}`,
    severity: 'error',
    details: { ...details, error, place },
  };
}

import type { ApiError } from '@lens/core/formats';
import type { CallStatus } from './status';

/** What the step that ended a call reports of it. */
export interface ReportedEnd {
  status: CallStatus;
  /** Short machine word: `rate_limit_error`, `timeout`, `connect_failed`, `body_too_large`, … */
  errorType: string | null;
  errorMessage: string | null;
}

/** How a call ended. */
export interface Outcome extends ReportedEnd {
  /** Why the model stopped, in the provider's word; null where nobody has read that far. */
  finishReason: string | null;
}

/** What an answer itself says about the call's end, as far as somebody has read it. */
export interface AnswerSeen {
  /** The error that the body is, or that an event of the stream reports. */
  error: ApiError | null;
  finishReason: string | null;
  /**
   * Of a stream, its terminal event: the client was `sent` it; it came, but the client need not have had it (`held`); none
   * is needed behind a finish reason (`implied`: some servers of OpenAI's API send nothing after it, and no client
   * misses it); nobody can tell (`unknown`); or it is `missing`. Null for a whole answer, and for none.
   */
  terminal: 'sent' | 'held' | 'implied' | 'unknown' | 'missing' | null;
}

export const nothingSeen: AnswerSeen = { error: null, finishReason: null, terminal: null };

/** Decided by the gateway itself, whatever the answer says. */
const final: ReadonlySet<CallStatus> = new Set(['blocked', 'rejected', 'upstream_failed']);

const cut: ReportedEnd = {
  status: 'cut',
  errorType: 'stream_cut',
  errorMessage: "The provider's stream ended before its last event. Try again.",
};

/**
 * How a call ended, from what the step that ended it reports and what its answer says. The gateway asks with what it saw of
 * the bytes it passed on, the recorder again with the whole answer before it: who has read more knows better, and who
 * has read the same comes to the same. A provider's error in the answer makes the call the provider's failure; a stream
 * whose terminal event the client was sent is complete, whatever happened after it; one that ends without is cut.
 */
export function outcomeOf({ status, errorType, errorMessage }: ReportedEnd, seen: AnswerSeen): Outcome {
  const { error, finishReason, terminal } = seen;
  const reported = { status, errorType, errorMessage, finishReason };
  if (final.has(status)) return reported;
  if (error !== null) {
    return { status: 'provider_error', errorType: error.type, errorMessage: error.message, finishReason };
  }
  if (terminal === 'sent') return { status: 'complete', errorType: null, errorMessage: null, finishReason };
  return status === 'complete' && terminal === 'missing' ? { ...cut, finishReason } : reported;
}

const providerFailures: ReadonlySet<CallStatus> = new Set(['provider_error', 'upstream_failed', 'cut']);

/** The provider failed, or the way to it: its span is marked as failed, too. */
export function isProviderFailure(status: CallStatus): boolean {
  return providerFailures.has(status);
}

/** Somebody's fault. A call that a policy blocked, the gateway refused or the client left is none. */
export function isFailure(status: CallStatus): boolean {
  return isProviderFailure(status) || status === 'interrupted';
}

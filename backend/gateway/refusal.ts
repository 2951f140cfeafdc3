import type { LimitName } from './limits';

/** An answer of the gateway's own instead of the provider's. */
export interface Refusal {
  status: number;
  /** Error type in the words of both APIs: `invalid_request_error`, `authentication_error`, … */
  type: string;
  /** What happened, in a word that stays the same: stored with the call as its error type. */
  code: string;
  /** What happened and what to do about it. */
  message: string;
  /**
   * Told to the clients' own retries: seconds to wait, or false where the same request would fail again. Left out, the
   * client decides by the status.
   */
  retry?: number | false;
  /** The limit that was hit, to count it. */
  limit?: LimitName;
}

/** A request that is wrong in itself: the same bytes fail again. */
export function badRequest(code: string, message: string, status = 400): Refusal {
  return { status, type: 'invalid_request_error', code, message, retry: false };
}

/** A request over one of the gateway's limits. */
export function overLimit(limit: LimitName, status: number, message: string): Refusal {
  const type = status === 413 ? 'request_too_large' : 'invalid_request_error';
  return { status, type, code: limit, message, retry: false, limit };
}

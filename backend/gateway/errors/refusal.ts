import type { LimitName } from '../limits';
import { errorKind, type ErrorCode } from './errorCatalogue';

/** An answer of the gateway's own instead of the provider's. */
export interface Refusal {
  status: number;
  /** Error type in the words of both APIs: `invalid_request_error`, `authentication_error`, … */
  type: string;
  /** What happened, in a word that stays the same: stored with the call as its error type. */
  code: ErrorCode;
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

export function refusalOf(code: ErrorCode, message: string): Refusal {
  return { ...errorKind(code), code, message };
}

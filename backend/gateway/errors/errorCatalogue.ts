import type { LimitName } from '../limits';

interface ErrorKind {
  status: number;
  /** In the words of both APIs. */
  type: string;
  /** Told to the clients' own retries: see `Refusal`. */
  retry?: number | false;
  /** It is counted as a hit of the limit of this name. */
  limit?: LimitName;
}

const invalid = { status: 400, type: 'invalid_request_error', retry: false } as const;
const unauthorised = { status: 401, type: 'authentication_error', retry: false } as const;
const busy = { status: 429, type: 'rate_limit_error', retry: 1 } as const;
const failed = { status: 502, type: 'api_error' } as const;
const timedOut = { status: 504, type: 'timeout_error' } as const;

/** Every answer of the gateway's own, by a code that stays the same. `docs/errors.md` explains each one. */
export const errorCatalogue = {
  not_json: invalid,
  not_an_object: invalid,
  repeated_key: invalid,
  not_utf8: invalid,
  model_missing: invalid,
  unreadable_request: invalid,
  api_mismatch: invalid,
  bad_encoding: invalid,
  bad_path: invalid,
  bad_request_head: invalid,
  bad_capture_mode: invalid,
  token_misplaced: invalid,
  json_too_deep: { ...invalid, limit: 'json_too_deep' },
  missing_credentials: unauthorised,
  upstream_without_key: unauthorised,
  policy_blocked: { status: 403, type: 'permission_error', retry: false },
  not_served: { status: 404, type: 'not_found_error', retry: false },
  method_refused: { ...invalid, status: 405 },
  request_timeout: { ...invalid, status: 408, limit: 'request_timeout' },
  body_too_large: { ...invalid, status: 413, type: 'request_too_large', limit: 'body_too_large' },
  json_too_many_values: { ...invalid, status: 413, type: 'request_too_large', limit: 'json_too_many_values' },
  unsupported_encoding: { ...invalid, status: 415 },
  too_many_bodies: { ...busy, limit: 'too_many_bodies' },
  too_many_calls: { ...busy, limit: 'too_many_calls' },
  bodies_too_large: { ...busy, limit: 'bodies_too_large' },
  upstream_busy: { ...busy, limit: 'upstream_busy' },
  policy_error: { status: 500, type: 'api_error', retry: false },
  websocket_refused: { ...invalid, status: 426 },
  connect_failed: failed,
  connection_lost: failed,
  invalid_response: failed,
  redirect_refused: { ...failed, retry: false },
  unreadable_response: { ...failed, retry: false },
  response_headers_too_large: { ...failed, retry: false, limit: 'response_headers_too_large' },
  response_too_large: { ...failed, retry: false, limit: 'response_too_large' },
  bodies_waiting: { status: 503, type: 'api_error', retry: 5, limit: 'bodies_waiting' },
  not_recorded: { status: 503, type: 'api_error', retry: 5, limit: 'not_recorded' },
  recorder_behind: { status: 503, type: 'api_error', retry: 5, limit: 'recorder_behind' },
  gateway_stopping: { status: 503, type: 'api_error', retry: 1 },
  client_closed: invalid,
  connect_timeout: timedOut,
  timeout: timedOut,
  response_too_long: { ...timedOut, limit: 'response_too_long' },
  idle_timeout: timedOut,
  policy_timeout: { status: 504, type: 'api_error', retry: false },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorCatalogue;

/** Of a stream that has begun: told by an error event, after the provider's status. */
export const streamErrorCodes = ['stream_cut', 'stream_too_long'] as const;

export type StreamErrorCode = (typeof streamErrorCodes)[number];

export function errorKind(code: ErrorCode): ErrorKind {
  return errorCatalogue[code];
}

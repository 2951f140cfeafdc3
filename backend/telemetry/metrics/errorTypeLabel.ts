import { other } from './modelLabels';

/** The words that providers and this gateway have for what can go wrong. */
const errorTypes: ReadonlySet<string> = new Set([
  // Anthropic, and who follows it.
  'api_error',
  'authentication_error',
  'billing_error',
  'invalid_request_error',
  'not_found_error',
  'overloaded_error',
  'permission_error',
  'rate_limit_error',
  'request_too_large',
  'timeout_error',
  // OpenAI, and who follows it.
  'content_filter',
  'context_length_exceeded',
  'insufficient_quota',
  'invalid_api_key',
  'model_not_found',
  'rate_limit_exceeded',
  'requests',
  'server_error',
  'tokens',
  // What the gateway found.
  'connect_failed',
  'connect_timeout',
  'connection_lost',
  'invalid_response',
  'redirect_refused',
  'response_headers_too_large',
  'response_too_large',
  'stream_cut',
  'stream_too_long',
  'timeout',
  'unreadable_response',
]);

/** Of a provider's failure: its own word where it is one that providers have. */
export function errorTypeLabel(errorType: string | null): string {
  if (errorType === null) return other;
  return errorTypes.has(errorType) || /^http_[45]\d\d$/.test(errorType) ? errorType : other;
}

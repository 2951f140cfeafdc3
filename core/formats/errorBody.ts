import type { JsonObject } from '../json';
import { sseText } from './sse';
import type { Api } from './types';

export interface GatewayError {
  /** Machine word: `api_error`, `invalid_request_error`, `policy_blocked`. */
  type: string;
  message: string;
  /** OpenAI's `error.code`; Anthropic has no such field. */
  code?: string;
  /** Anthropic's `request_id`; OpenAI's clients read it from a header alone. */
  requestId?: string;
}

/** An error of our own in the shape that the clients of this API understand. */
export function errorBody(api: Api, { type, message, code, requestId }: GatewayError): JsonObject {
  if (api === 'openai') return { error: { message, type, param: null, code: code ?? null } };
  return { type: 'error', error: { type, message }, ...(requestId === undefined ? {} : { request_id: requestId }) };
}

/**
 * {@link errorBody} as the event that ends a stream. Both SDKs throw on it: OpenAI's on any data with an `error`,
 * Anthropic's on an event named so.
 */
export function errorEvent(api: Api, error: GatewayError): string {
  return sseText(api === 'openai' ? '' : 'error', JSON.stringify(errorBody(api, error)));
}

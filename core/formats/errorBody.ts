import type { JsonObject } from '../json';
import { sseText, type Framing } from './sse';
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
export function errorEvent(api: Api, error: GatewayError, framing: Framing = 'events'): string {
  const json = JSON.stringify(errorBody(api, error));
  return framing === 'json' ? `${json}\n` : sseText(api === 'openai' ? '' : 'error', json);
}

/** What has to stand between the bytes that a stream ends in and an event of ours, so that neither is a part of the other. */
export function separator(framing: Framing, last: Uint8Array | null): string {
  if (last === null || last.length === 0) return '';
  const end = String.fromCharCode(...last.subarray(-4));
  if (framing === 'json') return end.endsWith('\n') ? '' : '\n';
  if (/(?:\n\n|\r\r|\r\n\r\n)$/.test(end)) return '';
  // Behind a CR the first LF belongs to that.
  return end.endsWith('\n') ? '\n' : '\n\n';
}

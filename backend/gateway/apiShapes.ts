import type { IncomingHttpHeaders } from 'node:http';
import type { Api } from '@lens/core/formats';
import type { JsonObject } from '@lens/core/json';

interface Told {
  type: string;
  message: string;
  code?: string;
}

export function errorBody(api: Api, { type, message, code }: Told): JsonObject {
  if (api === 'anthropic') return { type: 'error', error: { type, message } };
  return { error: { message, type, param: null, code: code ?? null } };
}

export function errorEvent(api: Api, error: Told): string {
  const data = JSON.stringify(errorBody(api, error));
  return api === 'anthropic' ? `event: error\ndata: ${data}\n\n` : `data: ${data}\n\n`;
}

export function requestFacts(
  _api: Api,
  _body: JsonObject,
  _headers: IncomingHttpHeaders,
): { userId: string | null; sessionId: string | null } {
  return { userId: null, sessionId: null };
}

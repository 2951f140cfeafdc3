import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { withoutSessionCookies } from '../../auth';
import type { HeaderFilter } from './withheldHeaders';

/** Of one connection only (RFC 9110 §7.6.1), with those that `connection` names beside them. */
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
];

/** Never passed on as they came: set anew for the provider's connection, or the gateway's own business. */
export const notForwarded = [
  ...hopByHop,
  'host',
  'content-length',
  'expect',
  'accept-encoding',
  'authorization',
  'x-api-key',
  'api-key',
  'traceparent',
  'tracestate',
  'x-luthien-*',
];

/** Beside those of a connection, what a provider says about its own host: no client should take it for this one's. */
const notReturned = new Set([...hopByHop, 'content-length', 'alt-svc', 'strict-transport-security']);

/**
 * The client's headers for the provider, as name, value, name, value, in the client's order and spelling. Asks for an
 * uncompressed answer, so that what is recorded and what policies read are the bytes the client gets.
 *
 * @param own headers of the gateway's making: credentials, `traceparent`
 * @param decoded the body goes out decompressed, so its encoding is no longer true
 * @param passes made of `notForwarded` and the settings
 */
export function requestHeaders(
  rawHeaders: readonly string[],
  own: readonly string[],
  decoded: boolean,
  passes: HeaderFilter,
): string[] {
  const dropped = namedByConnection(rawHeaders);
  const headers = ['accept-encoding', 'identity', ...own];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (!passes(name)) continue;
    const lower = name.toLowerCase();
    if (dropped?.includes(lower) === true || (decoded && lower === 'content-encoding')) continue;
    const value = rawHeaders[index + 1] ?? '';
    const passed = lower === 'cookie' ? withoutSessionCookies(value) : value;
    if (passed !== '' || value === '') headers.push(name, passed);
  }
  return headers;
}

/** The header names that `connection` makes hop-by-hop; null for the usual `keep-alive` and `close`. */
function namedByConnection(rawHeaders: readonly string[]): string[] | null {
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.length !== 10 || rawHeaders[index]?.toLowerCase() !== 'connection') continue;
    const value = rawHeaders[index + 1]?.toLowerCase() ?? '';
    if (value === 'keep-alive' || value === 'close') continue;
    return value.split(',').map((token) => token.trim());
  }
  return null;
}

/**
 * The provider's headers for the client, with the call's id.
 *
 * @param rewritten the body is not the provider's, so its encoding and digests are no longer true
 */
export function responseHeaders(headers: IncomingHttpHeaders, callId: string, rewritten: boolean): OutgoingHttpHeaders {
  const result: OutgoingHttpHeaders = { 'x-luthien-call-id': callId };
  const connection = headers.connection;
  const dropped = connection === undefined ? null : connection.toLowerCase().split(/\s*,\s*/);
  for (const name in headers) {
    if (notReturned.has(name) || name.startsWith('x-luthien-') || dropped?.includes(name) === true) continue;
    if (rewritten && ofTheBytes.has(name)) continue;
    result[name] = headers[name];
  }
  return result;
}

/** Said about the exact bytes of a body. */
const ofTheBytes = new Set([
  'content-encoding',
  'etag',
  'content-md5',
  'digest',
  'content-digest',
  'repr-digest',
  'accept-ranges',
]);

/** The headers of a stream: told to every proxy on the way that it must be passed on as it comes and as it is. */
export function streamHeaders(headers: IncomingHttpHeaders, callId: string): OutgoingHttpHeaders {
  const result = responseHeaders(headers, callId, false);
  const cacheControl = headers['cache-control'] ?? 'no-cache';
  result['cache-control'] = cacheControl.includes('no-transform') ? cacheControl : `${cacheControl}, no-transform`;
  result['x-accel-buffering'] = 'no';
  return result;
}

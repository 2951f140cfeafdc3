import type { IncomingMessage } from 'node:http';
import type { Call } from '../call';
import { refusalOf, type Refusal } from '../errors/refusal';
import { asksForUnknownMode, unknownMode } from './askedMode';
import { declaresBody } from './declaresBody';
import { isPlainMainRoute, mainRouteOf, pathOf, readPath } from './operation';

/** Why a request is refused for its first line and headers alone; null when it is not. */
export function headRefusal({ gateway, operation, req, url }: Call): Refusal | null {
  const path = pathOf(url);
  if (refusesUpgrade(req.headers.upgrade)) return upgradeRefused;
  if (asksForUnknownMode(req.headers)) return unknownMode;
  if (gateway.passthrough === 'refuse' && (operation === 'passthrough' || !isPlainMainRoute(path))) return notServed;
  const reading = readPath(path);
  if (reading !== 'plain') return reading === 'disguised' ? disguised : ambiguous;
  // Its answer repeats the request, and so would tell the caller the upstream's own key.
  if (req.method === 'TRACE') return refusalOf('method_refused', 'TRACE is not passed on. Send GET or POST.');
  if (namesOtherMethod(req, url)) return methodOverridden;
  return operation === 'passthrough' && mainRouteOf(path) !== null ? otherMethodRefusal(req) : null;
}

/**
 * What an HTTP server may leave alone: newer versions of HTTP, which clients offer with any request. Who asks for anything
 * else, as for a WebSocket, can't go on without it, and is told so at once: agents then use HTTP.
 */
function refusesUpgrade(upgrade: string | undefined): boolean {
  return upgrade !== undefined && upgrade.split(',').some((name) => !/^\s*(h2c?|https?|tls)?\s*(\/|$)/i.test(name));
}

/** Of a main route's path, what providers keep can be listed, read and deleted; a call has a body. */
function otherMethodRefusal(req: IncomingMessage): Refusal | null {
  if (!/^(GET|HEAD|DELETE|OPTIONS)$/.test(req.method ?? '')) return notPosted;
  return declaresBody(req.headers) ? notPosted : null;
}

/** By these, as header or parameter, frameworks take a request for one of another method; `_` and `-` are one to many of them. */
const overrideName = /^(-method|(x-)?(http-)?method-override|x-(http-)?method|http-method)$/;

function namesOtherMethod({ method = '', headers }: IncomingMessage, url: string): boolean {
  const overrides = (name: string, value: string): boolean =>
    overrideName.test(name.toLowerCase().replaceAll('_', '-')) && value.trim().toUpperCase() !== method;
  for (const name in headers) {
    if (name.includes('method') && overrides(name, String(headers[name]))) return true;
  }
  const query = url.indexOf('?');
  if (query === -1) return false;
  return [...new URLSearchParams(url.slice(query))].some(([name, value]) => overrides(name, value));
}

const notServed = refusalOf(
  'not_served',
  'Only /v1/chat/completions and /v1/messages are open here. Call one of them, or set passthrough: allow in lens.yaml.',
);

const upgradeRefused = refusalOf(
  'websocket_refused',
  'Connections are not upgraded here, to a WebSocket or anything else. Call the HTTP endpoints, where answers stream as server-sent events.',
);

const disguised = refusalOf(
  'bad_path',
  'The path can be read as that of /v1/chat/completions, /v1/messages or /v1/traces, but is not spelled so. Send it in its plain form.',
);

const ambiguous = refusalOf(
  'bad_path',
  'The path has empty, "." or ".." segments, parameters (";"), a fragment, or encodes control characters, or encodes wrongly. Send it in its plain form.',
);

const notPosted = refusalOf(
  'method_refused',
  'A call of this path is sent by POST; only what a provider keeps is read by GET. Send POST.',
);

const methodOverridden = refusalOf(
  'method_refused',
  'A header or parameter names another method than the request has. Send the request by the method it is meant for.',
);

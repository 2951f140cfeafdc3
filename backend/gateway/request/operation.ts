import type { IncomingHttpHeaders } from 'node:http';
import type { Api } from '@lens/core/formats';
import type { CallStart } from '../../call';
import { folded, hasPlainSegments, readingsOf } from './plainPath';

export type Operation = CallStart['operation'];

/** What a request's first line and headers say it is. */
export interface RequestKind {
  operation: Operation;
  api: Api;
}

interface Head {
  method?: string | undefined;
  headers: IncomingHttpHeaders;
}

/**
 * Tells what a request is. The one rule for what the policy chain governs: a `POST` below `/v1/` whose path ends in a main
 * route, in whatever case and with or without a slash behind it. Any other request passes through, unless
 * `headRefusal` finds that some server could read it as one of these.
 *
 * @param url path and query
 */
export function kindOf({ method, headers }: Head, url: string): RequestKind {
  const path = pathOf(url);
  const route = method === 'POST' ? mainRouteOf(path) : null;
  if (route !== null) return route;
  if (/^\/v1\/messages(\/|$)/.test(path)) return { operation: 'passthrough', api: 'anthropic' };
  const api = 'anthropic-version' in headers || 'x-api-key' in headers ? 'anthropic' : 'openai';
  return { operation: 'passthrough', api };
}

const chatCompletions: RequestKind = { operation: 'chat_completions', api: 'openai' };
const messages: RequestKind = { operation: 'messages', api: 'anthropic' };

/** What goes before is a gateway's or provider's own (`/v1/openai/chat/completions`, `/v1/v1/messages`). */
export function mainRouteOf(path: string): RequestKind | null {
  const lower = path.toLowerCase();
  const end = lower.endsWith('/') ? lower.length - 1 : lower.length;
  if (lower.endsWith('/chat/completions', end)) return chatCompletions;
  return lower.endsWith('/v1/messages', end) ? messages : null;
}

/** The main routes as official clients spell them, and so nearly all calls. */
export const mainRoutes: ReadonlySet<string> = new Set(['/v1/chat/completions', '/v1/messages']);

/** The two main routes themselves, with nothing before them. */
export function isPlainMainRoute(path: string): boolean {
  return /^\/v1\/(chat\/completions|messages)\/?$/i.test(path);
}

/** A main route, with something behind it that a server may cut off or overlook: a query or fragment, an extension, parameters. */
const mainRouteWithin = /\/(?:chat\/completions|v1\/messages)\/?(?=[^a-z0-9_/-]|$)/;

/** Spans are taken in before the gateway. What some server may read as their path must not go on to a provider. */
const ingestedTraces = /^\/v1\/traces\/?(?=[^a-z0-9_/-]|$)/;

/** How the path of a request may be read. */
export type PathReading =
  /** Alike by every server. */
  | 'plain'
  /** As a main route by some server, and as something else by this one. */
  | 'disguised'
  /** As another path altogether. */
  | 'ambiguous';

export function readPath(path: string): PathReading {
  if (isPlainMainRoute(path)) return 'plain';
  const readings = readingsOf(path);
  if (readings === null || !/^\/v1\//i.test(path) || path.includes('#')) return 'ambiguous';
  for (const reading of readings) {
    const lenient = folded(reading);
    if (!hasPlainSegments(reading) || !hasPlainSegments(lenient)) return 'ambiguous';
    if (mainRouteWithin.test(lenient) && mainRouteOf(path) === null) return 'disguised';
    if (ingestedTraces.test(lenient)) return 'disguised';
  }
  return 'plain';
}

export function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  callQuerySchema,
  compareQuerySchema,
  packCallView,
  type Call,
  type CallQuery,
  type CallView,
  type ComparedSide,
  type CompareQuery,
  type SideView,
} from '@lens/core/api';
import { diff } from '@lens/core/diff';
import express, { type Express, type RequestHandler } from 'express';
import type { PageComparison, PageView } from '../../query';
import { createPages, type PagesOptions } from '../index';

export interface FixtureServer {
  url: string;
  cutConnections(): void;
  close(): Promise<void>;
}

const reader = { name: 'test', scopes: ['read'], by: 'sign-in' } as const;

interface FixtureOptions extends Partial<PagesOptions> {
  assetsDir: string;
  views: readonly CallView[];
  /** Routes of the API beside those of the calls. */
  routes?: RequestHandler;
}

/** The pages over a fixed set of calls, with the two routes of the query API that the browser asks. */
export async function serveFixtures({ views, routes, ...options }: FixtureOptions): Promise<FixtureServer> {
  const app = express();
  addApi(app, views);
  if (routes) app.use(routes);
  app.use(
    createPages({
      loadView: (callId, _reader, inlineBytes) => Promise.resolve(pageView(find(views, callId), inlineBytes)),
      loadComparison: (query, _reader, inlineBytes) => Promise.resolve(pageComparison(views, query, inlineBytes)),
      listCalls: (query) => Promise.resolve(pageOf(views, query)),
      listErrors: () => Promise.resolve({ groups: [] }),
      listPolicies: () => Promise.resolve({ chain: [], routes: [], policies: [], looked: 0, complete: true }),
      listSessions: () => Promise.resolve({ sessions: [], next: null }),
      loadSession: () => Promise.resolve(null),
      auth: {
        requireScope: () => (_req, _res, next) => next(),
        authenticate: () => reader,
        principalOf: () => reader,
      },
      publicUrl: 'http://localhost:8080',
      onError: (error) => {
        throw error;
      },
      now: () => Date.now(),
      ...options,
    }),
  );
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${port(server)}`,
    cutConnections: () => server.closeAllConnections(),
    close: () => close(server),
  };
}

function addApi(app: Express, views: readonly CallView[]): void {
  app.get('/api/v1/calls', (req, res) => {
    res.json(pageOf(views, callQuerySchema.parse(req.query)));
  });
  app.get('/api/v1/compare', (req, res) => {
    const compared = pageComparison(views, compareQuerySchema.parse(req.query), Infinity);
    if ('unknown' in compared) res.status(404).json({ detail: 'There is no such call.' });
    else res.json(compared.comparison);
  });
  app.get('/api/v1/calls/:callId/view', (req, res) => {
    const view = find(views, req.params.callId);
    if (view) res.json(packCallView(view));
    else res.status(404).json({ detail: 'There is no such call.' });
  });
}

function find(views: readonly CallView[], callId: string): CallView | null {
  return views.find((view) => view.call.callId === callId) ?? null;
}

/** As the query room loads it: large bodies are left for later. */
function pageView(view: CallView | null, inlineBytes: number): PageView | null {
  if (view === null) return null;
  const { request, response } = view;
  const bytes = 2 * (request.finalBytes + response.finalBytes);
  if (bytes <= inlineBytes) return { view, complete: true };
  return { view: { ...view, request: withoutBodies(request), response: withoutBodies(response) }, complete: false };
}

function withoutBodies(side: SideView): SideView {
  return { ...side, original: null, final: null, diff: null, originalRaw: null, finalRaw: null };
}

/** As the query room loads it, but for the shape of messages. */
function pageComparison(
  views: readonly CallView[],
  { a, b, of }: CompareQuery,
  inlineBytes: number,
): PageComparison | { unknown: string[] } {
  const [left, right] = [find(views, a), find(views, b)];
  if (left === null || right === null) return { unknown: [a, b].filter((id) => find(views, id) === null) };
  const bytes = [left.call, right.call].reduce((sum, call) => sum + call.requestBytes + (call.responseBytes ?? 0), 0);
  const complete = bytes <= inlineBytes;
  const side = (name: 'request' | 'response'): ComparedSide => {
    const bodies = complete ? { a: left[name][of], b: right[name][of] } : { a: null, b: null };
    const both = bodies.a !== null && bodies.b !== null;
    const masked = of === 'original' && (left[name].masked || right[name].masked);
    return { ...bodies, diff: both ? diff(bodies.a, bodies.b) : null, as: 'bodies', masked };
  };
  return {
    comparison: { a: left.call, b: right.call, of, request: side('request'), response: side('response') },
    complete,
  };
}

/** As the query API lists them; only the filters that the tests use. */
function pageOf(views: readonly CallView[], query: CallQuery): { calls: Call[]; next: string | null } {
  const { before, after, model, text, changed, limit, order } = query;
  const matching = views
    .map((view) => view.call)
    .sort((a, b) => (order === 'oldest' ? a.callId.localeCompare(b.callId) : b.callId.localeCompare(a.callId)))
    .filter((call) => before === undefined || call.callId < before)
    .filter((call) => after === undefined || call.callId > after)
    .filter((call) => model === undefined || call.requestedModel === model)
    .filter((call) => changed !== 'any' || call.changedBy.length > 0)
    .filter((call) => text === undefined || JSON.stringify(call).includes(text));
  const calls = matching.slice(0, limit);
  return { calls, next: matching.length > limit ? (calls.at(-1)?.callId ?? null) : null };
}

function port(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

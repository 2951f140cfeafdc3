import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import express from 'express';
import { createAuth, createSignInCode, type Scope } from '../../auth';
import { serve } from '../../auth/testing/serve';
import { writeRows, type CallRow, type EventRow } from '../../store';
import { startTestDatabase, type TestDatabase } from '../../store/testing/testDatabase';
import { memoryLog, type MemoryLog } from '../../testing/memoryLog';
import type { TraceSource } from '../../traces';
import { createHealthRoutes, createQueryRoutes, createRateLimit, createScoreRoutes, createTraceRoutes } from '../index';
import { startTestBuilder, type TestBuilder, type TestBuilderOptions } from './testBuilder';

interface AskOptions {
  token?: string | null;
  method?: string;
  body?: string;
  headers?: Record<string, string>;
}

export interface QueryServer {
  database: TestDatabase;
  /** Asks with the token that has only `read`, unless told otherwise. */
  get(path: string, options?: AskOptions): Promise<Response>;
  /** Puts rows into the database as the recorder does. */
  write(calls: CallRow[], events?: EventRow[]): Promise<void>;
  /** What the audit log says, in its order. */
  audited(): Promise<unknown[]>;
  /** Signs in with these scopes; gives the cookie that a browser would send. */
  signIn(...scopes: Scope[]): Promise<string>;
  log: MemoryLog;
  traces: TraceSource;
  limitsHit: { rate_limited: number };
  builder: TestBuilder;
  stop(): Promise<void>;
}

export const readToken = 'a-token-that-only-reads';
export const revealToken = 'a-token-that-reveals';
export const scoreToken = 'a-token-that-scores';

export interface QueryServerOptions {
  perMinute?: number;
  now?: () => number;
  statementTimeoutMs?: number;
  builder?: Partial<TestBuilderOptions>;
}

/** What the gateway of these tests is configured with. */
const policies = {
  chain: ['pii-redaction'],
  routes: [{ model: 'gpt-*', upstream: 'openai', policies: ['pii-redaction', 'tone'] }],
  policies: [
    { name: 'pii-redaction', use: 'pii-redaction', onError: 'closed' as const },
    { name: 'tone', use: 'text-replacement', onError: 'open' as const },
  ],
};

/** The query API on a database of its own. */
export async function startQueryServer(options: QueryServerOptions = {}): Promise<QueryServer> {
  const { perMinute = 100_000, now = () => Date.now(), statementTimeoutMs = 15_000 } = options;
  const database = await startTestDatabase({ statementTimeoutMs });
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'lens-query-'));
  const log = memoryLog();
  const limitsHit = { rate_limited: 0 };
  const traces: TraceSource = {
    trace: () => Promise.resolve({ spans: [], told: 0, source: 'record', complete: true, note: null }),
  };
  const builder = await startTestBuilder({ connectionString: database.connectionString, ...options.builder });
  const auth = createAuth({
    dataDir,
    sessionKey: 'k'.repeat(64),
    apiToken: 'a-token-with-every-scope',
    apiTokens: `reader:read:${readToken},revealer:read+reveal:${revealToken},judge:score:${scoreToken}`,
    secure: false,
    linkCommand: 'npm run link',
    now,
  });
  const app = express();
  app.use(auth.routes);
  app.use(createHealthRoutes({ pool: database.pool }));
  const deps = {
    pool: database.pool,
    log,
    traces: { trace: (...asked: Parameters<TraceSource['trace']>) => traces.trace(...asked) },
    views: builder.views,
    auth,
    rateLimit: createRateLimit({ perMinute, limitsHit, now, principalOf: auth.principalOf }),
  };
  app.use(
    createTraceRoutes(deps),
    createScoreRoutes(deps),
    createQueryRoutes({ ...deps, search: {}, policies, version: '0.0.0-test' }),
  );
  const served = await serve(app);
  return {
    database,
    log,
    traces,
    limitsHit,
    builder,
    get: (url, { token = readToken, headers = {}, ...options } = {}) =>
      fetch(served.url + url, {
        ...options,
        headers: { ...headers, ...(token !== null && { authorization: `Bearer ${token}` }) },
      }),
    async write(calls, events = []) {
      const client = await database.pool.connect();
      try {
        await writeRows(client, calls, events);
      } finally {
        client.release();
      }
    },
    async audited() {
      const { rows } = await database.pool.query<object>(
        'SELECT who, action, call_id, details FROM audit_log ORDER BY id',
      );
      return rows;
    },
    async signIn(...scopes) {
      const code = createSignInCode(dataDir, { name: 'ada', scopes }, now());
      const answer = await fetch(`${served.url}/login?code=${code}`, { redirect: 'manual' });
      return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    },
    stop: async () => {
      await served.close();
      await builder.stop();
      await database.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { problemSchema, realtimeSchema } from '@lens/core/api';
import express from 'express';
import { createAuth, createSignInCode } from '../../auth';
import { serve, type Served } from '../../auth/testing/serve';
import { createRateLimit } from '../../query';
import { createMetrics, createMetricsRoutes, createRealtime } from '..';

const metricsToken = 'a-token-for-metrics-alone';
const readToken = 'a-token-that-only-reads';
const limitsHit = { rate_limited: 0 };
const failures: unknown[] = [];
let dataDir: string;
let failure: Error | null;
let server: Served;

beforeEach(async () => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'lens-metrics-'));
  failure = null;
  failures.length = 0;
  const auth = createAuth({
    dataDir,
    sessionKey: 'k'.repeat(64),
    apiToken: 'a-token-with-every-scope',
    apiTokens: `prometheus:metrics:${metricsToken},grafana:read:${readToken}`,
    secure: false,
    linkCommand: 'npm run link',
    now: Date.now,
  });
  const metrics = createMetrics();
  metrics.addSource(() => ({ luthien_spool_bytes: 1024 }));
  metrics.addSource(() => {
    if (failure !== null) throw failure;
    return { luthien_limits_hit_total: [{ labels: { limit: 'body_too_large' }, value: 3 }] };
  });
  const rateLimit = createRateLimit({ perMinute: 20, limitsHit, now: () => 0, principalOf: auth.principalOf });
  const routes = createMetricsRoutes({
    metrics,
    counts: createRealtime(() => 0),
    hallucinationRate: () => (failure === null ? Promise.resolve(0.25) : Promise.reject(failure)),
    auth,
    rateLimit,
    onError: (error) => failures.push(error),
  });
  server = await serve(express().use(auth.routes, routes));
});

afterEach(async () => {
  await server.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const ask = (headers: Record<string, string>, method = 'GET') => fetch(`${server.url}/metrics`, { headers, method });
const authorization = `Bearer ${metricsToken}`;

describe('who may read', () => {
  test('a stranger may not, and is told what to send', async () => {
    const answer = await ask({});
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(problemSchema.parse(await answer.json())).toMatchObject({ code: 'unauthorized' });
  });

  test('a token without the scope may not, nor may the scope read calls', async () => {
    const answer = await ask({ authorization: `Bearer ${readToken}` });
    expect(answer.status).toBe(403);
    expect(problemSchema.parse(await answer.json()).detail).toContain('"metrics"');
  });

  test('a sign-in with the scope may', async () => {
    const link = `${server.url}/login?code=${createSignInCode(dataDir, { name: 'ada', scopes: ['metrics'] }, Date.now())}`;
    const signedIn = await fetch(link, { redirect: 'manual' });
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect((await ask({ cookie })).status).toBe(200);
  });

  test('a token may only so often', async () => {
    const answers = await Promise.all(Array.from({ length: 25 }, () => ask({ authorization })));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(5);
    expect(refused[0]?.headers.get('retry-after')).not.toBeNull();
  });
});

describe('what is read', () => {
  test('is the classic format unless OpenMetrics is asked for', async () => {
    const classic = await ask({ authorization });
    expect(classic.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(classic.headers.get('cache-control')).toBe('no-store');
    const text = await classic.text();
    expect(text).toContain(
      '# TYPE luthien_limits_hit_total counter\nluthien_limits_hit_total{limit="body_too_large"} 3\n',
    );
    expect(text).not.toContain('EOF');

    const openMetrics = await ask({ authorization, accept: 'application/openmetrics-text;version=1.0.0' });
    expect(openMetrics.headers.get('content-type')).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
    const open = await openMetrics.text();
    expect(open).toContain('# TYPE luthien_limits_hit counter\nluthien_limits_hit_total{limit="body_too_large"} 3\n');
    expect(open).toMatch(/\n# EOF\n$/);
  });

  test('is the same in the classic format after OpenMetrics was asked for', async () => {
    const before = await (await ask({ authorization })).text();
    await ask({ authorization, accept: 'application/openmetrics-text' });
    expect(await (await ask({ authorization })).text()).toBe(before);
  });

  test('says nothing of what is not known', async () => {
    const text = await (await ask({ authorization })).text();
    expect(text).toMatch(/^luthien_spool_bytes 1024$/m);
    expect(text).toContain('# TYPE luthien_recorder_lag_records gauge');
    expect(text).not.toMatch(/^luthien_recorder_lag_records/m);
  });

  test('can be asked for with HEAD, and only read', async () => {
    const head = await ask({ authorization }, 'HEAD');
    expect([head.status, await head.text()]).toEqual([200, '']);
    const posted = await ask({ authorization }, 'POST');
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect(problemSchema.parse(await posted.json())).toMatchObject({ code: 'method_not_allowed' });
  });

  test('figures that can not be gathered are a problem, and their cause is told here alone', async () => {
    failure = new Error('what happened inside');
    const answer = await ask({ authorization });
    const problem = problemSchema.parse(await answer.json());
    expect(problem).toMatchObject({ status: 500, code: 'internal_error' });
    expect(JSON.stringify(problem)).not.toContain('inside');
    expect(failures).toEqual([failure]);
  });
});

describe('how the gateway does now', () => {
  const now = (token: string | null) =>
    fetch(`${server.url}/metrics/realtime`, token === null ? {} : { headers: { authorization: `Bearer ${token}` } });

  test.each([metricsToken, readToken])('is for whoever may see figures or calls', async (token) => {
    const answer = await now(token);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(realtimeSchema.parse(await answer.json())).toMatchObject({
      queries_per_second: 0,
      hallucination_rate: 0.25,
    });
  });

  test('a stranger may not know it', async () => {
    expect((await now(null)).status).toBe(401);
  });

  test('without the database only what it knows is missing', async () => {
    failure = new Error('The database is away.');
    const answer = await now(readToken);
    expect(realtimeSchema.parse(await answer.json())).toMatchObject({
      queries_per_second: 0,
      hallucination_rate: null,
    });
    expect(failures).toEqual([failure]);
  });
});

import { annotationListSchema, eventPageSchema, facetsSchema, policyListSchema, problemSchema } from '@lens/core/api';
import { dropStarts, recordStart, writeErrors, type GatewayStart } from '../store';
import { sampleCall } from '../store/testing/sampleRows';
import { readToken, revealToken, startQueryServer, type QueryServer } from './testing/queryServer';
import { workedExample } from './testing/workedExample';

/** What charts need beside the calls themselves. */

const now = Date.UTC(2026, 10, 20, 12);
const iso = (at: number) => new Date(at).toISOString();
let server: QueryServer;

beforeAll(async () => {
  server = await startQueryServer();
});
afterAll(() => server.stop());
beforeEach(() =>
  server.database.pool.query('TRUNCATE conversation_calls, gateway_starts, error_groups, error_counts CASCADE'),
);

const json = async (path: string, token = readToken): Promise<unknown> => (await server.get(path, { token })).json();

describe('facets', () => {
  const values = async (query: string, token = readToken) =>
    facetsSchema.parse(await json(`/api/v1/facets?${query}`, token)).values.map(({ value, calls }) => [value, calls]);

  beforeEach(() =>
    server.write([
      sampleCall(now, { finalModel: 'b', policies: ['redact', 'tone'], sessionId: 's1', sessionIsRandom: true }),
      sampleCall(now + 1, { finalModel: 'b', policies: [], userHash: 'ada', sessionId: 's2' }),
      sampleCall(now + 2, { finalModel: null, requestedModel: 'a', policies: ['tone'] }),
    ]),
  );

  test('are the values that calls have, the most frequent first', async () => {
    expect(await values('of=model')).toEqual([
      ['b', 2],
      ['a', 1],
    ]);
    expect(await values('of=policy')).toEqual([
      ['tone', 2],
      ['redact', 1],
    ]);
    expect(await values('of=model&limit=1')).toEqual([['b', 2]]);
    expect(await values(`of=model&from=${iso(now + 2)}`)).toEqual([['a', 1]]);
    expect(await values(`of=model&to=${iso(now - 1000)}`)).toEqual([]);
    expect(await values('of=call&limit=2')).toHaveLength(2);
  });

  test('say how many calls they are of', async () => {
    expect(await json('/api/v1/facets?of=user', revealToken)).toMatchObject({ looked: 3, complete: true });
    expect(await json(`/api/v1/facets?of=user&to=${iso(now - 1000)}`, revealToken)).toMatchObject({ looked: 0 });
  });

  test('tell no reader without `reveal` whose calls were', async () => {
    expect(problemSchema.parse(await json('/api/v1/facets?of=user'))).toMatchObject({ code: 'forbidden' });
    expect(await values('of=user', revealToken)).toEqual([['ada', 1]]);
    expect(await values('of=session')).toEqual([['s1', 1]]);
    expect(await values('of=session', revealToken)).toHaveLength(2);
  });
});

describe('policy events', () => {
  const page = async (query = '') => eventPageSchema.parse(await json(`/api/v1/policy-events?${query}`));

  test('are those of all calls, the newest first, in pages that hold each once', async () => {
    const examples = [0, 1, 2].map((at) => workedExample(now + at));
    await server.write(
      examples.map(({ call }) => call),
      examples.flatMap(({ events }) => events),
    );
    const ids = examples.map(({ call }) => call.callId).reverse();
    const whole = await page();
    expect(whole.events.map(({ callId, policy, type }) => [callId, policy, type])).toEqual(
      ids.map((id) => [id, 'pii-redaction', 'policy.pii_redacted']),
    );
    const first = await page('limit=2');
    const second = await page(`limit=2&before=${first.next}`);
    expect([...first.events, ...second.events].map(({ callId }) => callId)).toEqual(ids);
    expect(second.next).toBeNull();
  });

  test('are found by policy, type, severity and time', async () => {
    const { call, events } = workedExample(now);
    await server.write([call], events);
    const found = async (query: string) => (await page(query)).events.length;
    expect(await found('policy=pii-redaction&type=policy.pii_redacted&severity=warning')).toBe(1);
    expect(await Promise.all(['policy=tone', 'type=request', 'severity=error'].map(found))).toEqual([0, 0, 0]);
    expect([
      await found(`from=${iso(now + 1)}`),
      await found(`to=${iso(now)}`),
      await found(`from=${iso(now)}`),
    ]).toEqual([0, 0, 1]);
  });
});

test('policies are those configured, with what each did, and those that calls still have', async () => {
  const blocked = workedExample(now + 1, { policies: ['pii-redaction'], changedBy: [], status: 'blocked' });
  const block = blocked.events[1];
  const events = block === undefined ? [] : [{ ...block, eventType: 'policy.blocked' }];
  const attributes = { 'luthien.policy.busy_ms': 4 };
  const timings = [
    { name: 'policy pii-redaction', parent: -1, start: 2, end: 6 },
    { name: 'policy pii-redaction', parent: -1, start: 8, end: 900, attributes },
  ];
  const first = workedExample(now, { policies: ['pii-redaction', 'old'], timings });
  await server.write([first.call, blocked.call, sampleCall(now - 86_400_000)], [...first.events, ...events]);
  const from = iso(now - 1000);
  const { chain, routes, policies, looked } = policyListSchema.parse(await json(`/api/v1/policies?from=${from}`));
  expect([chain, routes.length, looked]).toEqual([['pii-redaction'], 1, 2]);
  expect(policies).toMatchObject([
    {
      policy: 'pii-redaction',
      use: 'pii-redaction',
      onError: 'closed',
      calls: 2,
      changed: 1,
      blocked: 1,
      failed: 0,
      events: 2,
    },
    { policy: 'tone', use: 'text-replacement', calls: 0, durationMs: null },
    { policy: 'old', use: null, onError: null, calls: 1, changed: 0 },
  ]);
  expect(policies[0]?.durationMs).toEqual({ median: 4, p95: 4 });
});

describe('annotations', () => {
  const list = async (query = '') =>
    annotationListSchema
      .parse(await json(`/api/v1/annotations?${query}`))
      .annotations.map(({ kind, text }) => [kind, text]);
  const start = (policies: Record<string, string>, given: Partial<GatewayStart> = {}) =>
    recordStart(server.database.pool, { gateway: 'one', service: 'lens', version: '1.0.0', policies, ...given });

  test('are starts, and what of the policies was other than at the start before', async () => {
    await start({ 'policy a': '1', 'policy b': '1' });
    await start({ x: '1' }, { service: 'another' });
    await start({ 'policy a': '1', 'policy b': '1' });
    await start({ 'policy a': '2', 'policy c': '1' }, { version: '1.1.0' });
    expect(await list('kind=deployment')).toEqual([
      ['deployment', 'lens 1.1.0'],
      ['deployment', 'lens 1.0.0'],
      ['deployment', 'another 1.0.0'],
      ['deployment', 'lens 1.0.0'],
    ]);
    expect(await list('kind=policies')).toEqual([['policies', 'policy c added, policy b removed, policy a changed']]);
    expect(await list('limit=1')).toHaveLength(1);
    expect(await list(`to=${iso(now - 86_400_000)}`)).toEqual([]);
  });

  test('compare a gateway with itself, not with another of its service that is configured otherwise', async () => {
    await start({ a: '1' });
    await start({ b: '1' }, { gateway: 'two' });
    await start({ a: '1' });
    await start({ b: '1' }, { gateway: 'two' });
    expect(await list('kind=policies')).toEqual([]);
    await start({ b: '2' }, { gateway: 'two' });
    expect(await list('kind=policies')).toEqual([['policies', 'b changed']]);
  });

  test('are errors that were new, with a call that is still there', async () => {
    const call = sampleCall(now);
    await server.write([call]);
    const error = { kind: 'call', type: 'rate_limit_error', message: 'Too many.', fingerprint: 'f1' } as const;
    await writeErrors(server.database.pool, [
      {
        ...error,
        frames: [],
        status: null,
        provider: null,
        operation: null,
        policy: null,
        component: null,
        at: now,
        callId: call.callId,
      },
    ]);
    expect(await json(`/api/v1/annotations?kind=error&from=${iso(now)}&to=${iso(now + 1)}`)).toEqual({
      annotations: [
        { at: iso(now), kind: 'error', title: 'First rate_limit_error', text: 'Too many.', callId: call.callId },
      ],
    });
  });

  test('starts are forgotten with the calls of their time, the last of each gateway after more than a year', async () => {
    await start({ a: '1' });
    await start({ a: '2' });
    await start({ b: '1' }, { gateway: 'two', version: '2.0.0' });
    const dropAfter = (days: number) =>
      dropStarts(server.database.pool, { retentionDays: 1, now: Date.now() + days * 86_400_000 });
    await dropAfter(399);
    expect((await list()).sort()).toEqual([
      ['deployment', 'lens 1.0.0'],
      ['deployment', 'lens 2.0.0'],
      ['policies', 'a changed'],
    ]);
    await dropAfter(401);
    expect(await list()).toEqual([]);
  });
});

test.each([
  'facets',
  'facets?of=nothing',
  'policy-events?before=x',
  'policy-events?limit=1001',
  'annotations?kind=x',
  'annotations?q=1',
])('%s is refused', async (path) => {
  expect(problemSchema.parse(await json(`/api/v1/${path}`))).toMatchObject({ code: 'invalid_query' });
});

import { callDetailSchema, callPageSchema, eventsSchema, problemSchema } from '@lens/core/api';
import { packChunkTimes } from '@lens/core/waterfall';
import { callIdAt, sampleCall, sampleEvent } from '../store/testing/sampleRows';
import { revealToken, startQueryServer, type QueryServer } from './testing/queryServer';
import { workedExample } from './testing/workedExample';

const now = Date.now();
let server: QueryServer;

beforeAll(async () => {
  server = await startQueryServer();
});
afterAll(() => server.stop());
beforeEach(async () => {
  await server.database.pool.query('TRUNCATE conversation_calls, audit_log CASCADE');
  server.log.lines.length = 0;
});

async function problemOf(answer: Response) {
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  return problemSchema.parse(await answer.json());
}

/** As a source gives it, without its spans. */
const fromTempo = { source: 'tempo', told: 0, complete: true, note: null } as const;

describe('the list', () => {
  test('gives pages that follow each other without a gap or a double while calls come in', async () => {
    const calls = Array.from({ length: 7 }, (_, index) => sampleCall(now - index * 1_000));
    await server.write(calls);
    const first = callPageSchema.parse(await (await server.get('/api/v1/calls?limit=3')).json());
    await server.write([sampleCall(now + 1_000)]);
    const second = callPageSchema.parse(await (await server.get(`/api/v1/calls?limit=3&before=${first.next}`)).json());
    const third = callPageSchema.parse(await (await server.get(`/api/v1/calls?limit=3&before=${second.next}`)).json());
    const seen = [first, second, third].flatMap((page) => page.calls.map(({ callId }) => callId));
    expect(seen).toEqual(calls.map(({ callId }) => callId));
    expect(third.next).toBeNull();
  });

  test('gives a call with everything it knows', async () => {
    const { call } = workedExample(now, {
      sessionId: 's1',
      userHash: 'u1',
      providerRequestId: 'req_1',
      retryCount: 2,
      cacheReadTokens: 5,
      cacheWriteTokens: 7,
      cacheWrite5mTokens: 4,
      cacheWrite1hTokens: 3,
      serviceTier: 'priority',
    });
    await server.write([call]);
    const answer = await server.get('/api/v1/calls', { token: revealToken });
    const { calls } = callPageSchema.parse(await answer.json());
    expect(calls).toEqual([
      expect.objectContaining({
        callId: call.callId,
        startedAt: new Date(now).toISOString(),
        changedBy: ['pii-redaction'],
        request: { changed: false, changes: 0, summary: null },
        response: { changed: true, changes: 1, summary: 'choices[0].message.content: 1 word replaced' },
        captureMode: 'full',
        usage: {
          inputTokens: 12,
          outputTokens: 34,
          cacheReadTokens: 5,
          cacheWriteTokens: 7,
          cacheWrite5mTokens: 4,
          cacheWrite1hTokens: 3,
          reasoningTokens: null,
          serviceTier: 'priority',
        },
        durationMs: 812.5,
        sessionId: 's1',
        userHash: 'u1',
        providerRequestId: 'req_1',
        retryCount: 2,
      }),
    ]);
  });

  test('names every wrong parameter, misspelt ones too', async () => {
    const answer = await server.get('/api/v1/calls?limit=0&status=fine&modle=gpt-5');
    expect(answer.status).toBe(400);
    const { errors, code } = await problemOf(answer);
    expect(code).toBe('invalid_query');
    expect(errors?.map(({ field }) => field).sort()).toEqual(['limit', 'modle', 'status']);
  });
});

describe('one call', () => {
  test('comes with its spans and its chunk times', async () => {
    const times = { at: [1, 2.5], bytes: [10, 20] };
    const call = sampleCall(now, { stream: true, upstreamChunks: packChunkTimes(times) });
    await server.write([call]);
    const span = {
      id: call.spanId,
      parentId: null,
      name: 'gateway.chat_completions',
      startMs: now,
      durationMs: 812.5,
      status: 'ok' as const,
      service: 'lens',
      attributes: {},
      events: [],
    };
    server.traces.trace = (traceId) => Promise.resolve({ ...fromTempo, spans: traceId === call.traceId ? [span] : [] });
    const detail = callDetailSchema.parse(await (await server.get(`/api/v1/calls/${call.callId}`)).json());
    expect(detail).toMatchObject({
      sampling: { sampled: true, reason: 'ratio' },
      call: { callId: call.callId },
      spans: [span],
      upstreamChunks: times,
      clientChunks: null,
    });
  });

  test('comes without spans when the tracing backend is away', async () => {
    const call = sampleCall(now);
    await server.write([call]);
    server.traces.trace = () => Promise.reject(new Error('no route to tempo'));
    const detail = callDetailSchema.parse(await (await server.get(`/api/v1/calls/${call.callId}`)).json());
    expect(detail.spans).toEqual([]);
    expect(server.log.text()).toContain('no route to tempo');
    server.traces.trace = () => Promise.resolve({ ...fromTempo, spans: [] });
  });

  test('is found by its id in upper case', async () => {
    const call = sampleCall(now);
    await server.write([call]);
    expect((await server.get(`/api/v1/calls/${call.callId.toUpperCase()}`)).status).toBe(200);
  });

  test.each(['', '/diff', '/events', '/view'])('that is unknown is a 404 at %p', async (suffix) => {
    for (const id of [callIdAt(now), 'not-an-id', "'; DROP TABLE audit_log; --", '%00']) {
      const answer = await server.get(`/api/v1/calls/${encodeURIComponent(id)}${suffix}`);
      expect(answer.status).toBe(404);
      expect(await problemOf(answer)).toMatchObject({ code: 'unknown_call' });
    }
  });

  test('gives what policies said, in order', async () => {
    const { call, events } = workedExample(now);
    await server.write([call], events);
    const answer = eventsSchema.parse(await (await server.get(`/api/v1/calls/${call.callId}/events`)).json());
    expect(answer.events).toEqual([
      expect.objectContaining({
        type: 'policy.pii_redacted',
        policy: 'pii-redaction',
        details: { pattern: 'account_number', location: 'choices[0].message.content' },
        at: 400,
      }),
    ]);
  });

  test('shows an event of an unknown shape with what every event has', async () => {
    const call = sampleCall(now);
    await server.write(
      [call],
      [sampleEvent(call, { eventType: 'custom', original: ['odd'], originalRaw: null, rawKind: null })],
    );
    const answer = eventsSchema.parse(await (await server.get(`/api/v1/calls/${call.callId}/events`)).json());
    expect(answer.events).toEqual([expect.objectContaining({ type: 'custom', summary: 'custom', severity: 'info' })]);
  });
});

describe('every address', () => {
  test.each(['/api/v1/calls', '/api/v1/compare', '/api/openapi.json', '/api/nothing'])(
    '%s is closed to strangers',
    async (url) => {
      const answer = await server.get(url, { token: null });
      expect(answer.status).toBe(401);
      expect(await problemOf(answer)).toMatchObject({ code: 'unauthorized' });
    },
  );

  test('is never stored by a cache', async () => {
    for (const url of ['/api/v1/calls', '/api/openapi.json', '/api/v1/calls/x', '/api/nothing']) {
      expect((await server.get(url)).headers.get('cache-control')).toBe('no-store');
    }
  });

  test('can only be read', async () => {
    const answer = await server.get('/api/v1/calls', { method: 'DELETE' });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
    expect(await problemOf(answer)).toMatchObject({ code: 'method_not_allowed' });
  });

  test('that does not exist or can not be read says so', async () => {
    expect(await problemOf(await server.get('/api/nothing'))).toMatchObject({ status: 404, code: 'no_such_route' });
    expect(await problemOf(await server.get('/api/v1/calls/%E0%A4%A'))).toMatchObject({
      status: 400,
      code: 'bad_request',
    });
  });
});

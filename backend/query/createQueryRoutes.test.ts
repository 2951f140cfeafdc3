import {
  callDetailSchema,
  callDiffSchema,
  callPageSchema,
  eventsSchema,
  packedCallViewSchema,
  problemSchema,
  unpackCallView,
  type CallDiff,
} from '@lens/core/api';
import { packChunkTimes } from '@lens/core/waterfall';
import { writeRows, type CallRow, type EventRow } from '../store';
import { callIdAt, sampleCall, sampleEvent } from '../store/testing/sampleRows';
import { readToken, revealToken, startQueryServer, type QueryServer } from './testing/queryServer';
import { finalAnswer, originalAnswer, secret, workedExample } from './testing/workedExample';

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

async function write(calls: CallRow[], events: EventRow[] = []): Promise<void> {
  const client = await server.database.pool.connect();
  try {
    await writeRows(client, calls, events);
  } finally {
    client.release();
  }
}

async function problemOf(answer: Response) {
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  return problemSchema.parse(await answer.json());
}

/** As a source gives it, without its spans. */
const fromTempo = { source: 'tempo', told: 0, complete: true, note: null } as const;

async function audited(): Promise<unknown[]> {
  return (await server.database.pool.query<object>('SELECT who, action, call_id, details FROM audit_log ORDER BY id'))
    .rows;
}

describe('the list', () => {
  test('gives pages that follow each other without a gap or a double while calls come in', async () => {
    const calls = Array.from({ length: 7 }, (_, index) => sampleCall(now - index * 1_000));
    await write(calls);
    const first = callPageSchema.parse(await (await server.get('/api/v1/calls?limit=3')).json());
    await write([sampleCall(now + 1_000)]);
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
    await write([call]);
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
    await write([call]);
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
    await write([call]);
    server.traces.trace = () => Promise.reject(new Error('no route to tempo'));
    const detail = callDetailSchema.parse(await (await server.get(`/api/v1/calls/${call.callId}`)).json());
    expect(detail.spans).toEqual([]);
    expect(server.log.text()).toContain('no route to tempo');
    server.traces.trace = () => Promise.resolve({ ...fromTempo, spans: [] });
  });

  test('is found by its id in upper case', async () => {
    const call = sampleCall(now);
    await write([call]);
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
    await write([call], events);
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
    await write(
      [call],
      [sampleEvent(call, { eventType: 'custom', original: ['odd'], originalRaw: null, rawKind: null })],
    );
    const answer = eventsSchema.parse(await (await server.get(`/api/v1/calls/${call.callId}/events`)).json());
    expect(answer.events).toEqual([expect.objectContaining({ type: 'custom', summary: 'custom', severity: 'info' })]);
  });
});

describe('the diff of the worked example', () => {
  async function loadDiff(token: string): Promise<{ diff: CallDiff; text: string; callId: string }> {
    const { call, events } = workedExample(now);
    await write([call], events);
    const answer = await server.get(`/api/v1/calls/${call.callId}/diff`, { token });
    const text = await answer.text();
    return { diff: callDiffSchema.parse(JSON.parse(text)), text, callId: call.callId };
  }

  test('shows with `reveal` exactly what the policy changed, by whom, and leaves an audit row', async () => {
    const { diff, callId } = await loadDiff(revealToken);
    expect(diff.response).toMatchObject({ original: originalAnswer, final: finalAnswer, masked: false });
    expect(diff.response.originalRaw).toBe(JSON.stringify(originalAnswer));
    expect(diff.response.diff?.modified).toEqual([
      expect.objectContaining({ path: 'choices[0].message.content', by: ['pii-redaction'] }),
    ]);
    expect(diff.request).toMatchObject({ masked: false, diff: { added: [], removed: [], modified: [], moved: [] } });
    expect(await audited()).toEqual([
      {
        who: 'revealer',
        action: 'view_revealed',
        call_id: callId,
        details: { request: false, response: true, by: 'token' },
      },
    ]);
  });

  test('holds nothing of the secret without `reveal`, and leaves no audit row', async () => {
    const { diff, text } = await loadDiff(readToken);
    expect(text).not.toContain(secret);
    expect(text).not.toContain('KLRS');
    expect(diff.response).toMatchObject({ masked: true, originalRaw: null, final: finalAnswer });
    expect(diff.response.finalRaw).toBe(JSON.stringify(finalAnswer));
    expect(diff.response.diff?.modified).toHaveLength(1);
    expect(diff.request.masked).toBe(false);
    expect(await audited()).toEqual([]);
  });

  test('leaves an audit row as well when a policy that does not say it redacts wrote a redaction mark', async () => {
    const { call, events } = workedExample(now);
    const silently = events.map((event) => ({
      ...event,
      steps: event.steps?.map((step) => ({ ...step, redacts: false })) ?? null,
    }));
    await write([call], silently);
    const masked = await (await server.get(`/api/v1/calls/${call.callId}/diff`)).text();
    expect(masked).not.toContain(secret);
    expect(await (await server.get(`/api/v1/calls/${call.callId}/diff`, { token: revealToken })).text()).toContain(
      secret,
    );
    expect(await audited()).toHaveLength(1);
  });

  test('is not given at all when the audit row can not be written', async () => {
    const { call, events } = workedExample(now);
    await write([call], events);
    await server.database.pool.query('ALTER TABLE audit_log ADD CONSTRAINT no_room CHECK (false) NOT VALID');
    const answer = await server.get(`/api/v1/calls/${call.callId}/diff`, { token: revealToken });
    await server.database.pool.query('ALTER TABLE audit_log DROP CONSTRAINT no_room');
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain(secret);
  });

  test('is the same on the view, which has everything else too', async () => {
    const { call, events } = workedExample(now);
    await write([call], events);
    const masked = await (await server.get(`/api/v1/calls/${call.callId}/view`)).text();
    expect(masked).not.toContain(secret);
    const view = unpackCallView(packedCallViewSchema.parse(JSON.parse(masked)));
    expect(view).toMatchObject({
      revealed: false,
      call: { callId: call.callId },
      events: [{ type: 'policy.pii_redacted' }],
      response: { final: finalAnswer, finalRaw: JSON.stringify(finalAnswer), originalRaw: null, masked: true },
    });
    const revealed = await (await server.get(`/api/v1/calls/${call.callId}/view`, { token: revealToken })).text();
    expect(revealed).toContain(secret);
    expect(unpackCallView(packedCallViewSchema.parse(JSON.parse(revealed)))).toMatchObject({
      revealed: true,
      response: { original: originalAnswer, originalRaw: JSON.stringify(originalAnswer), final: finalAnswer },
    });
    expect(await audited()).toHaveLength(1);
  });

  test('no other address gives the secret to a reader without `reveal`', async () => {
    const { call, events } = workedExample(now);
    await write([call], events);
    for (const url of [
      '/api/v1/calls',
      `/api/v1/calls/${call.callId}`,
      `/api/v1/calls/${call.callId}/events`,
      `/api/v1/compare?a=${call.callId}&b=${call.callId}`,
    ]) {
      const answer = await server.get(url);
      expect(answer.status).toBe(200);
      expect(await answer.text()).not.toContain('KLRS');
    }
    const search = callPageSchema.parse(await (await server.get(`/api/v1/calls?text=${secret}`)).json());
    expect(search.calls).toEqual([]);
  });
});

describe('bodies', () => {
  test('come with every character and the order of keys that jsonb would lose', async () => {
    const call = sampleCall(now);
    const text = '{"zebra":1,"a":"nul \\u0000 lone \\ud800","n":1e400,"__proto__":{"x":1}}';
    await write([call], [sampleEvent(call, { original: { zebra: 1 }, originalRaw: Buffer.from(text) })]);
    const answer = await (await server.get(`/api/v1/calls/${call.callId}/diff`)).text();
    expect(callDiffSchema.parse(JSON.parse(answer)).request.originalRaw).toBe(text);
    expect(answer).toContain('"original":{"zebra":1,"a":"nul \\u0000 lone \\ud800","n":1e400,"__proto__":{"x":1}}');
  });

  test('of a stream come rebuilt, with the exact bytes beside them', async () => {
    const call = sampleCall(now, { stream: true });
    const sse = [
      'data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"gpt-5","choices":[{"index":0,"delta":{"role":"assistant","content":"Hel"},"finish_reason":null}]}',
      'data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"gpt-5","choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":"stop"}]}',
      'data: [DONE]',
      '',
    ].join('\n\n');
    await write(
      [call],
      [sampleEvent(call, { eventType: 'response', original: {}, originalRaw: Buffer.from(sse), rawKind: 'sse' })],
    );
    const { response, request } = callDiffSchema.parse(
      await (await server.get(`/api/v1/calls/${call.callId}/diff`)).json(),
    );
    expect(response).toMatchObject({ rawKind: 'sse', originalRaw: sse, finalRaw: sse, originalBytes: sse.length });
    expect(response.original).toMatchObject({ choices: [{ message: { content: 'Hello' } }] });
    expect(request).toMatchObject({ original: null, diff: null, rawKind: null, masked: false });
  });

  test('that nest too deeply to be written as JSON are shown as text', async () => {
    const call = sampleCall(now);
    const text = '['.repeat(50_000) + ']'.repeat(50_000);
    await write([call], [sampleEvent(call, { original: null, originalRaw: Buffer.from(text) })]);
    const { request } = callDiffSchema.parse(await (await server.get(`/api/v1/calls/${call.callId}/diff`)).json());
    expect(request).toMatchObject({ original: text, originalRaw: text });
  });

  test('that are binary are described, not sent as text', async () => {
    const call = sampleCall(now);
    await write([call], [sampleEvent(call, { originalRaw: Buffer.from([0, 255, 1]), rawKind: 'binary' })]);
    const { request } = callDiffSchema.parse(await (await server.get(`/api/v1/calls/${call.callId}/diff`)).json());
    expect(request).toMatchObject({ rawKind: 'binary', originalRaw: null, finalRaw: null, originalBytes: 3 });
  });

  test('whose policy steps do not fit are hidden whole from readers without `reveal`', async () => {
    const { call, events } = workedExample(now);
    const other = { choices: [], note: secret };
    const odd = events.map((event) =>
      event.eventType === 'response'
        ? { ...event, original: other, originalRaw: Buffer.from(JSON.stringify(other)) }
        : event,
    );
    await write([call], odd);
    const answer = await (await server.get(`/api/v1/calls/${call.callId}/diff`)).text();
    expect(answer).not.toContain(secret);
    expect(callDiffSchema.parse(JSON.parse(answer)).response).toMatchObject({
      masked: true,
      original: null,
      diff: null,
    });
    const revealed = await server.get(`/api/v1/calls/${call.callId}/diff`, { token: revealToken });
    expect(callDiffSchema.parse(await revealed.json()).response).toMatchObject({ masked: false, original: other });
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

import { callDiffSchema, callPageSchema, packedCallViewSchema, unpackCallView, type CallDiff } from '@lens/core/api';
import { sampleCall, sampleEvent } from '../store/testing/sampleRows';
import { readToken, revealToken, startQueryServer, type QueryServer } from './testing/queryServer';
import { finalAnswer, originalAnswer, secret, workedExample } from './testing/workedExample';

const now = Date.now();
let server: QueryServer;

beforeAll(async () => {
  server = await startQueryServer();
});
afterAll(() => server.stop());
beforeEach(() => server.database.pool.query('TRUNCATE conversation_calls, audit_log CASCADE'));

describe('the diff of the worked example', () => {
  async function loadDiff(token: string): Promise<{ diff: CallDiff; text: string; callId: string }> {
    const { call, events } = workedExample(now);
    await server.write([call], events);
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
    expect(await server.audited()).toEqual([
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
    expect(await server.audited()).toEqual([]);
  });

  test('leaves an audit row as well when a policy that does not say it redacts wrote a redaction mark', async () => {
    const { call, events } = workedExample(now);
    const silently = events.map((event) => ({
      ...event,
      steps: event.steps?.map((step) => ({ ...step, redacts: false })) ?? null,
    }));
    await server.write([call], silently);
    const masked = await (await server.get(`/api/v1/calls/${call.callId}/diff`)).text();
    expect(masked).not.toContain(secret);
    expect(await (await server.get(`/api/v1/calls/${call.callId}/diff`, { token: revealToken })).text()).toContain(
      secret,
    );
    expect(await server.audited()).toHaveLength(1);
  });

  test('is not given at all when the audit row can not be written', async () => {
    const { call, events } = workedExample(now);
    await server.write([call], events);
    await server.database.pool.query('ALTER TABLE audit_log ADD CONSTRAINT no_room CHECK (false) NOT VALID');
    const answer = await server.get(`/api/v1/calls/${call.callId}/diff`, { token: revealToken });
    await server.database.pool.query('ALTER TABLE audit_log DROP CONSTRAINT no_room');
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain(secret);
  });

  test('is the same on the view, which has everything else too', async () => {
    const { call, events } = workedExample(now);
    await server.write([call], events);
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
    expect(await server.audited()).toHaveLength(1);
  });

  test('no other address gives the secret to a reader without `reveal`', async () => {
    const { call, events } = workedExample(now);
    await server.write([call], events);
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
    await server.write([call], [sampleEvent(call, { original: { zebra: 1 }, originalRaw: Buffer.from(text) })]);
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
    await server.write(
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
    await server.write([call], [sampleEvent(call, { original: null, originalRaw: Buffer.from(text) })]);
    const { request } = callDiffSchema.parse(await (await server.get(`/api/v1/calls/${call.callId}/diff`)).json());
    expect(request).toMatchObject({ original: text, originalRaw: text });
  });

  test('that are binary are described, not sent as text', async () => {
    const call = sampleCall(now);
    await server.write([call], [sampleEvent(call, { originalRaw: Buffer.from([0, 255, 1]), rawKind: 'binary' })]);
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
    await server.write([call], odd);
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

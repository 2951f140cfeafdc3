import { callComparisonSchema, problemSchema, type CallComparison } from '@lens/core/api';
import type { Principal } from '../auth';
import { type EventRow } from '../store';
import { callIdAt, sampleCall, sampleEvent } from '../store/testing/sampleRows';
import { loadPageComparison } from './index';
import { readToken, revealToken, startQueryServer, type QueryServer } from './testing/queryServer';
import { finalAnswer, originalAnswer, secret, workedExample } from './testing/workedExample';

const now = Date.now();
let server: QueryServer;

beforeAll(async () => {
  server = await startQueryServer();
});
afterAll(() => server.stop());
beforeEach(() => server.database.pool.query('TRUNCATE conversation_calls, audit_log CASCADE'));

async function audited(): Promise<unknown[]> {
  return (await server.database.pool.query<object>('SELECT who, action, call_id FROM audit_log ORDER BY id')).rows;
}

function parse(text: string): CallComparison {
  return callComparisonSchema.parse(JSON.parse(text));
}

describe('a comparison', () => {
  test('gives both calls and what differs between what went out', async () => {
    const a = workedExample(now);
    const b = { call: sampleCall(now - 1_000, { finalModel: 'gpt-5-mini' }), events: [] as EventRow[] };
    b.events = [sampleEvent(b.call, { originalRaw: Buffer.from('{"model":"gpt-5-mini","messages":[]}') })];
    await server.write([a.call, b.call], [...a.events, ...b.events]);
    const answer = await server.get(`/api/v1/compare?a=${a.call.callId}&b=${b.call.callId}`);
    const comparison = callComparisonSchema.parse(await answer.json());
    expect(comparison.a.callId).toBe(a.call.callId);
    expect(comparison.b.finalModel).toBe('gpt-5-mini');
    expect(comparison.request.diff?.modified.map(({ path }) => path)).toContain('model');
    expect(comparison.response).toEqual({ a: finalAnswer, b: null, diff: null, as: 'bodies', masked: false });
  });

  test('with a call whose bodies are not kept is one of their figures', async () => {
    const a = workedExample(now);
    const call = sampleCall(now - 1_000, { captureMode: 'metadata' });
    await server.write([a.call, call], [...a.events, sampleEvent(call, { originalRaw: Buffer.alloc(0) })]);
    for (const side of ['final', 'original']) {
      const answer = await server.get(`/api/v1/compare?a=${a.call.callId}&b=${call.callId}&of=${side}`);
      const { b, request } = callComparisonSchema.parse(await answer.json());
      expect([b.captureMode, request.b, request.diff]).toEqual(['metadata', null, null]);
    }
  });

  async function compareOriginals(token: string): Promise<{ comparison: CallComparison; text: string }> {
    const [a, b] = [workedExample(now), workedExample(now - 1_000)];
    await server.write([a.call, b.call], [...a.events, ...b.events]);
    const answer = await server.get(`/api/v1/compare?a=${a.call.callId}&b=${b.call.callId}&of=original`, { token });
    const text = await answer.text();
    return { comparison: parse(text), text };
  }

  test('of what came in is masked on both sides for a reader without `reveal`', async () => {
    const { comparison, text } = await compareOriginals(readToken);
    expect(text).not.toContain('KLRS');
    // The same secret in both calls: that it is the same must not be seen, or guesses could be tried on calls of one's own.
    expect(comparison.response).toMatchObject({ masked: true, diff: { modified: [{ kind: 'text' }] } });
    expect(comparison.request.masked).toBe(false);
    expect(await audited()).toEqual([]);
  });

  test('of what came in shows the text with `reveal`, and leaves an audit row for each call', async () => {
    const { comparison } = await compareOriginals(revealToken);
    expect(comparison.response).toMatchObject({ a: originalAnswer, b: originalAnswer, masked: false });
    const rows = await audited();
    const viewed = ({ callId }: { callId: string }) => ({ who: 'revealer', action: 'view_revealed', call_id: callId });
    expect(rows).toHaveLength(2);
    expect(rows).toContainEqual(viewed(comparison.a));
    expect(rows).toContainEqual(viewed(comparison.b));
  });

  test('gives nothing of an original whose redactions are not known', async () => {
    const { call, events } = workedExample(now);
    const other = workedExample(now - 1_000);
    const odd = { ...originalAnswer, choices: [{ message: { role: 'assistant', content: [secret] } }] };
    const lost = events.map((event) =>
      event.eventType === 'response' ? { ...event, originalRaw: Buffer.from(JSON.stringify(odd)) } : event,
    );
    await server.write([call, other.call], [...lost, ...other.events]);
    const answer = await server.get(`/api/v1/compare?a=${call.callId}&b=${other.call.callId}&of=original&as=messages`);
    const text = await answer.text();
    expect(text).not.toContain('KLRS');
    expect(parse(text).response).toMatchObject({ a: null, diff: null, masked: true });
  });

  test('as messages leaves out what differs between any two calls', async () => {
    const [a, b] = [workedExample(now), workedExample(now - 1_000)];
    const again = b.events.map((event) =>
      event.eventType === 'response'
        ? { ...event, finalRaw: Buffer.from(JSON.stringify({ ...finalAnswer, id: 'chatcmpl-2', created: 2 })) }
        : event,
    );
    await server.write([a.call, b.call], [...a.events, ...again]);
    const where = `/api/v1/compare?a=${a.call.callId}&b=${b.call.callId}`;
    const read = async (url: string) => callComparisonSchema.parse(await (await server.get(url)).json());
    expect((await read(where)).response.diff?.modified.map(({ path }) => path)).toEqual(['id', 'created']);
    expect((await read(`${where}&as=messages`)).response).toMatchObject({
      as: 'messages',
      diff: { delta: { kind: 'same' } },
    });
  });

  test('names the call that is unknown, and the parameter that is missing', async () => {
    const call = sampleCall(now);
    const unknown = callIdAt(now);
    await server.write([call]);
    const answer = await server.get(`/api/v1/compare?a=${call.callId}&b=${unknown}`);
    expect(answer.status).toBe(404);
    expect(problemSchema.parse(await answer.json()).detail).toContain(unknown);
    const invalid = await server.get(`/api/v1/compare?a=${call.callId}`);
    expect(problemSchema.parse(await invalid.json()).errors?.map(({ field }) => field)).toEqual(['b']);
  });
});

describe('a comparison for a page', () => {
  async function load(inlineBytes: number, scopes: Principal['scopes'] = ['read', 'reveal']) {
    const [a, b] = [workedExample(now), workedExample(now - 1_000)];
    await server.write([a.call, b.call], [...a.events, ...b.events]);
    const query = { a: a.call.callId, b: b.call.callId, of: 'original', as: 'messages' } as const;
    const deps = { pool: server.database.pool, views: server.builder.views };
    return loadPageComparison(deps, query, { name: 'reader', scopes, by: 'token' }, inlineBytes);
  }

  test('has the bodies with it while they are small', async () => {
    expect(await load(1_000_000)).toMatchObject({ complete: true, comparison: { response: { as: 'messages' } } });
    expect(await audited()).toHaveLength(2);
  });

  test('is masked for a reader without `reveal`, and leaves no audit row', async () => {
    const loaded = await load(1_000_000, ['read']);
    expect(JSON.stringify(loaded)).not.toContain('KLRS');
    expect(loaded).toMatchObject({ comparison: { response: { masked: true } } });
    expect(await audited()).toEqual([]);
  });

  test('leaves large bodies for later, and their audit rows too', async () => {
    expect(await load(10)).toMatchObject({
      complete: false,
      comparison: { of: 'original', response: { a: null, b: null, diff: null } },
    });
    expect(await audited()).toEqual([]);
  });
});

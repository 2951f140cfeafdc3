import { problemSchema, traceSchema } from '@lens/core/api';
import { sampleCall } from '../store/testing/sampleRows';
import { readToken, revealToken, startQueryServer, type QueryServer } from './testing/queryServer';

const now = Date.now();
let server: QueryServer;

beforeAll(async () => {
  server = await startQueryServer();
});
afterAll(() => server.stop());

const span = (id: string, attributes = {}) => ({
  id,
  parentId: null,
  name: 'gateway.chat_completions',
  startMs: now,
  durationMs: 1,
  status: 'ok' as const,
  service: 'app',
  attributes,
  events: [],
});

async function traced(token = readToken, traceId?: string) {
  const call = sampleCall(now);
  await server.write([call]);
  server.traces.trace = () =>
    Promise.resolve({
      spans: [span(call.spanId, { 'luthien.tokens.total': 3, 'user.id': 'u' }), span('e'.repeat(16), { prompt: 'hi' })],
      told: 0,
      source: 'tempo',
      complete: true,
      note: null,
    });
  return server.get(`/metrics/traces/${traceId ?? call.traceId}`, { token });
}

test('a trace has its spans, and where they are from', async () => {
  const trace = traceSchema.parse(await (await traced(revealToken)).json());
  expect(trace).toMatchObject({ source: 'tempo', complete: true });
  expect(trace.spans.map(({ attributes }) => attributes)).toEqual([
    { 'luthien.tokens.total': 3, 'user.id': 'u' },
    { prompt: 'hi' },
  ]);
});

test('without reveal spans of other systems say nothing but their time, and ours not whose the call was', async () => {
  const trace = traceSchema.parse(await (await traced()).json());
  expect(trace.spans.map(({ attributes }) => attributes)).toEqual([{ 'luthien.tokens.total': 3 }, {}]);
});

test.each(['f'.repeat(32), 'no-id', '%00'])(
  'a trace %s without a call of this server is not given',
  async (traceId) => {
    const answer = await traced(readToken, traceId);
    expect(answer.status).toBe(404);
    expect(problemSchema.parse(await answer.json()).code).toBe('unknown_trace');
  },
);

test('nobody is told without a token', async () => {
  expect((await server.get('/metrics/traces/x', { token: null })).status).toBe(401);
});

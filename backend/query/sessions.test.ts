import { problemSchema, sessionCallsSchema, sessionPageSchema } from '@lens/core/api';
import { type CallRow } from '../store';
import { sampleCall } from '../store/testing/sampleRows';
import { readToken, revealToken, startQueryServer, type QueryServer } from './testing/queryServer';

const now = Date.UTC(2026, 10, 20, 12);
const minute = 60_000;
let server: QueryServer;

const turn = (session: string | null, at: number, changes: Partial<CallRow> = {}) =>
  sampleCall(now + at * minute, { sessionId: session, sessionIsRandom: session !== null, userHash: 'ada', ...changes });

beforeAll(async () => {
  server = await startQueryServer();
});
afterAll(() => server.stop());
beforeEach(() => server.database.pool.query('TRUNCATE conversation_calls CASCADE'));

async function page(query = '', token = readToken) {
  return sessionPageSchema.parse(await (await server.get(`/api/v1/sessions?${query}`, { token })).json());
}

const keys = async (query = '', token = readToken) =>
  (await page(query, token)).sessions.map(({ sessionId }) => sessionId);

async function refusal(path: string, token = readToken): Promise<string> {
  return problemSchema.parse(await (await server.get(path, { token })).json()).code;
}

test('a session is one row with the figures of all its calls, where its newest call is', async () => {
  await server.write([
    turn('a', 0, { costUsd: 0.1, costBasis: 'exact', finalModel: 'gpt-5' }),
    turn('b', 1, { status: 'provider_error' }),
    turn(null, 2),
    turn('a', 3, {
      costUsd: 0.2,
      costBasis: 'estimated',
      finalModel: 'gpt-5-mini',
      responseChanged: true,
      changedBy: ['tone', 'pii-redaction'],
    }),
    turn('a', 4, { costUnknown: 'model', status: 'blocked', changedBy: ['tone'], inputTokens: null }),
  ]);
  const { sessions, next } = await page();
  expect(next).toBeNull();
  expect(sessions).toHaveLength(2);
  expect(sessions[0]).toEqual({
    sessionId: 'a',
    firstAt: new Date(now).toISOString(),
    lastAt: new Date(now + 4 * minute).toISOString(),
    calls: 3,
    changed: 1,
    failed: 0,
    blocked: 1,
    models: ['gpt-5', 'gpt-5-mini'],
    providers: ['openai'],
    changedBy: ['pii-redaction', 'tone'],
    inputTokens: 24,
    outputTokens: 102,
    costUsd: 0.3,
    estimatedUsd: 0.2,
    costUnknown: 1,
    userHash: null,
  });
  expect(sessions[1]).toMatchObject({ sessionId: 'b', calls: 1, failed: 1, costUsd: null });
});

test('pages have each session once, whatever is written meanwhile', async () => {
  // Newest first: c, b, a; each with calls among those of the others.
  await server.write(['a', 'b', 'c', 'a', 'b', 'a', 'b', 'c'].map((session, at) => turn(session, at)));
  expect(await keys()).toEqual(['c', 'b', 'a']);
  const first = await page('limit=1');
  expect(first.sessions.map(({ sessionId }) => sessionId)).toEqual(['c']);
  await server.write([turn('d', 20)]);
  const second = await page(`limit=1&before=${first.next}`);
  expect(second.sessions.map(({ sessionId }) => sessionId)).toEqual(['b']);
  const third = await page(`limit=1&before=${second.next}`);
  expect([third.sessions.map(({ sessionId }) => sessionId), third.next]).toEqual([['a'], null]);
});

test('a long session hides none behind it', async () => {
  const long = Array.from({ length: 4_500 }, (_, index) => turn('long', 10 + index / 1000));
  await server.write([turn('old', 0), ...long]);
  expect(await keys()).toEqual(['long', 'old']);
  expect(await keys('limit=1')).toEqual(['long']);
});

test('those of a time have a call in it', async () => {
  await server.write([turn('a', 0), turn('b', 10), turn('a', 20)]);
  const at = (minutes: number) => new Date(now + minutes * minute).toISOString();
  expect(await keys(`from=${at(5)}&to=${at(15)}`)).toEqual(['b']);
  expect(await keys(`to=${at(15)}`)).toEqual(['b', 'a']);
  expect(await keys(`from=${at(15)}`)).toEqual(['a']);
});

describe('without `reveal`', () => {
  beforeEach(() =>
    server.write([turn('random', 0), turn('guessable', 1, { sessionIsRandom: false, userHash: 'bob' })]),
  );

  test('there are no sessions whose ids could be guessed, nor whose they were', async () => {
    expect(await keys()).toEqual(['random']);
    expect(await keys('', revealToken)).toEqual(['guessable', 'random']);
    expect(await refusal('/api/v1/sessions/guessable')).toBe('unknown_session');
    expect(await refusal('/api/v1/sessions?user=bob')).toBe('forbidden');
    expect(await keys('user=bob', revealToken)).toEqual(['guessable']);
    expect((await page('', revealToken)).sessions.map(({ userHash }) => userHash)).toEqual(['bob', 'ada']);
  });
});

test('a session has its calls, the oldest first, in pages', async () => {
  const calls = [turn('a', 0), turn('a', 1), turn('b', 2), turn('a', 3)];
  await server.write(calls);
  const read = async (query: string) =>
    sessionCallsSchema.parse(await (await server.get(`/api/v1/sessions/a?${query}`)).json());
  const [first, second, , last] = calls.map(({ callId }) => callId);
  const whole = await read('');
  expect([whole.session.calls, whole.calls.map(({ callId }) => callId)]).toEqual([3, [first, second, last]]);
  const part = await read('limit=2');
  expect([part.calls.length, part.next]).toEqual([2, second]);
  const rest = await read(`limit=2&after=${part.next}`);
  expect([rest.calls.map(({ callId }) => callId), rest.next]).toEqual([[last], null]);
  expect((await read('order=newest&limit=1')).calls[0]?.callId).toBe(last);
});

test.each(['/api/v1/sessions/none', '/api/v1/sessions/%00', `/api/v1/sessions/${'x'.repeat(5000)}`])(
  '%s is none',
  async (path) => {
    expect(await refusal(path)).toBe('unknown_session');
  },
);

test.each([
  '/api/v1/sessions?limit=0',
  '/api/v1/sessions?before=a',
  '/api/v1/sessions?model=x',
  '/api/v1/sessions/a?text=x',
])('%s is refused', async (path) => {
  expect(await refusal(path)).toBe('invalid_query');
});

import { callDetailSchema, problemSchema, scoreSchema } from '@lens/core/api';
import { dropExpired, eraseCalls, hallucinationRate, type CallRow } from '../store';
import { sampleCall } from '../store/testing/sampleRows';
import { readToken, revealToken, scoreToken, startQueryServer, type QueryServer } from './testing/queryServer';

let server: QueryServer;
let call: CallRow;

beforeAll(async () => {
  server = await startQueryServer();
});
afterAll(() => server.stop());
beforeEach(async () => {
  await server.database.pool.query('TRUNCATE conversation_calls, call_scores CASCADE');
  call = sampleCall(Date.now());
  await server.write([call]);
});

const give = (body: unknown, options: Parameters<QueryServer['get']>[1] = {}, callId = call.callId) =>
  server.get(`/api/v1/calls/${callId}/scores`, {
    method: 'POST',
    token: scoreToken,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...options,
  });

async function scoresSeenBy(token: string) {
  const answer = await server.get(`/api/v1/calls/${call.callId}`, { token });
  return callDetailSchema.parse(await answer.json()).scores;
}

const count = async () => (await server.database.pool.query('SELECT FROM call_scores')).rowCount;

test('a score is on the call, by whom it is; its comment is for readers who may see what was redacted', async () => {
  const answer = await give({ name: 'hallucination', value: 1, comment: 'It says 4111 1111 1111 1111.' });
  expect([answer.status, scoreSchema.parse(await answer.json())]).toMatchObject([201, { scorer: 'judge', value: 1 }]);
  const score = { name: 'hallucination', value: 1, scorer: 'judge' };
  expect(await scoresSeenBy(readToken)).toMatchObject([{ ...score, comment: null }]);
  expect(await scoresSeenBy(revealToken)).toMatchObject([{ ...score, comment: 'It says 4111 1111 1111 1111.' }]);
});

test('who says it again says it anew; another name is another score', async () => {
  await give({ name: 'hallucination', value: true });
  await give({ name: 'hallucination', value: false });
  await give({ name: 'quality', value: 0.7 });
  expect(await scoresSeenBy(readToken)).toMatchObject([
    { name: 'hallucination', value: 0 },
    { name: 'quality', value: 0.7 },
  ]);
});

test('users whom Grafana names have scores of their own', async () => {
  await give({ name: 'quality', value: 1 }, { headers: { 'x-grafana-user': 'alice' } });
  await give({ name: 'quality', value: 0 }, { headers: { 'x-grafana-user': 'bob' } });
  const given = (await scoresSeenBy(readToken)).map(({ scorer, value }) => [scorer, value]);
  expect(given).toEqual([
    ['judge:alice', 1],
    ['judge:bob', 0],
  ]);
});

test('the rate of hallucinations is that of the last hour’s scores', async () => {
  const rate = () => hallucinationRate(server.database.pool);
  expect(await rate()).toBeNull();
  await give({ name: 'quality', value: 1 });
  expect(await rate()).toBeNull();
  await give({ name: 'hallucination', value: 1 });
  await server.database.pool.query(
    `INSERT INTO call_scores (call_id, name, scorer, value, at, call_started_at)
     SELECT call_id, name, 'before', 0, now() - interval '2 hours', call_started_at FROM call_scores
     UNION ALL SELECT call_id, name, 'other', 0.2, now(), call_started_at FROM call_scores`,
  );
  expect(await rate()).toBe(0.5);
});

test('nobody scores who may not, nor a browser for the page of another site', async () => {
  expect((await give({ name: 'a', value: 1 }, { token: null })).status).toBe(401);
  expect((await give({ name: 'a', value: 1 }, { token: revealToken })).status).toBe(403);
  const cookie = await server.signIn('score');
  const from = (site: string) =>
    give({ name: 'a', value: 1 }, { token: null, headers: { cookie, 'sec-fetch-site': site } });
  expect((await from('cross-site')).status).toBe(403);
  expect(await count()).toBe(0);
  expect((await from('same-origin')).status).toBe(201);
});

test('with a token it does not matter which page asked for it: no browser sends one by itself', async () => {
  const throughGrafana = { origin: 'http://grafana.example:3000', 'sec-fetch-site': 'same-site' };
  expect((await give({ name: 'a', value: 1 }, { headers: throughGrafana })).status).toBe(201);
});

test('who may score sees nothing of a call', async () => {
  expect((await server.get(`/api/v1/calls/${call.callId}`, { token: scoreToken })).status).toBe(403);
});

test.each<[string, unknown, string]>([
  ['no JSON', '{"name":', 'invalid_body'],
  ['no object', '3', 'invalid_body'],
  ['no value', { name: 'a' }, 'invalid_body'],
  ['a value that is none', { name: 'a', value: '1' }, 'invalid_body'],
  ['a name that is none', { name: 'a b', value: 1 }, 'invalid_body'],
  ['a field that nobody knows', { name: 'a', value: 1, note: '' }, 'invalid_body'],
  ['a long comment', { name: 'a', value: 1, comment: 'x'.repeat(2001) }, 'invalid_body'],
  ['too much', { name: 'a', value: 1, comment: 'x'.repeat(20_000) }, 'body_too_large'],
])('a body with %s is refused', async (_what, body, code) => {
  const answer = await give(body);
  expect(problemSchema.parse(await answer.json())).toMatchObject({ code, status: answer.status });
  expect(await count()).toBe(0);
});

test('a call that is not there takes no score', async () => {
  const answer = await give({ name: 'a', value: 1 }, {}, '0199c1d2-0000-7000-8000-000000000000');
  expect(problemSchema.parse(await answer.json())).toMatchObject({ code: 'unknown_call' });
});

test('another method is told of those that are possible', async () => {
  const answer = await give({ name: 'a', value: 1 }, { method: 'PUT' });
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
});

test('scores go with their call', async () => {
  await give({ name: 'a', value: 1, comment: 'About it' });
  await eraseCalls(server.database.pool, [call.callId], 'ada');
  expect(await count()).toBe(0);
});

test('and with its day', async () => {
  await give({ name: 'a', value: 1 });
  const { pool } = server.database;
  await dropExpired(pool, { retentionDays: 30, now: Date.now() });
  expect(await count()).toBe(1);
  await dropExpired(pool, { retentionDays: 30, now: Date.now() + 32 * 86_400_000 });
  expect(await count()).toBe(0);
});

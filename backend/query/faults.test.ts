import { problemSchema } from '@lens/core/api';
import { readToken, revealToken, startQueryServer, type QueryServer } from './testing/queryServer';

let time = Date.UTC(2026, 0, 1);
let server: QueryServer;
beforeAll(async () => {
  server = await startQueryServer({ perMinute: 3, now: () => time, statementTimeoutMs: 3_000 });
});
afterAll(() => server.stop());
beforeEach(() => {
  time += 60_000;
});

const problemOf = async (answer: Response) => problemSchema.parse(await answer.json());

test('who asks too often is told when to try again, and others are not held up', async () => {
  for (let count = 0; count < 3; count += 1) expect((await server.get('/api/v1/calls')).status).toBe(200);
  const refused = await server.get('/api/v1/calls');
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('20');
  expect(await problemOf(refused)).toMatchObject({ code: 'rate_limited' });
  expect(server.limitsHit.rate_limited).toBe(1);
  expect((await server.get('/api/v1/calls', { token: revealToken })).status).toBe(200);
  time += 20_000;
  expect((await server.get('/api/v1/calls', { token: readToken })).status).toBe(200);
});

test('health tells whether the database answers, to anyone, and nothing else', async () => {
  expect(await (await server.get('/healthz', { token: null })).json()).toEqual({ status: 'ok' });
  const ready = await server.get('/readyz', { token: null });
  expect([ready.status, await ready.json()]).toEqual([200, { status: 'ok' }]);
});

test('a fault of the server is logged and not told', async () => {
  await server.database.pool.query('ALTER TABLE conversation_calls RENAME COLUMN status TO gone');
  const answer = await server.get('/api/v1/calls');
  await server.database.pool.query('ALTER TABLE conversation_calls RENAME COLUMN gone TO status');
  expect(answer.status).toBe(500);
  const text = await answer.text();
  expect(text).not.toMatch(/status" does not exist|column|at .*\.ts/);
  expect(JSON.parse(text)).toMatchObject({ code: 'internal_error' });
  expect(server.log.text()).toContain('does not exist');
});

test('a search that takes too long is stopped and says what helps', async () => {
  const blocker = await server.database.pool.connect();
  await blocker.query('BEGIN; LOCK TABLE conversation_calls');
  const answer = await server.get('/api/v1/calls');
  await blocker.query('ROLLBACK');
  blocker.release();
  expect(answer.status).toBe(503);
  expect(await problemOf(answer)).toMatchObject({ code: 'query_too_slow' });
});

test('without a database the API says so and readiness fails', async () => {
  const lost = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const { pool } = server.database;
  const query = jest.spyOn(pool, 'query').mockImplementation(() => {
    throw lost;
  });
  const answer = await server.get('/api/v1/calls');
  query.mockRestore();
  expect(answer.status).toBe(503);
  expect(await problemOf(answer)).toMatchObject({ code: 'storage_unavailable' });
});

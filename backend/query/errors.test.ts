import { errorListSchema, type ErrorGroup } from '@lens/core/api';
import { callRecordOf, type CallEnd, type CallRecord, type PolicyEvent } from '../call';
import { callEnd, callStart } from '../call/testing/facts';
import { silentLog } from '../log';
import { createPostgresSink, dropErrors, eraseCalls } from '../store';
import { callIdAt } from '../store/testing/sampleRows';
import { startQueryServer, type QueryServer } from './testing/queryServer';

/** Errors of calls, from their records to `GET /api/v1/errors`. */

let server: QueryServer;
beforeAll(async () => (server = await startQueryServer()));
afterAll(() => server.stop());
beforeEach(() => server.database.pool.query('TRUNCATE conversation_calls, stored_events, error_groups, error_counts'));

const dayMs = 86_400_000;
let made = 0;

/** A call that ended so, this long ago. */
function call(end: Partial<CallEnd>, ageMs = 0, events: PolicyEvent[] = []): CallRecord {
  const at = Date.now() - ageMs + (made += 1) / 1000;
  const start = callStart(0, { callId: callIdAt(Math.floor(at) + made), startedAt: at });
  const ended = callEnd(0, {
    status: 'provider_error',
    httpStatus: 429,
    upstreamStatus: 429,
    response: null,
    events,
    ...end,
  });
  return callRecordOf({ start, parts: [], end: { ...ended, callId: start.callId } });
}

const limited = (n: number): Partial<CallEnd> => ({
  errorType: 'rate_limit_error',
  errorMessage: `Limit ${n} reached for "prompt ${n}" in org-${n}.`,
});

async function store(...batches: CallRecord[][]): Promise<void> {
  const sink = createPostgresSink({ connectionString: server.database.connectionString, ownServer: false }, silentLog);
  await Promise.all(batches.map((batch) => sink.write(batch, new AbortController().signal, () => undefined)));
  await sink.close();
}

async function groups(query = ''): Promise<ErrorGroup[]> {
  const answer = await server.get(`/api/v1/errors${query}`);
  expect(answer.status).toBe(200);
  return errorListSchema.parse(await answer.json()).groups;
}

test('calls that failed alike are one group, with how often, since when, and the latest calls', async () => {
  const failed = Array.from({ length: 8 }, (_each, n) => call(limited(n * 1000), (8 - n) * 1000));
  const fine = call({ status: 'complete', httpStatus: 200, upstreamStatus: 200 });
  const left = call({ status: 'aborted', errorType: 'client_closed' });
  await store([...failed, fine, left]);
  const [group, ...others] = await groups();
  expect(others).toEqual([]);
  expect(group).toMatchObject({
    kind: 'call',
    type: 'rate_limit_error',
    message: 'Limit ‹number› reached for “…” in ‹id›.',
    status: 'provider_error',
    provider: 'openai',
    operation: 'chat_completions',
    count: 8,
    examples: failed
      .slice(-5)
      .reverse()
      .map(({ callId }) => callId),
  });
  expect(group?.hours.reduce((sum, count) => sum + count, 0)).toBe(8);
  expect(Date.parse(group?.firstSeen ?? '')).toBeLessThan(Date.parse(group?.lastSeen ?? ''));
});

test('each call is counted once, however often it is delivered and by how many recorders', async () => {
  const failed = Array.from({ length: 20 }, (_each, n) =>
    call(n % 2 === 0 ? limited(n) : { status: 'cut', errorType: 'stream_cut' }),
  );
  await Promise.all([store(failed, failed.toReversed()), store(failed)]);
  await store(failed);
  expect((await groups()).map(({ type, count }) => [type, count]).sort()).toEqual([
    ['rate_limit_error', 10],
    ['stream_cut', 10],
  ]);
});

test('a policy that failed is a group of its own, whether the call went on or not', async () => {
  const event: PolicyEvent = {
    id: '019aa3f2-6c11-7a40-8f3e-2b1d5c6e7f80',
    policy: 'redact',
    type: 'policy.failed',
    summary: 'Failed in onRequest (TypeError)',
    severity: 'error',
    details: { hook: 'onRequest', error: 'TypeError', place: 'secret' },
    phase: 'request',
    at: 2,
  };
  await store([call({ status: 'complete', httpStatus: 200 }, 0, [event, event]), call(limited(1), 0, [event])]);
  expect(await groups('?kind=policy')).toMatchObject([
    { type: 'policy.failed', message: 'in onRequest: TypeError', policy: 'redact', count: 2 },
  ]);
  expect(await groups('?kind=call&provider=openai')).toHaveLength(1);
  expect(await groups('?provider=anthropic')).toEqual([]);
});

test('no secret, number or word of a caller gets in by any field', async () => {
  await store([
    call({
      errorType: 'key sk-ant-api03-quokkaquokkaquokka',
      errorMessage: 'Wrong key: sk-ant-api03-quokkaquokkaquokka',
    }),
    call({ errorType: 'quokka4111111111111111', errorMessage: "'quokka' is unknown, 4111 1111 1111 1111 too\u0000" }),
  ]);
  const { rows } = await server.database.pool.query('SELECT to_jsonb(error_groups) AS row FROM error_groups');
  expect(rows).toHaveLength(2);
  expect(JSON.stringify(rows)).not.toMatch(/quokka|4111 1111/);
});

test('groups come by when they were seen last, or by how often', async () => {
  await store([
    call(limited(1), 3_600_000),
    call(limited(2), 3_600_000),
    call({ status: 'cut', errorType: 'stream_cut' }),
  ]);
  expect((await groups()).map(({ type }) => type)).toEqual(['stream_cut', 'rate_limit_error']);
  expect((await groups('?order=count')).map(({ type }) => type)).toEqual(['rate_limit_error', 'stream_cut']);
  expect(await groups(`?limit=1&from=${new Date(Date.now() - 60_000).toISOString()}`)).toHaveLength(1);
  expect((await server.get('/api/v1/errors?order=age')).status).toBe(400);
});

test('what is past the retention is forgotten: counts, then groups, and examples that are gone', async () => {
  await store([
    call(limited(1), 40 * dayMs),
    call(limited(2), 2 * dayMs),
    call({ status: 'cut', errorType: 'stream_cut' }, 40 * dayMs),
  ]);
  await dropErrors(server.database.pool, { retentionDays: 30, now: Date.now() });
  expect(await groups()).toMatchObject([{ type: 'rate_limit_error', count: 1 }]);
  await server.database.pool.query('DELETE FROM stored_events');
  await server.database.pool.query('DELETE FROM conversation_calls');
  expect((await groups())[0]?.examples).toEqual([]);
});

test('an erased call is no example any more', async () => {
  const [kept, erased] = [call(limited(1)), call(limited(2))];
  await store([kept, erased]);
  await eraseCalls(server.database.pool, [erased.callId], 'ada');
  const { rows } = await server.database.pool.query('SELECT examples FROM error_groups');
  expect(rows).toEqual([{ examples: [kept.callId] }]);
});

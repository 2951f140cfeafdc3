import path from 'node:path';
import { packedCallViewSchema, problemSchema } from '@lens/core/api';
import { writeRows, type EventRow } from '../../store';
import { sampleCall, sampleEvent } from '../../store/testing/sampleRows';
import { until } from '../../testing/until';
import { revealToken, startQueryServer, type QueryServer } from '../testing/queryServer';
import type { TestBuilderOptions } from '../testing/testBuilder';
import { workedExample } from '../testing/workedExample';

const now = Date.now();
/** The product's builder, but that diffs never come to an end. */
const endlessDiffs = path.join(__dirname, '../testing/programs/endlessViews.ts');

let server: QueryServer;
afterEach(() => server.stop());

async function start(builder: Partial<TestBuilderOptions>, ...calls: ReturnType<typeof workedExample>[]) {
  server = await startQueryServer({ builder });
  const client = await server.database.pool.connect();
  await writeRows(
    client,
    calls.map(({ call }) => call),
    calls.flatMap(({ events }) => events),
  );
  client.release();
}

/** A call of which every one of many small messages was changed. */
function largeCall(messages: number) {
  const body = (word: string) =>
    Buffer.from(JSON.stringify(Array.from({ length: messages }, (_, i) => ({ [word]: [i] }))));
  const call = sampleCall(now - 5_000);
  const events: EventRow[] = [sampleEvent(call, { originalRaw: body('before'), finalRaw: body('after') })];
  return { call, events };
}

const view = ({ call }: { call: { callId: string } }) => `/api/v1/calls/${call.callId}/view`;
const diff = ({ call }: { call: { callId: string } }) => `/api/v1/calls/${call.callId}/diff`;
const problemOf = async (answer: Response) => problemSchema.parse(await answer.json());

async function expectView(small: ReturnType<typeof workedExample>): Promise<void> {
  const answer = await server.get(view(small));
  expect(answer.status).toBe(200);
  expect(packedCallViewSchema.parse(await answer.json()).call.callId).toBe(small.call.callId);
}

/** Until one view is being built, and so many wait for their turn. */
async function untilBuilding({ waiting = 0 } = {}): Promise<void> {
  await until(() => {
    const stats = server.builder.views.stats();
    return stats.building === 1 && stats.waiting === waiting;
  });
}

test('others are answered while a huge view is built', async () => {
  const large = largeCall(30_000);
  await start({}, large);
  const order: string[] = [];
  const building = server.get(view(large)).then(async (answer) => {
    expect(answer.status).toBe(200);
    expect((await answer.text()).length).toBeGreaterThan(1_000_000);
    order.push('view');
  });
  for (let asked = 0; asked < 5; asked++) {
    await server.get('/healthz');
    order.push('health');
  }
  await building;
  expect(order.at(-1)).toBe('view');
});

test('others are answered while a view never ends; it is given up, its reader told so, and the next view is there', async () => {
  const small = workedExample(now);
  await start({ program: endlessDiffs, ceilingMs: 6_000 }, small);
  const endless = server.get(diff(small), { token: revealToken });
  await untilBuilding();
  const refused = await endless;
  expect(refused.status).toBe(504);
  const { code, detail } = await problemOf(refused);
  expect([code, detail]).toEqual(['view_too_slow', expect.stringContaining('6 s')]);
  expect(server.builder.limitsHit).toEqual({ busy: 0, view_too_slow: 1, view_too_large: 0 });
  expect(server.builder.log.text()).toContain(small.call.callId);
  expect((await server.database.pool.query('SELECT 1 FROM audit_log')).rowCount).toBe(0);
  await expectView(small);
});

test('a small view does not wait for the end of one that never ends', async () => {
  const small = workedExample(now);
  await start({ program: endlessDiffs, ceilingMs: 60_000 }, small);
  const hasEnded = jest.fn();
  server.get(diff(small)).then(hasEnded, hasEnded);
  await untilBuilding();
  await expectView(small);
  expect(hasEnded).not.toHaveBeenCalled();
});

test('a view that takes more memory than there may be costs its reader a problem, and nobody else anything', async () => {
  const [large, small] = [largeCall(200_000), workedExample(now)];
  await start({ heapBytes: 48 * 1024 * 1024 }, large, small);
  const refused = await server.get(view(large));
  expect(refused.status).toBe(503);
  expect(await problemOf(refused)).toMatchObject({ code: 'view_too_large' });
  expect(server.builder.limitsHit.view_too_large).toBe(1);
  expect(server.builder.log.text()).toContain('heap out of memory');
  await expectView(small);
  expect(server.builder.views.stats()).toEqual({ built: 1, deaths: 1, building: 0, waiting: 0 });
});

test('who comes when too many wait is told to come again', async () => {
  const small = workedExample(now);
  await start({ program: endlessDiffs, ceilingMs: 6_000, builders: 1, maxWaiting: 1 }, small);
  const endless = server.get(diff(small));
  await untilBuilding();
  const waiting = server.get(view(small));
  await untilBuilding({ waiting: 1 });
  const refused = await server.get(view(small));
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('5');
  expect(await problemOf(refused)).toMatchObject({ code: 'busy' });
  expect(server.builder.limitsHit.busy).toBe(1);
  expect((await endless).status).toBe(504);
  expect((await waiting).status).toBe(200);
});

test('a database that the builder can not reach is told as such, and what is wrong with it is only logged', async () => {
  const small = workedExample(now);
  await start({ connectionString: 'postgresql://nobody@127.0.0.1:1/none' }, small);
  const refused = await server.get(view(small));
  expect(refused.status).toBe(503);
  const problem = await problemOf(refused);
  expect(problem.code).toBe('storage_unavailable');
  expect(JSON.stringify(problem)).not.toContain('127.0.0.1');
  expect(server.log.text()).toContain('ECONNREFUSED');
});

test('a connection that the builder lost costs no view, and a query that failed no other', async () => {
  const small = workedExample(now);
  await start({}, small);
  const { pool } = server.database;
  await expectView(small);
  await pool.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'luthien-lens views'",
  );
  await pool.query('ALTER TABLE stored_events RENAME TO gone');
  // It may not have heard yet that its connection is gone, and then says so once.
  let { status } = await server.get(view(small));
  if (status === 503) ({ status } = await server.get(view(small)));
  expect(status).toBe(500);
  await pool.query('ALTER TABLE gone RENAME TO stored_events');
  await expectView(small);
});

test('a call that shares bytes with one that is damaged is told as damaged, and others are shown', async () => {
  const small = workedExample(now);
  await start({}, small);
  const { pool } = server.database;
  await expectView(small);
  await pool.query(
    `UPDATE stored_events SET transcript = gen_random_uuid(), transcript_from = 10, transcript_to = 20, original_pieces = '{0,20}'
     WHERE call_id = $1 AND event_type = 'request'`,
    [small.call.callId],
  );
  const answer = await server.get(view(small));
  expect(answer.status).toBe(500);
  expect(await problemOf(answer)).toMatchObject({
    code: 'call_damaged',
    detail: expect.stringContaining('npm run verify') as string,
  });
});

test('no body of a call is read in the process that serves callers', async () => {
  const small = workedExample(now);
  await start({}, small);
  const query = jest.spyOn(server.database.pool, 'query');
  await expectView(small);
  expect((await server.get(diff(small))).status).toBe(200);
  expect((await server.get(`/api/v1/compare?a=${small.call.callId}&b=${small.call.callId}`)).status).toBe(200);
  const statements = query.mock.calls.map(([statement]: unknown[]) => JSON.stringify(statement));
  expect(statements.length).toBeGreaterThan(0);
  expect(statements.filter((statement) => statement.includes('stored_events'))).toEqual([]);
});

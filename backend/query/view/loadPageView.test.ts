import type { Principal } from '../../auth';
import { writeRows, type CallRow } from '../../store';
import { startTestDatabase, type TestDatabase } from '../../store/testing/testDatabase';
import { parseBuilt } from '../builder/viewBuilder';
import { ViewError } from '../builder/viewError';
import { loadCallView } from './loadCallView';
import { loadPageView } from './loadPageView';
import { embeddedTraceSource } from '../../traces';
import type { ViewDeps } from '../deps';
import { callIdAt } from '../../store/testing/sampleRows';
import { startTestBuilder, type TestBuilder } from '../testing/testBuilder';
import { secret, workedExample } from '../testing/workedExample';

const now = Date.now();
const revealer: Principal = { name: 'revealer', scopes: ['read', 'reveal'], by: 'token' };
let database: TestDatabase;
let deps: ViewDeps;
let builder: TestBuilder;

beforeAll(async () => {
  database = await startTestDatabase({ statementTimeoutMs: 15_000 });
  builder = await startTestBuilder({ connectionString: database.connectionString });
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  deps = {
    pool: database.pool,
    log,
    traces: embeddedTraceSource('luthien-lens'),
    views: builder.views,
  };
});
afterAll(async () => {
  await builder.stop();
  await database.stop();
});
beforeEach(() => database.pool.query('TRUNCATE conversation_calls, audit_log CASCADE'));

async function write(changes: Partial<CallRow> = {}): Promise<string> {
  const { call, events } = workedExample(now, changes);
  const client = await database.pool.connect();
  await writeRows(client, [call], events);
  client.release();
  return call.callId;
}

async function audited(): Promise<number> {
  return (
    (await database.pool.query<{ count: number }>('SELECT count(*)::int AS count FROM audit_log')).rows[0]?.count ?? 0
  );
}

test('a small call comes whole, and its view is audited once', async () => {
  const page = await loadPageView(deps, await write(), revealer, 256_000);
  expect(page).toMatchObject({ complete: true, view: { revealed: true, response: { masked: false } } });
  expect(JSON.stringify(page)).toContain(secret);
  expect(await audited()).toBe(1);
});

test('a large call comes without its bodies; page and bodies together are audited once', async () => {
  const callId = await write({ requestBytes: 2_000_000 });
  const page = await loadPageView(deps, callId, revealer, 256_000);
  expect(page?.complete).toBe(false);
  expect(page?.view).toMatchObject({
    call: { callId },
    request: { original: null, diff: null, originalRaw: null, originalBytes: 2_000_000 },
    response: { original: null, final: null, finalRaw: null },
    events: [{ type: 'policy.pii_redacted' }],
    revealed: true,
  });
  expect(JSON.stringify(page)).not.toContain(secret);
  expect(await audited()).toBe(0);
  const bodies = await loadCallView(deps, callId, revealer);
  expect(JSON.stringify(bodies && parseBuilt(bodies))).toContain(secret);
  expect(await audited()).toBe(1);
});

test('a large answer counts as much as a large request', async () => {
  const page = await loadPageView(deps, await write({ responseBytes: 2_000_000 }), revealer, 256_000);
  expect(page?.complete).toBe(false);
});

test('an unknown call has no page', async () => {
  expect(await loadPageView(deps, callIdAt(now), revealer, 256_000)).toBeNull();
});

test('a small call of which a policy made much comes without its bodies, not audited until they are read', async () => {
  const callId = await write();
  expect(await loadPageView(deps, callId, revealer, 4_000)).toMatchObject({
    complete: false,
    view: { call: { callId }, response: { original: null, diff: null } },
  });
  expect(await audited()).toBe(0);
});

test('a page is there also when its view can not be had', async () => {
  const busy = { build: () => Promise.reject(new ViewError('busy', 'Try again.')) };
  const page = await loadPageView({ ...deps, views: busy }, await write(), revealer, 256_000);
  expect(page).toMatchObject({ complete: false, view: { events: [{ type: 'policy.pii_redacted' }] } });
});

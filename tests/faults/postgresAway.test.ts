import { startDemoProvider, type DemoProvider } from '@lens/backend/demo';
import { allCalls } from '../support/calls';
import { startLens, type Lens } from '../support/lens';
import { startLoad, type SentCall } from '../support/load';
import { hangPostgres, postmasterPid } from '../support/postmaster';
import { until } from '../support/until';
import { allProven } from '../support/verify';

jest.setTimeout(600_000);

/** A database may hang or die under load: no call waits for it, and afterwards every call is stored once, and proven. */

let provider: DemoProvider;
let lens: Lens;

beforeAll(async () => {
  provider = await startDemoProvider();
});
beforeEach(async () => {
  lens = await startLens({ env: { OPENAI_BASE_URL: provider.url } });
});
afterEach(async () => {
  await lens.kill();
  lens.remove();
});
afterAll(() => provider.stop());

/** A database that hangs (SIGSTOP) is worse than one that is gone: connections stay open and nothing answers. */
test('PostgreSQL stopped while 2,400 calls are answered', async () => {
  const load = startLoad(lens.url, { perSecond: 200 });
  await load.goOn(80);
  const group = hangPostgres(lens.dataDir);
  await load.goOn(2_400);
  group.resume();
  await load.goOn(80);
  await everyCallIsStored(await load.stop());
});

test('PostgreSQL killed with kill -9: it is started again and the calls of the meantime arrive', async () => {
  const load = startLoad(lens.url, { perSecond: 40 });
  await load.goOn(40);
  process.kill(postmasterPid(lens.dataDir), 'SIGKILL');
  await load.goOn(160);
  await everyCallIsStored(await load.stop());
  expect(lens.output()).toContain('The embedded PostgreSQL ended unasked');
});

async function everyCallIsStored(sent: SentCall[]): Promise<void> {
  expect(sent.filter((call) => !call.answered)).toEqual([]);
  const proof = await allProven(lens.dataDir);
  const stored = await until(
    () => allCalls(lens),
    (calls) => calls.length >= sent.length,
    { what: 'the calls are listed' },
  );
  expect(new Set(stored.map((call) => call.callId))).toEqual(new Set(sent.map((call) => call.callId)));
  expect(stored.length).toBe(sent.length);
  expect(proof.calls).toBe(sent.length);
}

import { startDemoProvider } from '@lens/backend/demo';
import { allCalls } from '../support/calls';
import { startLens } from '../support/lens';
import { startClients } from '../support/load';
import { hangPostgres } from '../support/postmaster';
import { until } from '../support/until';
import { allProven } from '../support/verify';

jest.setTimeout(600_000);

/** More comes in than the recorder can store, for longer than the spool has room. */
test('a spool that is nearly full slows its callers down: every call that is answered is stored once', async () => {
  const provider = await startDemoProvider();
  const env = { OPENAI_BASE_URL: provider.url, LENS_SPOOL_BYTES: '2000000' };
  const lens = await startLens({ env });
  // On its own it may keep up with any load that this machine can make.
  const database = hangPostgres(lens.dataDir);
  const load = startClients(lens.url, { clients: 16, textLength: 20_000 });
  const callsWait = () => lens.output().includes('calls wait until the recorder has made room');
  await until(callsWait, Boolean, { what: 'the spool is nearly full' });
  database.resume();
  const before = load.sent.length;
  await until(
    () => load.sent.length,
    (calls) => calls > before + 200,
    { what: 'calls go on' },
  );
  const sent = await load.stop();

  expect(sent.filter(({ answered }) => !answered)).toEqual([]);
  expect(lens.output()).not.toMatch(/not recorded/);
  const proof = await allProven(lens.dataDir);
  expect(proof.calls).toBe(sent.length);
  const stored = (await allCalls(lens)).map(({ callId }) => callId);
  expect(stored.toSorted()).toEqual(sent.map(({ callId }) => callId).toSorted());
  await lens.stop();
  lens.remove();
  await provider.stop();
});

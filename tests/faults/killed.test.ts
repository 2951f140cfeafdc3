import { startDemoProvider, type DemoProvider } from '@lens/backend/demo';
import { allCalls } from '../support/calls';
import { startLens } from '../support/lens';
import { startLoad, type SentCall } from '../support/load';
import { allProven } from '../support/verify';

jest.setTimeout(240_000);

/** The promise of the spool (L5): a process killed at any instant loses no call whose client had its answer. */

let provider: DemoProvider;

beforeAll(async () => {
  provider = await startDemoProvider();
});

afterAll(() => provider.stop());

test('kill -9 in the middle of load, again and again: every answered call is stored once, the rest is interrupted', async () => {
  const env = { OPENAI_BASE_URL: provider.url };
  let lens = await startLens({ env });
  const sent: SentCall[] = [];
  for (const calls of [23, 61, 97, 131, 178]) {
    const load = startLoad(lens.url, { perSecond: 120 });
    await load.goOn(calls);
    await lens.kill();
    sent.push(...(await load.stop()));
    lens = await startLens({ env, dataDir: lens.dataDir });
  }

  const answered = sent.filter((call) => call.answered);
  const begun = sent.filter((call) => call.callId !== '' && !call.answered);
  const proof = await allProven(lens.dataDir);
  const stored = await allCalls(lens);
  const rows = new Map(stored.map((call) => [call.callId, call]));

  expect(stored.length).toBe(rows.size);
  expect(proof.calls).toBe(rows.size);
  expect(answered.length).toBeGreaterThan(400);
  expect(answered.filter((call) => rows.get(call.callId)?.status !== 'complete')).toEqual([]);
  // A client that saw the call id but not its end: the row exists and says which it was.
  expect(
    begun.filter((call) => !['interrupted', 'complete'].includes(rows.get(call.callId)?.status ?? 'missing')),
  ).toEqual([]);
  expect(stored.filter((call) => call.status === 'interrupted').length).toBeGreaterThan(0);

  await lens.stop();
  lens.remove();
});

import { setTimeout as wait } from 'node:timers/promises';
import { startDemoProvider, type DemoProvider } from '@lens/backend/demo';
import { allCalls } from '../support/calls';
import { startLens } from '../support/lens';
import { startLoad, type SentCall } from '../support/load';

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
  for (let round = 0; round < 5; round += 1) {
    const load = startLoad(lens.url, { perSecond: 120 });
    await wait(400 + Math.random() * 1500);
    await lens.kill();
    sent.push(...(await load.stop()));
    lens = await startLens({ env, dataDir: lens.dataDir });
  }

  const answered = sent.filter((call) => call.answered);
  const begun = sent.filter((call) => call.callId !== '' && !call.answered);
  const stored = await settled(() => allCalls(lens), answered.length);
  const rows = new Map(stored.map((call) => [call.callId, call]));

  expect(stored.length).toBe(rows.size);
  expect(answered.length).toBeGreaterThan(100);
  expect(answered.filter((call) => rows.get(call.callId)?.status !== 'complete')).toEqual([]);
  // A client that saw the call id but not its end: the row exists and says which it was.
  expect(
    begun.filter((call) => !['interrupted', 'complete'].includes(rows.get(call.callId)?.status ?? 'missing')),
  ).toEqual([]);
  expect(stored.filter((call) => call.status === 'interrupted').length).toBeGreaterThan(0);

  await lens.stop();
  lens.remove();
});

/** Reads until at least `least` are there and their number has stood still for a second; gives up after a minute. */
async function settled<T>(read: () => Promise<T[]>, least: number): Promise<T[]> {
  let last: T[] = [];
  for (let tries = 0; tries < 60; tries += 1) {
    const now = await read();
    if (now.length >= least && now.length === last.length) return now;
    last = now;
    await wait(1000);
  }
  return last;
}

import { startDemoProvider } from '@lens/backend/demo';
import { allCalls } from '../support/calls';
import { startLens } from '../support/lens';
import { sendCall, type SentCall } from '../support/load';
import { allProven } from '../support/verify';

jest.setTimeout(300_000);

/** More comes in than the recorder can store, for longer than the spool has room. */
test('a spool that is nearly full slows its callers down: every call that is answered is stored once', async () => {
  const provider = await startDemoProvider();
  const bounds = { LENS_SPOOL_BYTES: '2000000', LENS_SEGMENT_BYTES: '125000' };
  const lens = await startLens({ env: { OPENAI_BASE_URL: provider.url, ...bounds } });
  const sent: SentCall[] = [];
  const client = async () => {
    while (!lens.output().includes('calls wait until the recorder has made room') || sent.length < 600) {
      sent.push(await sendCall(lens.url, 'x'.repeat(20_000), sent.length % 2 === 1));
    }
  };
  await Promise.all(Array.from({ length: 16 }, client));

  expect(sent.filter(({ answered }) => !answered)).toEqual([]);
  expect(lens.output()).not.toMatch(/not recorded/);
  expect(await lens.stop()).toBe(0);
  // What the stop's ten seconds were too short for is stored after the next start.
  const next = await startLens({ env: { OPENAI_BASE_URL: provider.url, ...bounds }, dataDir: lens.dataDir });
  const proof = await allProven(next.dataDir);
  expect(proof.calls).toBe(sent.length);
  const stored = (await allCalls(next)).map(({ callId }) => callId);
  expect(stored.toSorted()).toEqual(sent.map(({ callId }) => callId).toSorted());
  await next.stop();
  lens.remove();
  await provider.stop();
});

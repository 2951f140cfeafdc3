import { setTimeout as wait } from 'node:timers/promises';
import { startDemoProvider } from '@lens/backend/demo';
import { allCalls } from '../support/calls';
import { startLens } from '../support/lens';
import { startLoad } from '../support/load';
import { childrenOf, postmasterPid } from '../support/postmaster';

jest.setTimeout(300_000);

/** A database that hangs (SIGSTOP) is worse than one that is gone: connections stay open and nothing answers. */
test('PostgreSQL stopped for 60 s under load: no call waits for it, and afterwards every call is stored once', async () => {
  const provider = await startDemoProvider();
  const lens = await startLens({ env: { OPENAI_BASE_URL: provider.url } });
  const load = startLoad(lens.url, { perSecond: 40 });
  await wait(2_000);
  const pid = postmasterPid(lens.dataDir);
  const group = stopAll(pid);
  await wait(60_000);
  group.resume();
  await wait(2_000);
  const sent = await load.stop();

  expect(sent.filter((call) => !call.answered)).toEqual([]);
  expect(sent.length).toBeGreaterThan(1_500);
  const stored = await untilStored(() => allCalls(lens), sent.length);
  expect(stored.length).toBe(sent.length);
  expect(new Set(stored.map((call) => call.callId))).toEqual(new Set(sent.map((call) => call.callId)));

  await lens.stop();
  lens.remove();
  await provider.stop();
});

test('PostgreSQL killed with kill -9: it is started again and the calls of the meantime arrive', async () => {
  const provider = await startDemoProvider();
  const lens = await startLens({ env: { OPENAI_BASE_URL: provider.url } });
  const load = startLoad(lens.url, { perSecond: 40 });
  await wait(1_000);
  process.kill(postmasterPid(lens.dataDir), 'SIGKILL');
  await wait(4_000);
  const sent = await load.stop();

  expect(sent.filter((call) => !call.answered)).toEqual([]);
  const stored = await untilStored(() => allCalls(lens), sent.length);
  expect(new Set(stored.map((call) => call.callId))).toEqual(new Set(sent.map((call) => call.callId)));
  expect(stored.length).toBe(sent.length);

  await lens.stop();
  lens.remove();
  await provider.stop();
});

/** Stops the postmaster and its children; a stopped postmaster alone leaves the running backends working. */
function stopAll(postmaster: number): { resume(): void } {
  const pids = [postmaster, ...childrenOf(postmaster)];
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  return {
    resume() {
      for (const pid of pids) process.kill(pid, 'SIGCONT');
    },
  };
}

async function untilStored<T>(read: () => Promise<T[]>, count: number): Promise<T[]> {
  let last: T[] = [];
  for (let tries = 0; tries < 90; tries += 1) {
    last = await read().catch(() => []);
    if (last.length >= count) return last;
    await wait(1000);
  }
  return last;
}

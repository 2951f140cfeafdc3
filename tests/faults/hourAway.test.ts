import { startDemoProvider } from '@lens/backend/demo';
import { startLens } from '../support/lens';
import { startClients } from '../support/load';
import { hangPostgres } from '../support/postmaster';
import { until } from '../support/until';
import { allProven } from '../support/verify';

jest.setTimeout(600_000);

/**
 * An hour without a database at 100 calls/s of 20 KB, in time lapse: a four-hundredth of the calls, as fast as they go, and
 * a four-hundredth of the spool that a disk with 25 GB free gives by default (see `sizeByDisk.test.ts`).
 */
const lapse = 400;
const calls = (3_600 * 100) / lapse;
const spoolBytes = 10_000_000_000 / lapse;

test('a database that is away for an hour costs no call: none waits, all are stored once it is back', async () => {
  const provider = await startDemoProvider();
  const lens = await startLens({
    env: { OPENAI_BASE_URL: provider.url, LENS_SPOOL_BYTES: String(spoolBytes) },
  });
  const database = hangPostgres(lens.dataDir);
  // Half of the calls are streams, whose events are the greater part of them.
  const load = startClients(lens.url, { clients: 32, textLength: 10_000, most: calls });
  await until(
    () => load.sent.length,
    (sent) => sent >= calls,
    { what: 'the calls of an hour are answered' },
  );
  const sent = await load.stop();
  database.resume();

  expect(sent.filter(({ answered }) => !answered)).toEqual([]);
  expect(lens.output()).not.toMatch(/calls wait|not recorded/);
  const proof = await allProven(lens.dataDir);
  expect(proof.calls).toBe(sent.length);
  await lens.stop();
  lens.remove();
  await provider.stop();
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { storedCall, allCalls } from '../support/calls';
import { startLens, type Lens } from '../support/lens';
import { sendCall } from '../support/load';
import { allProven, proven, verify } from '../support/verify';

jest.setTimeout(600_000);

/** `npm run verify` on the product as its users run it: beside it, and on the folder that it leaves. */

let lens: Lens;

beforeAll(async () => {
  lens = await startLens({ args: [] });
});

afterAll(async () => {
  await lens.kill();
  lens.remove();
});

test('beside the running product: the demo’s calls are proven, and the product goes on', async () => {
  const { callId } = await sendCall(lens.url, 'one more', true);
  await storedCall(lens, callId);
  const result = await allProven(lens.dataDir);
  expect(result.calls).toBe((await allCalls(lens)).length);
  expect(result.calls).toBeGreaterThan(12);
  expect(Object.keys(result.byStatus)).toEqual(
    expect.arrayContaining(['complete', 'provider_error', 'cut', 'aborted']),
  );
  expect(result.spool?.quarantined).toEqual([]);
  expect((await sendCall(lens.url, 'and another', false)).answered).toBe(true);
});

test('on a folder that nothing runs on it starts the database for the time, and leaves it as it was', async () => {
  const before = await allCalls(lens);
  expect(await lens.stop()).toBe(0);
  const result = await proven(lens.dataDir);
  expect(result.calls).toBeGreaterThanOrEqual(before.length);
  const { status, text } = await verify(lens.dataDir, ['--since', '1d']);
  expect(text).toContain('PROVEN');
  expect(text).toContain('pii-redaction');
  expect(status).toBe(0);
  lens = await startLens({ dataDir: lens.dataDir });
  expect(await allCalls(lens)).toHaveLength(result.calls);
});

test('a product that holds the folder and has no database is not started beside', async () => {
  await lens.stop();
  const lock = path.join(lens.dataDir, 'spool', 'lock');
  writeFileSync(lock, JSON.stringify({ id: 'test', pid: process.ppid, started: startOf(process.ppid) }));
  const { status, text } = await verify(lens.dataDir);
  expect(text).toContain(`in use by process ${process.ppid}`);
  expect(status).toBe(2);
  rmSync(lock);
});

test('a folder without a database, and a server that does not answer, could not be looked at', async () => {
  const empty = mkdtempSync(path.join(os.tmpdir(), 'lens-none-'));
  expect(await verify(empty)).toMatchObject({
    status: 2,
    text: expect.stringContaining('There is no database') as string,
  });
  const away = { DATABASE_URL: 'postgres://lens:lens@127.0.0.1:1/lens' };
  const { status, text } = await verify(empty, [], away);
  expect(text).toContain('The database that DATABASE_URL names can’t be used');
  expect(status).toBe(2);
  rmSync(empty, { recursive: true });
});

/** As the spool's lock names a process: boot of the machine, start of the process. */
function startOf(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return `${boot}/${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`;
}

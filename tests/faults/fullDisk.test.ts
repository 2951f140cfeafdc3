import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { codeOf } from '../../backend/errors';
import { startDemoProvider, type DemoProvider } from '@lens/backend/demo';
import { allCalls, storedCall } from '../support/calls';
import { startLens, type Lens } from '../support/lens';
import { sendCall, type SentCall } from '../support/load';
import { hangPostgres } from '../support/postmaster';
import { until } from '../support/until';
import { allProven } from '../support/verify';

jest.setTimeout(600_000);

/** Disks that fill up, as small real file systems: clients notice nothing, and everything goes on once there is room. */

const canMount = mountWorks();
if (!canMount)
  console.warn('SKIPPED: tests of a full disk, which mount a small tmpfs and need root (CAP_SYS_ADMIN) for it.');
const mounted = canMount ? test : test.skip;

let provider: DemoProvider;
const mounts: string[] = [];
const started: Lens[] = [];

beforeAll(async () => {
  provider = await startDemoProvider();
});
afterEach(async () => {
  for (const lens of started) await lens.kill();
  for (const dir of mounts.splice(0)) spawnSync('umount', ['-l', dir]);
  for (const lens of started.splice(0)) lens.remove();
});
afterAll(() => provider.stop());

mounted(
  'the spool’s disk is full: calls go on unrecorded, are counted, and are recorded again once there is room',
  async () => {
    const dataDir = newDataDir();
    const disk = mount(path.join(dataDir, 'spool'), 8);
    const lens = await start(dataDir, { LENS_SEGMENT_BYTES: '1000000' });
    const before = await send(lens, 'before', 10);
    const ballast = fill(disk);
    // More than what the last block of the segment may still hold.
    const unrecorded = await send(lens, 'full'.padEnd(5_000, 'x'), 10);
    rmSync(ballast);
    // A spool that could not be written is tried again each second: by the next call.
    const tries = await sendUntil(lens, /"calls_not_recorded":\d+,"message":"The spool can be written again."/);
    const after = await send(lens, 'after', 10);

    const sent = [...before, ...unrecorded, ...tries, ...after];
    expect(sent.every(({ answered }) => answered)).toBe(true);
    const lost = Number(/"calls_not_recorded":(\d+)/.exec(lens.output())?.[1]);
    const stored = await untilStored(lens, sent.length - lost);
    expect(stored).toEqual(expect.arrayContaining(idsOf([...before, ...after])));
    expect(stored.filter((callId) => idsOf(unrecorded).includes(callId))).toEqual([]);
    expect(stored).toHaveLength(sent.length - lost);
    expect(lens.output()).toContain('The spool cannot be written: calls go on unrecorded');
    expect(await lens.stop()).toBe(0);
  },
);

mounted.each([
  { whenFull: 'drop-new', kept: 'the first' },
  { whenFull: 'drop-oldest', kept: 'the last' },
])('the spool’s bound is reached while the database is away: $whenFull keeps $kept calls', async ({ whenFull }) => {
  const dataDir = newDataDir();
  mount(path.join(dataDir, 'spool'), 8);
  const bounds = { LENS_SPOOL_BYTES: '2000000', LENS_SEGMENT_BYTES: '250000', LENS_WHEN_FULL: whenFull };
  const lens = await start(dataDir, bounds);
  const database = hangPostgres(dataDir);
  // The recorder reads on until it holds 16 MB: what it has is safe from drop-oldest.
  const sent = await send(lens, 'x'.repeat(50_000), 500);
  expect(sent.every(({ answered }) => answered)).toBe(true);
  database.resume();
  await allProven(lens.dataDir);
  const stored = await storedIds(lens);
  const first = idsOf(sent.slice(0, 20));
  const last = idsOf(sent.slice(-20));
  const kept = (ids: string[]) => ids.filter((id) => stored.includes(id)).length;
  expect(stored.length).toBeGreaterThan(20);
  expect(stored.length).toBeLessThan(sent.length);
  expect(kept(whenFull === 'drop-new' ? first : last)).toBe(20);
  if (whenFull === 'drop-new') expect(kept(last)).toBe(0);

  // The room is there once the checkpoint has moved; the next call that is begun finds it. It may have been full before.
  if (whenFull === 'drop-new') await sendUntil(lens, /The spool has room again(?!.*The spool is full)/s);
  const [later] = await send(lens, 'later', 1);
  expect(await storedCall(lens, later?.callId ?? '')).toMatchObject({ status: 'complete' });
  await lens.stop();
});

mounted('the database’s disk is full: the recorder waits, and every call is stored once there is room', async () => {
  const dataDir = newDataDir();
  const disk = mount(path.join(dataDir, 'postgres'), 400);
  const lens = await start(dataDir);
  const before = await send(lens, 'before', 20);
  await untilStored(lens, 20);
  const ballast = fill(disk);
  const sent = [...before, ...(await sendUntil(lens, /Recorded calls cannot be written; they wait in the spool/))];
  sent.push(...(await send(lens, 'full', 20)));
  rmSync(ballast);
  sent.push(...(await send(lens, 'after', 20)));

  expect(sent.filter(({ answered }) => !answered)).toEqual([]);
  expect(await untilStored(lens, sent.length)).toEqual(idsOf(sent));
  await allProven(lens.dataDir);
  expect(await lens.stop()).toBe(0);
});

function mountWorks(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const dir = mkdtempSync(path.join(os.tmpdir(), 'lens-mount-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', dir]);
  if (status === 0) spawnSync('umount', [dir]);
  rmSync(dir, { recursive: true, force: true });
  return status === 0;
}

async function start(dataDir: string, env: Record<string, string> = {}): Promise<Lens> {
  const lens = await startLens({ dataDir, env: { OPENAI_BASE_URL: provider.url, ...env } });
  started.push(lens);
  return lens;
}

function newDataDir(): string {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'lens-full-'));
  chmodSync(dir, 0o755);
  return dir;
}

function mount(dir: string, megabytes: number): string {
  mkdirSync(dir, { recursive: true });
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', dir]);
  if (status !== 0) throw new Error(`mount failed: ${stderr.toString()}`);
  mounts.push(dir);
  return dir;
}

/** Takes all the space there is, to the last block, whoever else writes meanwhile; the file that does. */
function fill(dir: string): string {
  const file = path.join(dir, 'ballast');
  for (let { bavail, bsize } = statfsSync(dir); bavail > 0; { bavail, bsize } = statfsSync(dir)) {
    try {
      appendFileSync(file, Buffer.alloc(bavail * bsize));
    } catch (error) {
      if (codeOf(error) !== 'ENOSPC') throw error;
    }
  }
  return file;
}

async function send(lens: Lens, marker: string, count: number): Promise<SentCall[]> {
  const calls: SentCall[] = [];
  while (calls.length < count) {
    const next = Array.from({ length: Math.min(20, count - calls.length) }, (_, index) =>
      sendCall(lens.url, `${marker}-${calls.length + index}`, index % 2 === 1),
    );
    calls.push(...(await Promise.all(next)));
  }
  return calls;
}

function idsOf(calls: SentCall[]): string[] {
  return calls.map(({ callId }) => callId).sort();
}

/** Sends calls until the product has said this; what was sent. */
async function sendUntil(lens: Lens, said: RegExp): Promise<SentCall[]> {
  const sent: SentCall[] = [];
  const output = async () => {
    sent.push(...(await send(lens, 'x'.repeat(200), 10)));
    return lens.output();
  };
  await until(output, (text) => said.test(text), { what: `the log says ${said.source}` });
  return sent;
}

async function storedIds(lens: Lens): Promise<string[]> {
  return (await allCalls(lens)).map(({ callId }) => callId).sort();
}

function untilStored(lens: Lens, count: number): Promise<string[]> {
  return until(
    () => storedIds(lens),
    (ids) => ids.length >= count,
    { what: `${count} calls are stored` },
  );
}

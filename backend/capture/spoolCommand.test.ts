import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createCapture } from './createCapture';
import { spoolCommand } from './spoolCommand';
import { nodeFs } from './spool/fs';
import { CrashDisk } from './testing/crashDisk';
import { callEnd, callId, callStart, openAiStream, streamEnd, streamParts } from '../call/testing/facts';
import { memoryLog } from '../testing/memoryLog';
import { drain, memorySink, testRecorder } from './testing/recorder';
import { spoolDir, testSpool } from './testing/spool';

const now = 1_760_000_000_000;

/** Three calls of a process that ended, of which the database refused the second and the third. */
async function setUp() {
  const disk = new CrashDisk();
  const files = disk.process();
  const spool = testSpool(files);
  const capture = createCapture(spool);
  void capture.start(callStart(1));
  void capture.end(callEnd(1));
  void capture.start(callStart(2));
  void capture.end(callEnd(2));
  void capture.start(callStart(3, { stream: true }));
  for (const part of streamParts(3, 'upstream', openAiStream(['Hello']))) void capture.part(part);
  void capture.end(streamEnd(3));
  const sink = memorySink();
  sink.failure = (calls) => (calls.some((call) => call.callId !== callId(1)) ? new RangeError('bad row') : null);
  const recorder = testRecorder(spoolDir, [sink], { files, now: () => 1_760_000_000_000 });
  await drain(recorder);
  await recorder.stop();
  const run = async (...args: string[]) => {
    const lines: string[] = [];
    const print = (line: string) => void lines.push(line);
    const code = await spoolCommand({
      args,
      dir: spoolDir,
      maxBytes: 10_000_000,
      now: () => now,
      print,
      log: memoryLog(),
      files,
    });
    return { code, text: lines.join('\n') };
  };
  /** What the next start records. */
  const recorded = async () => {
    const next = memorySink();
    const again = testRecorder(spoolDir, [next], { files });
    await drain(again);
    await again.stop();
    return next.calls.map((call) => [call.callId, call.status]);
  };
  return { disk, files, spool, run, recorded };
}

test('quarantine lists each call with its size, its time and why', async () => {
  const { run, spool } = await setUp();
  await spool.close();
  const { code, text } = await run('quarantine');
  expect(code).toBe(0);
  expect(text).toMatch(new RegExp(`^${callId(2)} {2}\\d+ bytes {2}2025-10-09T08:53:20.000Z {2}bad row$`, 'm'));
  expect(text).toContain('2 in quarantine.');
  expect((await run('ls')).text).toContain('quarantine  2 calls');
});

test('retry puts them back: the next start records them whole, and the quarantine is empty', async () => {
  const { run, recorded, spool, disk } = await setUp();
  await spool.close();
  expect(await run('retry', 'all')).toMatchObject({
    code: 0,
    text: expect.stringContaining('2 of 2 put back') as string,
  });
  expect(disk.names(`${spoolDir}/quarantine`)).toEqual([]);
  expect((await run('quarantine')).text).toBe('No call is in quarantine.');
  expect(await run('retry', 'all')).toEqual({ code: 0, text: 'No call is in quarantine.' });
  expect(await recorded()).toEqual([
    [callId(2), 'complete'],
    [callId(3), 'complete'],
  ]);
});

test('retry takes one call by its id, and says so when it is not there', async () => {
  const { run, recorded, spool } = await setUp();
  await spool.close();
  expect((await run('retry', callId(3))).code).toBe(0);
  expect((await run('quarantine')).text).toContain(callId(2));
  expect(await run('retry', callId(9))).toMatchObject({ code: 1 });
  expect(await recorded()).toEqual([[callId(3), 'complete']]);
});

test('retry refuses while a gateway holds the spool, and names the process', async () => {
  const { run, disk } = await setUp();
  const { code, text } = await run('retry', 'all');
  expect(code).toBe(1);
  expect(text).toContain(`in use by process ${process.pid}`);
  expect(disk.names(`${spoolDir}/quarantine`)).toHaveLength(4);
});

test('on a full disk a call stays in quarantine', async () => {
  const { run, spool, disk } = await setUp();
  await spool.close();
  disk.remove(`${spoolDir}/reserve`);
  disk.freeBytes = 700;
  const { code, text } = await run('retry', 'all');
  expect(code).toBe(1);
  expect(text).toContain(`${callId(2)}: the disk has no room for it`);
  expect(disk.names(`${spoolDir}/quarantine`)).toHaveLength(4);
});

test('a call that was killed half aside is known by its frames', async () => {
  const { run, spool, disk } = await setUp();
  await spool.close();
  disk.remove(`${spoolDir}/quarantine/${callId(2)}.json`);
  expect((await run('quarantine')).text).toContain(callId(2));
  expect((await run('retry', callId(2))).code).toBe(0);
});

test('stats says how large it is, who uses it and what waits in it since when', async () => {
  const { run, spool } = await setUp();
  const stored = (await run('stats')).text;
  expect(stored).toMatch(/^waiting {5}0 records$/m);
  expect(stored).toMatch(new RegExp(`^in use {6}by process ${process.pid}$`, 'm'));
  expect(stored).toMatch(/^quarantine {2}2 calls, \d+ bytes$/m);

  void createCapture(spool).start({ ...callStart(4), startedAt: now - 90_000 });
  await spool.close();
  const { code, text } = await run('stats', '--json');
  expect(code).toBe(0);
  const { bytes, segments } = spool.stats();
  expect(JSON.parse(text)).toEqual({
    usedByProcess: null,
    bytes,
    maxBytes: 10_000_000,
    segments,
    writtenSequence: spool.sequence(),
    storedSequence: spool.sequence() - 1,
    depthRecords: 1,
    oldestUnstored: { startedAt: new Date(now - 90_000).toISOString(), ageSeconds: 90 },
    openCallsCarried: 0,
    quarantinedCalls: 2,
    quarantinedBytes: expect.any(Number) as number,
  });
  expect((await run('stats')).text).toContain('1 record, the oldest call began 2025-10-09T08:51:50.000Z, 90.0 s ago');
});

test('who asks for help gets the usage', async () => {
  const { run } = await setUp();
  const usage = expect.stringContaining('Usage: npm run spool') as string;
  for (const asked of ['--help', '-h']) expect(await run(asked)).toEqual({ code: 0, text: usage });
});

test('anything else gets the usage, too', async () => {
  const { run } = await setUp();
  for (const args of [[], ['drain'], ['retry'], ['ls', 'x'], ['retry', 'all', 'x'], ['stats', 'x']]) {
    expect(await run(...args)).toMatchObject({
      code: 2,
      text: expect.stringContaining('Usage: npm run spool') as string,
    });
  }
});

test('a folder that is not there is said to be missing, and is not made', async () => {
  const dir = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'spool-')), 'none');
  const lines: string[] = [];
  const command = {
    args: ['verify'],
    dir,
    maxBytes: 1,
    now: () => now,
    print: (line: string) => void lines.push(line),
    log: memoryLog(),
  };
  expect(await spoolCommand({ ...command, files: nodeFs })).toBe(1);
  expect(lines.join('\n')).toContain(`There is no spool in ${dir}`);
  expect(fs.existsSync(dir)).toBe(false);
  fs.rmSync(path.dirname(dir), { recursive: true });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { bundle } from '../testing/bundle';
import { callId } from '../../call/testing/facts';
import { memoryLog } from '../../testing/memoryLog';
import { drain, memorySink, testRecorder } from '../testing/recorder';
import { openSpool } from './openSpool';
import { listSegments, segmentName } from './paths';
import { nodeFs } from './fs';

let root = '';
let program = '';

beforeAll(async () => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'kill-'));
  program = await bundle(path.join(__dirname, '../testing/programs/writer.ts'), root);
});
afterAll(() => fs.rmSync(root, { recursive: true }));

/** Runs a writer and kills it after so many lines; what it said until then. */
async function killedWriter(dir: string, first: number, lines: number, durability: string): Promise<string[]> {
  const child = spawn(process.execPath, [program, dir, durability, String(first), '100000'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (said.split('\n').length > lines) child.kill('SIGKILL');
  });
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  return said.split('\n').slice(0, -1);
}

function addGarbage(dir: string): void {
  const last = listSegments(nodeFs, dir).at(-1);
  if (last !== undefined) fs.appendFileSync(path.join(dir, segmentName(last)), Buffer.alloc(77, 'garbage'));
}

test.each(['process', 'disk'])(
  '%s: nothing acknowledged is lost to SIGKILL at any moment, and no torn tail hurts',
  async (durability) => {
    const dir = path.join(root, `spool-${durability}`);
    const started = new Set<number>();
    const ended = new Set<number>();
    for (let round = 0; round < 6; round++) {
      const lines = await killedWriter(dir, round * 100_000, 40 + round * 97, durability);
      for (const line of lines) (line.startsWith('S') ? started : ended).add(Number(line.slice(2)));
      if (round % 2 === 1) addGarbage(dir);
    }
    const spool = openSpool({
      dir,
      durability: 'process',
      maxBytes: 1_000_000_000,
      segmentBytes: 200_000,
      whenFull: 'drop-new',
      log: memoryLog(),
      now: Date.now,
    });
    expect(spool.stats().tornTails).toBe(1);
    const sink = memorySink();
    const recorder = testRecorder(dir, [sink]);
    await drain(recorder);
    expect(recorder.stats()).toMatchObject({ missing: 0, damaged: 0, openCalls: 0, quarantined: 0 });

    const status = new Map(sink.calls.map((call) => [call.callId, call.status]));
    expect(sink.calls).toHaveLength(status.size);
    expect(started.size).toBeGreaterThan(500);
    expect([...started].filter((index) => !status.has(callId(index)))).toEqual([]);
    expect([...ended].filter((index) => status.get(callId(index)) !== 'complete')).toEqual([]);
    await recorder.stop();
    await spool.close();
  },
);

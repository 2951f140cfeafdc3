import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { silentLog } from '../log';
import { dayName, dayOf, writeRows } from '../store';
import { sampleCall, sampleEvent } from '../store/testing/sampleRows';
import { startTestDatabase, type TestDatabase } from '../store/testing/testDatabase';
import { eraseCommand } from './eraseCommand';

const now = Date.now();
const dayMs = 86_400_000;
let database: TestDatabase;
let archiveDir: string;
beforeAll(async () => (database = await startTestDatabase()));
afterAll(() => database.stop());
beforeEach(() => (archiveDir = mkdtempSync(path.join(os.tmpdir(), 'lens-archive-'))));
afterEach(() => rmSync(archiveDir, { recursive: true }));

async function written(): Promise<string> {
  const call = sampleCall(now);
  const client = await database.pool.connect();
  await writeRows(client, [call], [sampleEvent(call)]);
  client.release();
  return call.callId;
}

async function erase(callId: string, dir = archiveDir): Promise<{ status: number; lines: string[] }> {
  const lines: string[] = [];
  const status = await eraseCommand({
    args: ['--call', callId],
    user: 'ada',
    storage: { dataDir: os.tmpdir(), databaseUrl: database.connectionString, archiveDir: dir },
    findBinaries: () => {
      throw new Error('A database that is configured needs no binaries.');
    },
    print: (line) => lines.push(line),
    log: silentLog,
  });
  return { status, lines };
}

test('files of the archive that may have the call, or what was told around it, are named: they are not looked into', async () => {
  const callId = await written();
  const [today, before] = [dayName(dayOf(now)), dayName(dayOf(now - dayMs))];
  // A trace may have begun before midnight, and its call after.
  const spans = [before, today].map((day) => `spans-${day}.jsonl.zst`);
  const files = [`calls-${today}.2.jsonl.zst`, ...spans, 'spans-other-20260131T040506.jsonl.zst'];
  const others = [
    `calls-${before}.jsonl.zst`,
    `spans-${dayName(dayOf(now - 2 * dayMs))}.jsonl.zst`,
    `.calls-${today}.unfinished`,
    'notes.txt',
  ];
  for (const file of [...files, ...others]) writeFileSync(path.join(archiveDir, file), '');
  const first = await erase(callId);
  expect(first.status).toBe(0);
  expect(first.lines.filter((line) => line.startsWith('  '))).toEqual(files.map((file) => `  ${file}`));
  // A day that was dropped is in the archive alone.
  const second = await erase(callId);
  expect(second.lines[0]).toBe(`not there  ${callId}`);
  expect(second.lines).toEqual(expect.arrayContaining(files.map((file) => `  ${file}`)));
});

test('nothing is said of an archive that has none', async () => {
  const { status, lines } = await erase(await written(), path.join(archiveDir, 'not-made-yet'));
  expect([status, lines.some((line) => line.includes('archive'))]).toEqual([0, false]);
});

import { randomUUID } from 'node:crypto';
import type { CallRow, EventRow } from '../rows';
import { sampleCall, sampleEvent } from '../testing/sampleRows';
import { startTestDatabase, type TestDatabase } from '../testing/testDatabase';
import { writeRows } from '../write/writeRows';
import { after, countCalls, scanCalls, type CallIdRange, type ScannedCall } from './scanCalls';

let database: TestDatabase;
const start = Date.now() - 3_600_000;
const everything: CallIdRange = { from: '', below: 'z' };

/** More calls than a batch holds, one of many events and one of many bytes among them, a millisecond apart. */
const calls: CallRow[] = Array.from({ length: 1_200 }, (_, index) => sampleCall(start + index));
const [talkative, large, silent] = [calls[500], calls[501], calls[700]];

beforeAll(async () => {
  database = await startTestDatabase();
  const client = await database.pool.connect();
  const said = (call: CallRow, sequence: number): EventRow =>
    sampleEvent(call, {
      id: randomUUID(),
      eventType: 'said',
      sequence: BigInt(sequence),
      rawKind: null,
      originalRaw: null,
    });
  const events = calls.flatMap((call) => {
    if (call === silent) return [];
    if (call === talkative) return Array.from({ length: 2_500 }, (_, index) => said(call, index));
    if (call === large) return [sampleEvent(call, { originalRaw: randomBody(6_000_000), rawKind: 'binary' })];
    return [sampleEvent(call)];
  });
  await writeRows(client, calls, events);
  client.release();
});
afterAll(() => database.stop());

function randomBody(bytes: number): Buffer {
  return Buffer.from(Array.from({ length: bytes }, (_, index) => (index * index * 31) % 251));
}

async function scanned(range: CallIdRange): Promise<ScannedCall[]> {
  const found: ScannedCall[] = [];
  for await (const call of scanCalls(database.pool, range)) found.push(call);
  return found;
}

test('every call comes once, in order, with its row and all of its events', async () => {
  const found = await scanned(everything);
  expect(found.map(({ callId }) => callId)).toEqual(calls.map(({ callId }) => callId));
  expect(found.every(({ callId, calls: rows }) => rows.length === 1 && rows[0]?.callId === callId)).toBe(true);
  const counts = new Map(found.map(({ callId, events }) => [callId, events.length]));
  const expected = (call: CallRow) => (call === silent ? 0 : call === talkative ? 2_500 : 1);
  expect(calls.filter((call) => counts.get(call.callId) !== expected(call))).toEqual([]);
});

test('the events of a call come by their sequences, with their bytes', async () => {
  const id = talkative?.callId ?? '';
  const [call] = await scanned({ from: id, below: after(id) });
  expect(call?.events.map(({ sequence }) => Number(sequence))).toEqual(Array.from({ length: 2_500 }, (_, at) => at));
  const [plain] = await scanned({ from: calls[0]?.callId ?? '', below: after(calls[0]?.callId ?? '') });
  expect(plain?.events[0]?.originalRaw?.toString()).toContain('"gpt-5"');
});

test('a range has the calls from its first id on, and ends before its last', async () => {
  const ids = calls.map(({ callId }) => callId).sort();
  const range = { from: ids[100] ?? '', below: ids[900] ?? '' };
  expect((await scanned(range)).map(({ callId }) => callId)).toEqual(ids.slice(100, 900));
  expect(await countCalls(database.pool, range)).toBe(800);
});

test('events without a row, and a row that comes while others are read, are neither left out nor told twice', async () => {
  const orphan = sampleCall(start + 5_000);
  const late = sampleCall(start + 10_000);
  const client = await database.pool.connect();
  await client.query('SET session_replication_role = replica');
  await writeRows(client, [], [sampleEvent(orphan)]);
  const found: ScannedCall[] = [];
  for await (const call of scanCalls(database.pool, { from: calls[1_150]?.callId ?? '', below: 'z' })) {
    if (found.length === 0) await writeRows(client, [late], [sampleEvent(late)]);
    found.push(call);
  }
  client.release(true);
  expect(found.at(50)).toMatchObject({ callId: orphan.callId, calls: [] });
  expect(found.at(50)?.events).toHaveLength(1);
  expect(found.slice(51).map(({ callId }) => callId)).toEqual([late.callId]);
});

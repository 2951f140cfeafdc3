import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { silentLog } from '../log';
import { createPostgresSink, dayName, dayOf, dropExpired, writeRows } from '../store';
import { sampleCall, sampleEvent } from '../store/testing/sampleRows';
import { startTestDatabase, type TestDatabase } from '../store/testing/testDatabase';
import { createArchive } from './createArchive';

const dayMs = 86_400_000;
const now = Date.now();
const old = (dayOf(now) - 40) * dayMs + dayMs / 2;
const longAgo = old - 400 * dayMs;
const name = `calls-${dayName(dayOf(old))}`;
let database: TestDatabase;
let dir: string;
beforeAll(async () => (database = await startTestDatabase()));
afterAll(() => database.stop());
beforeEach(async () => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'lens-archive-'));
  await database.pool.query('TRUNCATE conversation_calls, trace_spans CASCADE');
});
afterEach(() => rmSync(dir, { recursive: true }));

const archiveIn = (folder: string) =>
  createArchive({ pool: database.pool, dir: folder, log: silentLog, now: () => now });

async function write(times: number[], ids: string[] = []): Promise<string[]> {
  const client = await database.pool.connect();
  const calls = times.map((time, index) => sampleCall(time, ids[index] === undefined ? {} : { callId: ids[index] }));
  const events = calls.map((call) => sampleEvent(call, { originalRaw: Buffer.from([0xff, 0, 1]), rawKind: 'binary' }));
  await writeRows(client, calls, events);
  client.release();
  return calls.map(({ callId }) => callId);
}

const drop = (archive: ReturnType<typeof archiveIn>) => dropExpired(database.pool, { retentionDays: 30, now, archive });

/** Spans that applications told of, each of a trace of its own. */
async function tell(...times: number[]): Promise<string[]> {
  const sink = createPostgresSink(
    { connectionString: database.connectionString, ownServer: false, traceSpans: 10 },
    silentLog,
  );
  const spans = times.map((startedAt) => ({
    ...{ traceId: randomUUID().replaceAll('-', ''), spanId: '00f067aa0ba902b7', parentSpanId: null, name: 'agent' },
    ...{ service: 'shop', status: 'ok' as const, startedAt, durationMs: 5, attributes: { step: 1 }, events: [] },
  }));
  await sink.writeSpans?.(spans, new AbortController().signal);
  await sink.close();
  return spans.map(({ traceId }) => traceId);
}

/** Of a day that has no partition, so that those that come later can have none either. */
async function tellOfNoDay(): Promise<string> {
  const traceId = randomUUID().replaceAll('-', '');
  await database.pool.query(
    `INSERT INTO trace_spans (trace_id, span_id, name, service, status, started_at, duration_ms, attributes, events)
     VALUES ($1, '00f067aa0ba902b7', 'agent', 'shop', 'ok', $2, 5, '{}', '[]')`,
    [traceId, new Date(longAgo)],
  );
  return traceId;
}

async function tracesLeft(): Promise<string[]> {
  const { rows } = await database.pool.query<{ trace_id: string }>('SELECT trace_id FROM trace_spans');
  return rows.map(({ trace_id: traceId }) => traceId);
}

interface Line {
  callId: string;
  call: { finalModel: string };
  events: { sequence: string; originalRaw: object }[];
}

function parsed(file: string): unknown[] {
  const text = zstdDecompressSync(readFileSync(path.join(dir, file))).toString();
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}

const linesOf = (file: string) => parsed(file) as Line[];
const spansOf = (file: string) => parsed(file) as { traceId: string }[];

async function left(): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>('SELECT count(*)::int FROM conversation_calls');
  return rows[0]?.count ?? -1;
}

test('the calls of a day are in a file before they are dropped, with their exact bodies', async () => {
  const [first, second] = await write([old, old + 1_000, now]);
  const archive = archiveIn(dir);
  expect(await drop(archive)).toMatchObject({ kept: [] });
  expect(await left()).toBe(1);
  expect(readdirSync(dir)).toEqual([`${name}.jsonl.zst`]);
  const lines = linesOf(`${name}.jsonl.zst`);
  expect(lines.map(({ callId }) => callId)).toEqual([first, second]);
  expect(lines[0]).toMatchObject({
    call: { finalModel: 'gpt-5' },
    events: [{ sequence: expect.stringMatching(/^\d+$/) as string, originalRaw: { base64: '/wAB' } }],
  });
  expect(archive.stats()).toEqual({ calls: 2, spans: 0, failures: 0 });
});

test('what can not be archived is not dropped, and counted', async () => {
  await write([old, old - dayMs]);
  const file = path.join(dir, 'file');
  writeFileSync(file, 'no folder');
  const archive = archiveIn(file);
  const { partitions, kept } = await drop(archive);
  expect([partitions, kept.length, await left()]).toEqual([[], 2, 2]);
  expect(archive.stats()).toEqual({ calls: 0, spans: 0, failures: 2 });
});

test('a day that came back after it was dropped has a second file', async () => {
  await write([old]);
  await drop(archiveIn(dir));
  const [late] = await write([old + 5_000]);
  await drop(archiveIn(dir));
  expect(linesOf(`${name}.2.jsonl.zst`).map(({ callId }) => callId)).toEqual([late]);
  expect(linesOf(`${name}.jsonl.zst`)).toHaveLength(1);
});

test('a day that could not be dropped is not archived again, and one that came back is', async () => {
  await write([old]);
  const archive = archiveIn(dir);
  await archive.calls.day(dayOf(old));
  await drop(archive);
  expect(readdirSync(dir)).toEqual([`${name}.jsonl.zst`]);
  await write([old + 5_000]);
  await drop(archive);
  expect(readdirSync(dir)).toHaveLength(2);
  expect(archive.stats()).toEqual({ calls: 2, spans: 0, failures: 0 });
});

test('calls that come while a day is archived are not dropped before they are, too', async () => {
  await write([old]);
  const { calls, ...archive } = archiveIn(dir);
  const slow = {
    ...archive,
    calls: {
      ...calls,
      async day(which: number) {
        const archived = await calls.day(which);
        await write([old - 1_000]);
        return archived;
      },
    },
  };
  const { kept } = await dropExpired(database.pool, { retentionDays: 30, now, archive: slow });
  expect(kept).toMatchObject([{ name: 'NotArchivedError' }]);
  await drop(archiveIn(dir));
  const lines = readdirSync(dir).flatMap(linesOf);
  expect(new Set(lines.map(({ callId }) => callId)).size).toBe(2);
  expect(await left()).toBe(0);
});

test('so are calls without a day of their own, and a damaged body is said to be', async () => {
  const odd = '9b2d3c1e-4f5a-4b6c-8d7e-0f1a2b3c4d5e';
  await write([old, old], [odd]);
  await database.pool.query(`UPDATE stored_events SET raw_encoding = 'zstd'`);
  expect(await drop(archiveIn(dir))).toMatchObject({ rows: 1, kept: [] });
  const [other, ofDay] = readdirSync(dir).sort().reverse();
  expect(linesOf(other ?? '')).toMatchObject([{ callId: odd, events: [{ damaged: expect.any(String) as string }] }]);
  expect(linesOf(ofDay ?? '')).toMatchObject([{ events: [{ damaged: expect.any(String) as string }] }]);
});

test('spans that applications told of are in files of their own before they are dropped', async () => {
  const traces = await tell(old, old + 0.25, now);
  const ofNoDay = await tellOfNoDay();
  // As a process that was killed leaves it.
  writeFileSync(path.join(dir, '.spans-other.unfinished'), 'the half of it');
  const archive = archiveIn(dir);
  expect(await drop(archive)).toMatchObject({ kept: [] });
  expect(await tracesLeft()).toEqual([traces[2]]);
  const [ofDay, other, ...more] = readdirSync(dir).sort();
  expect([ofDay, more]).toEqual([`spans-${dayName(dayOf(old))}.jsonl.zst`, []]);
  const expected = [traces[0], traces[1]].sort();
  expect(spansOf(ofDay ?? '').map(({ traceId }) => traceId)).toEqual(expected);
  expect(spansOf(ofDay ?? '')).toContainEqual({
    ...{ traceId: traces[1], spanId: '00f067aa0ba902b7', parentSpanId: null, name: 'agent', service: 'shop' },
    ...{ status: 'ok', startedAt: old + 0.25, durationMs: 5, attributes: { step: 1 }, events: [] },
  });
  expect(spansOf(other ?? '').map(({ traceId }) => traceId)).toEqual([ofNoDay]);
  expect(archive.stats()).toEqual({ calls: 0, spans: 3, failures: 0 });
});

test('spans that can not be archived are not dropped', async () => {
  const traces = [...(await tell(old)), await tellOfNoDay()];
  const file = path.join(dir, 'file');
  writeFileSync(file, 'no folder');
  const { partitions, kept } = await drop(archiveIn(file));
  expect([partitions, kept.length]).toEqual([[], 2]);
  expect((await tracesLeft()).sort()).toEqual(traces.sort());
});

test('nor are those that come while the others are archived', async () => {
  await tell(old);
  await tellOfNoDay();
  const { spans, ...archive } = archiveIn(dir);
  const slow = {
    ...archive,
    spans: {
      ...spans,
      async day(which: number) {
        const archived = await spans.day(which);
        await tell(old + 1);
        return archived;
      },
      async rest(before: Date) {
        const archived = await spans.rest(before);
        await tell(longAgo + 1);
        return archived;
      },
    },
  };
  const { kept } = await dropExpired(database.pool, { retentionDays: 30, now, archive: slow });
  expect(kept).toMatchObject([{ name: 'NotArchivedError' }, { name: 'NotArchivedError' }]);
  expect(await tracesLeft()).toHaveLength(4);
});

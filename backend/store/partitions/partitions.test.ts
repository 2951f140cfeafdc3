import { writeRows } from '../write/writeRows';
import { callIdAt, sampleCall, sampleEvent } from '../testing/sampleRows';
import { silentLog } from '../../log';
import { memoryLog } from '../../testing/memoryLog';
import { startTestDatabase, type TestDatabase } from '../testing/testDatabase';
import { createPartitions } from './createPartitions';
import { dayName, dayOf } from './days';
import { dropExpired } from './dropExpired';
import { keepPartitionsAhead } from './keepPartitionsAhead';

const dayMs = 86_400_000;
const now = Date.now();
let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.pool.query('TRUNCATE conversation_calls CASCADE');
  await dropExpired(database.pool, { retentionDays: 0, now: now + 1_000 * dayMs });
});

async function partitionsOf(table: string): Promise<string[]> {
  const { rows } = await database.pool.query<{ name: string }>(
    'SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = $1::regclass ORDER BY 1',
    [table],
  );
  return rows.map(({ name }) => name.replace(`${table}_`, ''));
}

async function write(times: number[], ids: string[] = []): Promise<void> {
  const client = await database.pool.connect();
  const calls = times.map((time, index) => sampleCall(time, ids[index] === undefined ? {} : { callId: ids[index] }));
  await writeRows(
    client,
    calls,
    calls.map((call) => sampleEvent(call)),
  );
  client.release();
}

async function partitionOfRows(table: string): Promise<string[]> {
  const { rows } = await database.pool.query<{ name: string }>(
    `SELECT tableoid::regclass::text AS name FROM ${table} ORDER BY call_id`,
  );
  return rows.map(({ name }) => name.replace(`${table}_`, ''));
}

const names = (...offsets: number[]): string[] => offsets.map((offset) => `p${dayName(dayOf(now) + offset)}`);

test('yesterday to three days ahead have partitions of all tables', async () => {
  expect(await keepPartitionsAhead(database.pool, silentLog, { now })).toEqual({ callsInDefault: 0 });
  for (const table of ['conversation_calls', 'stored_events', 'call_words']) {
    expect(await partitionsOf(table)).toEqual(['default', ...names(-1, 0, 1, 2, 3)]);
  }
});

test('processes that make partitions at once do not disturb each other', async () => {
  await Promise.all(Array.from({ length: 6 }, () => keepPartitionsAhead(database.pool, silentLog, { now })));
  expect(await partitionsOf('stored_events')).toHaveLength(6);
});

test('a batch of a day long past makes its partition first', async () => {
  await write([now - 200 * dayMs, now]);
  expect(await partitionOfRows('conversation_calls')).toEqual(names(-200, 0));
  expect(await partitionOfRows('stored_events')).toEqual(names(-200, 0));
});

test('ids without a plausible time go to the default partition, which is reported', async () => {
  await write(
    [now, now, now],
    ['9b2d3c1e-4f5a-4b6c-8d7e-0f1a2b3c4d5e', callIdAt(now + 40 * dayMs), callIdAt(now - 500 * dayMs)],
  );
  expect(await partitionOfRows('conversation_calls')).toEqual(['default', 'default', 'default']);
  const log = memoryLog();
  expect(await keepPartitionsAhead(database.pool, log, { now })).toEqual({ callsInDefault: 3 });
  expect(log.lines).toMatchObject([{ level: 'warn', fields: { calls: 3 } }]);
});

test('a day whose rows are in the default partition stays there', async () => {
  const client = await database.pool.connect();
  await write([now], [callIdAt(now + 40 * dayMs)]);
  expect(await createPartitions(client, [dayOf(now + 40 * dayMs)])).toEqual([dayOf(now + 40 * dayMs)]);
  client.release();
  expect(await partitionsOf('conversation_calls')).toEqual(['default']);
});

describe('a deleted call takes its events along', () => {
  test.each([
    ['in a day', callIdAt(now)],
    ['in the default partition', '9b2d3c1e-4f5a-4b6c-8d7e-0f1a2b3c4d5e'],
  ])('%s', async (_name, callId) => {
    await write([now], [callId]);
    await database.pool.query('DELETE FROM conversation_calls WHERE call_id = $1', [callId]);
    expect((await database.pool.query('SELECT 1 FROM conversation_events')).rowCount).toBe(0);
  });
});

test.each([
  ['a day', callIdAt(now)],
  ['the default partition', '9b2d3c1e-4f5a-4b6c-8d7e-0f1a2b3c4d5e'],
])('an event without its call is refused in %s', async (_name, callId) => {
  await keepPartitionsAhead(database.pool, silentLog, { now });
  const client = await database.pool.connect();
  const write = writeRows(client, [], [sampleEvent(sampleCall(now, { callId }))]);
  await expect(write).rejects.toMatchObject({ code: '23503' });
  client.release();
});

test('the foreign key that the tables promise is in the catalogue', async () => {
  const { rows } = await database.pool.query(
    "SELECT confrelid::regclass::text AS target, confdeltype FROM pg_constraint WHERE contype = 'f' AND conparentid = 0 AND conrelid = 'stored_events'::regclass",
  );
  expect(rows).toEqual([{ target: 'conversation_calls', confdeltype: 'c' }]);
});

describe('retention', () => {
  test('drops whole days past it, of all tables, and keeps the rest', async () => {
    await write([now - 31 * dayMs, now - 30 * dayMs, now - 29 * dayMs, now]);
    const dropped = await dropExpired(database.pool, { retentionDays: 30, now });
    const day = `p${dayName(dayOf(now) - 31)}`;
    expect(dropped).toEqual({
      partitions: [`call_words_${day}`, `stored_events_${day}`, `conversation_calls_${day}`],
      rows: 0,
      kept: [],
    });
    expect(await partitionOfRows('conversation_calls')).toEqual(names(-30, -29, 0));
    expect(await partitionOfRows('stored_events')).toEqual(names(-30, -29, 0));
  });

  test('deletes old calls of the default partition with their events', async () => {
    await write(
      [now - 40 * dayMs, now],
      ['9b2d3c1e-4f5a-4b6c-8d7e-0f1a2b3c4d5e', 'a0000000-4f5a-4b6c-8d7e-0f1a2b3c4d5e'],
    );
    expect(await dropExpired(database.pool, { retentionDays: 30, now })).toMatchObject({ partitions: [], rows: 1 });
    expect((await database.pool.query('SELECT 1 FROM conversation_events')).rowCount).toBe(1);
  });

  test('goes on after a run that ended between events and calls', async () => {
    await write([now - 31 * dayMs]);
    const day = dayName(dayOf(now) - 31);
    await database.pool.query(`DROP TABLE call_words_p${day}, stored_events_p${day}`);
    const { partitions } = await dropExpired(database.pool, { retentionDays: 30, now });
    expect(partitions).toEqual([`conversation_calls_p${day}`]);
  });

  test('brings back a dropped day when a late batch asks for it', async () => {
    await write([now - 31 * dayMs]);
    await dropExpired(database.pool, { retentionDays: 30, now });
    await write([now - 31 * dayMs]);
    expect(await partitionOfRows('stored_events')).toEqual(names(-31));
  });

  test('runs in one process at a time', async () => {
    await write([now - 32 * dayMs, now - 31 * dayMs]);
    const runs = await Promise.all([1, 2].map(() => dropExpired(database.pool, { retentionDays: 30, now })));
    expect(runs.flatMap(({ partitions }) => partitions)).toHaveLength(6);
  });

  test('does not disturb writers', async () => {
    await write(Array.from({ length: 12 }, (_, index) => now - (31 + index) * dayMs));
    const writers = Array.from({ length: 4 }, async () => {
      for (let batch = 0; batch < 15; batch += 1) await write([now, now]);
    });
    await Promise.all([...writers, dropExpired(database.pool, { retentionDays: 30, now })]);
    expect(await partitionOfRows('conversation_calls')).toHaveLength(120);
  });
});

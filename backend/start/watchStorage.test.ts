import os from 'node:os';
import type { Log } from '../log';
import { memoryLog } from '../testing/memoryLog';
import { until } from '../testing/until';
import { sampleCall, sampleEvent } from '../store/testing/sampleRows';
import { startTestDatabase, type TestDatabase } from '../store/testing/testDatabase';
import { writeRows } from '../store';
import { diskWarning, watchStorage } from './watchStorage';

const GB = 1_000_000_000;

test('a disk is nearly full when less than a twentieth of it is free, and no more than 10 GiB', () => {
  expect(diskWarning({ total: 100 * GB, free: 4 * GB }, null)).toMatch(/nearly full/);
  expect(diskWarning({ total: 100 * GB, free: 6 * GB }, null)).toBeNull();
  expect(diskWarning({ total: 4000 * GB, free: 12 * GB }, null)).toBeNull();
});

test('three days ahead it is told that a day like yesterday will not fit', () => {
  expect(diskWarning({ total: 100 * GB, free: 20 * GB }, 6 * GB)).toMatch(/within 3 days/);
  expect(diskWarning({ total: 100 * GB, free: 20 * GB }, 4 * GB)).toBeNull();
});

describe('what is stored', () => {
  let database: TestDatabase;
  beforeAll(async () => (database = await startTestDatabase()));
  afterAll(() => database.stop());

  const watched = (ready: Promise<boolean>, log: Log) =>
    watchStorage({ pool: database.pool, dataDir: os.tmpdir(), ownServer: true, ready, log, now: Date.now });

  test('is known by kind, yesterday by itself', async () => {
    const now = Date.now();
    const client = await database.pool.connect();
    for (const time of [now - 86_400_000, now]) {
      const call = sampleCall(time);
      await writeRows(client, [call], [sampleEvent(call)]);
    }
    client.release();
    const watch = watched(Promise.resolve(true), memoryLog());
    const sizes = await until(() => watch.sizes());
    watch.stop();
    expect(Object.values(sizes).every((bytes) => Number(bytes) > 0)).toBe(true);
    expect(sizes.lastDay).toBeLessThan(sizes.calls + sizes.events + sizes.indexes);
    expect(watch.disk()?.free).toBeGreaterThan(0);
  });

  test('is not asked for before its tables are there, and at once when they are', async () => {
    await database.pool.query('ALTER TABLE conversation_calls RENAME TO not_yet');
    const log = memoryLog();
    const { promise: ready, resolve } = Promise.withResolvers<boolean>();
    const watch = watched(ready, log);
    expect(watch.disk()?.free).toBeGreaterThan(0);
    await database.pool.query('ALTER TABLE not_yet RENAME TO conversation_calls');
    expect(watch.sizes()).toBeNull();
    resolve(true);
    await until(() => watch.sizes());
    watch.stop();
    expect(log.lines).toEqual([]);
  });
});

import { callQuerySchema } from '@lens/core/api';
import type { CallRecord } from '../call';
import { until } from '../testing/until';
import { eraseCalls } from './erase/eraseCalls';
import { inTransaction } from './inTransaction';
import { erasureLock } from './partitions/locks';
import { listCalls } from './read/listCalls';
import {
  conversationsIn,
  recordOf,
  rules,
  says,
  signal,
  turns,
  writtenAtLast,
  type Asked,
} from './testing/conversations';
import { startTestDatabase, type TestDatabase } from './testing/testDatabase';

/** A process that is started goes on with the conversations that the one before it has stored. */

let database: TestDatabase;
beforeAll(async () => (database = await startTestDatabase()));
afterAll(() => database.stop());
beforeEach(() => database.pool.query('TRUNCATE conversation_calls, stored_events'));

const { openSink, expectWhole, storedBytes } = conversationsIn(() => database);

const key = 'a key of the data folder';

/** As a process that is started does it, each batch by another one. */
async function writeEach(
  batches: CallRecord[][],
  own: string | undefined = key,
  kept: 'all' | 'new' | 'none' = 'all',
): Promise<void> {
  for (const batch of batches) {
    const sink = openSink(kept, own);
    await sink.write(batch, signal, () => undefined);
    await sink.close();
  }
}

/** What each of the calls took, by their order. */
const taken = (records: CallRecord[]) => Promise.all(records.map(({ callId }) => storedBytes(callId)));

const whole = ({ request }: CallRecord) => request.original.raw.length;

test('the next turn is what is new in it, and pieces of those before', async () => {
  const records = turns(8);
  await writeEach(records.map((record) => [record]));
  await expectWhole(records);
  for (const bytes of (await taken(records)).slice(1)) expect(bytes).toBeLessThan(1_500);
});

test('words that nobody was sent are new to whoever says them', async () => {
  const secret = says('assistant', 'albatross').content;
  const first = recordOf({ messages: [rules, says('user', 'question')], answer: secret, answered: 'Withheld.' });
  const second = recordOf({ messages: [rules, says('user', 'question'), { role: 'user', content: secret }] });
  await writeEach([[first], [second]]);
  const { calls } = await listCalls(database.pool, callQuerySchema.parse({ text: 'albatross' }));
  expect(calls.map(({ callId }) => callId)).toEqual([second.callId]);
});

test('words are those of what is new', async () => {
  const records = turns(4);
  await writeEach(records.map((record) => [record]));
  const { calls } = await listCalls(database.pool, callQuerySchema.parse({ text: 'question 1' }));
  expect(calls.map(({ callId }) => callId)).toEqual([records[1]?.callId]);
});

test('calls that come again, as after a kill, take nothing, and those that follow build on them', async () => {
  const records = turns(6);
  await writeEach([records.slice(0, 4), records.slice(2), records.slice(2)]);
  await expectWhole(records);
  for (const bytes of (await taken(records)).slice(1)) expect(bytes).toBeLessThan(1_500);
});

test('without a session, of what begins alike', async () => {
  const records = turns(4, { sessionId: null });
  const other = recordOf({ messages: [says('user', 'unlike', 500)], sessionId: null });
  await writeEach([records.slice(0, 2), [other], records.slice(2)]);
  await expectWhole([...records, other]);
  for (const bytes of (await taken(records)).slice(1)) expect(bytes).toBeLessThan(1_500);
  expect(await storedBytes(other.callId)).toBeGreaterThanOrEqual(whole(other));
});

test.each<[string, Partial<Asked>, string | undefined]>([
  ['caller', { callerHash: 'another' }, key],
  ['user', { userHash: 'another' }, key],
  ['session', { sessionId: 'another' }, key],
  ['data folder', {}, 'another key'],
])('nothing of another %s is gone on with', async (_what, changes, own) => {
  const [first, second] = [turns(3), turns(4, changes).slice(3)];
  await writeEach([first]);
  await writeEach([second], own);
  await expectWhole([...first, ...second]);
  const [bytes = 0] = await taken(second);
  expect(bytes).toBeGreaterThanOrEqual(Math.max(...second.map(whole)));
});

test.each(['new', 'none'] as const)('what SQL is to read has no pieces of what was kept as `%s`', async (before) => {
  const records = turns(6);
  await writeEach([records.slice(0, 2)], key, before);
  await writeEach([records.slice(2, 4), records.slice(4)]);
  await expectWhole(records.slice(0, 2), false);
  await expectWhole(records.slice(2));
  expect((await taken(records)).at(-1)).toBeLessThan(1_500);
});

test('of two that run with one key the last that was started goes on, and none harms the other', async () => {
  const records = turns(9);
  const [one, other] = [openSink('all', key), openSink('all', key)];
  for (const [index, record] of records.entries()) {
    await (index < 3 || index % 2 === 0 ? one : other).write([record], signal, () => undefined);
  }
  await expectWhole(records);
  await Promise.all([one.close(), other.close()]);
});

test('what was erased is not built on, and nothing of it comes back', async () => {
  const records = turns(5);
  await writeEach([records.slice(0, 3)]);
  await eraseCalls(database.pool, [records[1]?.callId ?? ''], 'test');
  await writeEach([records.slice(3)]);
  await expectWhole(records.filter((_record, index) => index !== 1));
});

test('what is damaged is not built on', async () => {
  const records = turns(4);
  await writeEach([records.slice(0, 3)]);
  await database.pool.query(
    `UPDATE stored_events SET original_raw = set_byte(original_raw, 40, 0) WHERE call_id = $1 AND event_type = 'request'`,
    [records[0]?.callId],
  );
  await writeEach([records.slice(3)]);
  await expectWhole(records.slice(3));
});

test('nothing is built on what another batch is adding to', async () => {
  const records = turns(5);
  const sink = openSink('all', key);
  await sink.write(records.slice(0, 3), signal, () => undefined);
  const batches = await inTransaction(database.pool, async (client) => {
    await client.query('LOCK TABLE call_words IN EXCLUSIVE MODE');
    const under = sink.write(records.slice(3, 4), signal, () => undefined);
    // One of these is there: what is known of the conversation is dropped.
    const beside = writtenAtLast(sink, records.slice(2, 3).concat(records.slice(4)));
    await until(async () => (await waitingForWords()) === 2);
    return [under, beside];
  });
  await Promise.all(batches);
  await expectWhole(records);
  await sink.close();
});

async function waitingForWords(): Promise<number> {
  const { rows } = await database.pool.query<{ waiting: number }>(
    `SELECT count(*)::int AS waiting FROM pg_locks WHERE NOT granted AND relation::regclass::text LIKE 'call_words%'`,
  );
  return rows[0]?.waiting ?? 0;
}

test('while a transaction may be under way nothing is built on what it may add to', async () => {
  const records = turns(4);
  await writeEach([records.slice(0, 2)]);
  await inTransaction(database.pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock_shared($1)', [erasureLock]);
    await writeEach([records.slice(2, 3)]);
  });
  await writeEach([records.slice(3)]);
  await expectWhole(records);
  const [third = 0, fourth = 0] = await taken(records.slice(2));
  expect(third).toBeGreaterThan(fourth * 2);
});

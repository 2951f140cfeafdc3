import { callQuerySchema } from '@lens/core/api';
import { silentLog } from '../../log';
import { inTransaction } from '../inTransaction';
import { dayName, dayOf } from '../partitions/days';
import { erasureLock } from '../partitions/locks';
import { listCalls } from '../read/listCalls';
import type { CallRow } from '../rows';
import { callIdAt, sampleCall } from '../testing/sampleRows';
import { startTestDatabase, type TestDatabase } from '../testing/testDatabase';
import { writeRows } from '../write/writeRows';
import { clearDeletedWords, clearWords } from './clearWords';
import { findHits } from './findHits';
import { keepMerged } from './keepMerged';
import { mergeAllWords } from './mergeWords';
import { createOldWords } from './moveOldWords';
import { fewestIndexed } from './wordRows';
import { writeSegments } from './writeWords';

/** Words are kept a row a batch, and put together later: whatever is put together when, the same calls are found. */

const dayMs = 86_400_000;
const now = Date.now();
const noon = (dayOf(now) - 1) * dayMs + dayMs / 2;
let database: TestDatabase;
beforeAll(async () => (database = await startTestDatabase()));
afterAll(() => database.stop());
beforeEach(() => database.pool.query('TRUNCATE conversation_calls, stored_events, call_words, words_to_clear'));

async function write(calls: CallRow[]): Promise<void> {
  const client = await database.pool.connect();
  await writeRows(client, calls, [], { now });
  client.release();
}

async function found(text: string, query: Record<string, string> = {}): Promise<string[]> {
  const { calls } = await listCalls(database.pool, callQuerySchema.parse({ text, ...query }));
  return calls.map(({ callId }) => callId);
}

async function rows(): Promise<{ calls: number; isIndexed: boolean }[]> {
  const { rows: all } = await database.pool.query<{ calls: number; isIndexed: boolean }>(
    'SELECT calls, words IS NOT NULL AS "isIndexed" FROM call_words ORDER BY calls DESC',
  );
  return all;
}

const everywhere = { before: '~', after: '', only: null, upwards: false };

/** Calls a second apart, some of them with a word that others do not have. */
const some = (count: number, from: number) =>
  Array.from({ length: count }, (_, index) =>
    sampleCall(from + index * 1_000, {
      searchText: `common ${index % 40 === 0 ? 'seldom' : ''} ${index === 7 ? 'once only' : ''}`,
    }),
  );

test('which rows have a word, common or rare, is known by the index of words: the words themselves are not read', async () => {
  const day = dayName(dayOf(noon));
  for (const part of [0, 1, 2]) await write(some(fewestIndexed, noon + part * fewestIndexed * 1_000));
  const read = await inTransaction(database.pool, async (client) => {
    for (const word of ['common', 'once', 'nosuchword']) {
      for await (const hits of findHits(client, { ...everywhere, words: [word] })) expect(hits.reached).toBeNull();
    }
    const { rows: scans } = await client.query<{ rowsOfScans: number; scansOfIndex: number }>(
      `SELECT pg_stat_get_xact_tuples_returned('call_words_p${day}'::regclass)::int AS "rowsOfScans",
         pg_stat_get_xact_numscans('call_words_p${day}_words_idx'::regclass)::int AS "scansOfIndex"`,
    );
    return scans[0];
  });
  expect(read).toEqual({ rowsOfScans: 0, scansOfIndex: 3 });
});

test('calls of small batches are put together when there are enough, and found before and after', async () => {
  const calls = some(fewestIndexed + 20, noon);
  const told = keepMerged(database.pool, silentLog);
  const ids = calls.map(({ callId }) => callId).reverse();
  const seldom = ids.filter((_id, index) => (calls.length - 1 - index) % 40 === 0);
  for (const call of calls) {
    await write([call]);
    await told([call.callId]);
  }
  const kept = await rows();
  expect(kept[0]).toEqual({ calls: fewestIndexed, isIndexed: true });
  expect(kept.slice(1)).toEqual(Array.from({ length: 20 }, () => ({ calls: 1, isIndexed: false })));
  expect(await found('seldom')).toEqual(seldom);
  expect(await found('once on')).toEqual([calls[7]?.callId]);
  expect(await found('common', { limit: '3' })).toEqual(ids.slice(0, 3));
  expect(await found('common', { limit: '3', order: 'oldest' })).toEqual(ids.slice(-3).reverse());
  expect(await found('common', { limit: '3', before: ids[9] ?? '' })).toEqual(ids.slice(10, 13));
  expect(await found('common', { limit: '3', after: ids[9] ?? '' })).toEqual(ids.slice(6, 9));
  expect(await found('common', { status: 'cut' })).toEqual([]);
});

test('of a day that is over whatever there is is put together', async () => {
  await write(some(1, noon));
  await write(some(2, noon + 60_000));
  await write(some(1, now));
  await mergeAllWords(database.pool, dayOf(now));
  expect(await rows()).toEqual([
    { calls: 3, isIndexed: true },
    { calls: 1, isIndexed: false },
  ]);
  expect(await found('common')).toHaveLength(4);
});

test('batches that came late, with calls between those of others, are listed in the order of time', async () => {
  const calls = some(300, noon);
  await write(calls.filter((_call, index) => index % 2 === 0));
  await write(calls.filter((_call, index) => index % 2 === 1));
  const ids = calls.map(({ callId }) => callId).reverse();
  expect(await found('common', { limit: '200' })).toEqual(ids.slice(0, 200));
  expect(await found('common', { limit: '200', order: 'oldest' })).toEqual(ids.reverse().slice(0, 200));
});

test('words of calls that were deleted in SQL go, and no other', async () => {
  const calls = some(fewestIndexed, noon);
  const without = sampleCall(noon, { callId: '9b2d3c1e-4f5a-4b6c-8d7e-0f1a2b3c4d5e', searchText: 'odd id' });
  await write(calls);
  await write([without]);
  expect(await found('odd')).toEqual([without.callId]);
  await database.pool.query('DELETE FROM conversation_calls WHERE call_id = ANY($1)', [
    [calls[7]?.callId, without.callId],
  ]);
  expect(await found('once')).toEqual([]);
  await clearDeletedWords(database.pool);
  const { rows: left } = await database.pool.query(
    `SELECT (words @@ 'once')::text AS has, calls FROM call_words UNION ALL SELECT call_id, 0 FROM words_to_clear`,
  );
  expect(left).toEqual([{ has: 'false', calls: fewestIndexed - 1 }]);
  expect(await found('seldom')).toHaveLength(4);
});

test('words go, with and without a day, where all tables are published to another server', async () => {
  const withoutDay = sampleCall(noon, { callId: '9b2d3c1e-4f5a-4b6c-8d7e-0f1a2b3c4d5e' });
  const calls = [...some(1, noon), withoutDay];
  await write(calls);
  expect(await rows()).toHaveLength(2);
  const ids = calls.map(({ callId }) => callId);
  await database.pool.query('CREATE PUBLICATION everything FOR ALL TABLES');
  await inTransaction(database.pool, (client) => clearWords(client, ids)).finally(() =>
    database.pool.query('DROP PUBLICATION everything'),
  );
  expect(await rows()).toEqual([]);
});

test('a call that was deleted in SQL and is told again within the hour has its new words, and not its former ones', async () => {
  const calls = some(3, noon);
  const again = calls[1];
  if (again === undefined) throw new Error('three calls');
  await write(calls);
  await database.pool.query('DELETE FROM conversation_calls WHERE call_id = $1', [again.callId]);
  await write([{ ...again, searchText: 'common told' }]);
  await clearDeletedWords(database.pool);
  expect(await found('told')).toEqual([again.callId]);
  expect(await found('common')).toEqual(calls.map(({ callId }) => callId).reverse());
  expect((await rows()).map((row) => row.calls)).toEqual([2, 1]);
});

test('calls whose words a version before kept are found beside the others, in one order', async () => {
  const [old, other, recent] = [1, 2, 3].map((second) => sampleCall(now + second, { callId: callIdAt(now + second) }));
  if (old === undefined || other === undefined || recent === undefined) throw new Error('three calls');
  await write([
    { ...old, searchText: '' },
    { ...other, searchText: 'weather' },
    { ...recent, searchText: '' },
  ]);
  await database.pool.query(`UPDATE conversation_calls SET search = 'weather' WHERE call_id = ANY($1)`, [
    [old.callId, recent.callId],
  ]);
  expect(await found('weath')).toEqual([recent.callId, other.callId, old.callId]);
  expect(await found('weath', { limit: '2', order: 'oldest' })).toEqual([old.callId, other.callId]);
});

test('words that a version before kept are moved, whenever who moves them is killed, and found all the while', async () => {
  const days = [0, 1, 2].map((day) => noon - day * dayMs);
  const calls = days.flatMap((from) => some(300, from)).map((call) => ({ ...call, searchText: '' }));
  await write(calls);
  await database.pool.query('DELETE FROM call_words');
  await database.pool.query(`UPDATE conversation_calls SET search = 'common'`);
  await database.pool.query(`UPDATE conversation_calls SET search = 'common seldom' WHERE call_id = ANY($1)`, [
    [calls[3]?.callId, calls[310]?.callId, calls[899]?.callId],
  ]);
  const wanted = [calls[3], calls[310], calls[899]]
    .map((call) => call?.callId)
    .sort()
    .reverse();
  let moved = 0;
  for (let killed = 0; ; killed += 1) {
    const step = createOldWords(database.pool).moveSome();
    // The first ones are killed in the middle, if they have come so far.
    if (killed < 3) {
      await database.pool.query(
        `SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()
           AND query ~ 'search IS NOT NULL|call_words'`,
      );
    }
    const some = await (killed < 3 ? step.catch(() => null) : step);
    expect(await found('seldom')).toEqual(wanted);
    if (some === 0) break;
    moved += some ?? 0;
  }
  expect(moved).toBeLessThanOrEqual(900);
  const { rows: left } = await database.pool.query(
    `SELECT sum(calls)::int AS calls, (SELECT count(*)::int FROM conversation_calls WHERE search IS NOT NULL) AS old,
       (SELECT count(*)::int FROM call_words_default) AS "withoutDay" FROM call_words`,
  );
  expect(left).toEqual([{ calls: 900, old: 0, withoutDay: 0 }]);
});

test('nothing is moved while a call is erased, whose others get their words anew', async () => {
  const call = sampleCall(now, { searchText: '' });
  await write([call]);
  await database.pool.query(`UPDATE conversation_calls SET search = 'weather'`);
  const old = createOldWords(database.pool);
  await inTransaction(database.pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [erasureLock]);
    await expect(old.moveSome()).rejects.toMatchObject({ code: '55P03' });
  });
  expect(await old.moveSome()).toBe(1);
  expect(await found('weather')).toEqual([call.callId]);
});

test('words that many calls have, and none together, end a page where it has looked long enough, and the next goes on', async () => {
  const calls = 512;
  const search = { calls: 3_000, limitsHit: { search_calls: 0 } };
  const day = noon - 10 * dayMs;
  const [before] = some(1, day - 1_000).map((call) => ({ ...call, searchText: 'alpha omega' }));
  await write(before ? [before] : []);
  const client = await database.pool.connect();
  // Segments as recorders write them, without their calls, which are asked for only where a hit is.
  for (let segment = 0; segment * calls < search.calls + 4 * calls; segment += 1) {
    const callIds = Array.from({ length: calls }, (_, index) => callIdAt(day + segment * calls + index)).sort();
    const numbers = callIds.map((_id, index) => index);
    const callsOf = new Map([
      ['alpha', numbers.filter((number) => number % 2 === 0)],
      ['omega', numbers.filter((number) => number % 2 === 1)],
    ]);
    await writeSegments(client, [{ callIds, callsOf }], true);
  }
  client.release();
  const query = (position: Record<string, string>) =>
    listCalls(database.pool, callQuerySchema.parse({ text: 'alpha omega', ...position }), { search });
  const first = await query({});
  expect(first.calls).toEqual([]);
  expect(first.next).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  const second = await query({ before: first.next ?? '' });
  expect(second).toMatchObject({ calls: [{ callId: before?.callId }], next: null });
  // The other way round there is nothing in what is looked through first, either, but the call itself.
  const upwards = await query({ order: 'oldest' });
  expect(upwards.calls.map(({ callId }) => callId)).toEqual([before?.callId]);
  expect(await query({ order: 'oldest', after: upwards.next ?? '' })).toEqual({ calls: [], next: null });
  // Back from the call it ends likewise, and says from where the way leads to it again.
  const back = await query({ after: before?.callId ?? '' });
  expect(back.calls).toEqual([]);
  expect(back.next && back.next > (before?.callId ?? '')).toBe(true);
  expect(search.limitsHit.search_calls).toBe(3);
});

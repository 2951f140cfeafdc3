import { eventQuerySchema } from '@lens/core/api';
import { inTransaction } from '../inTransaction';
import { firstCallIdAt } from '../partitions/days';
import { startTestDatabase, type TestDatabase } from '../testing/testDatabase';
import { eventsStatement, listEvents } from './listEvents';

/** What policies said, among much of it. */

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
  await inTransaction(database.pool, async (client) => {
    // Of no calls.
    await client.query('SET LOCAL session_replication_role = replica');
    await client.query(
      `INSERT INTO stored_events (id, call_id, event_type, sequence, created_at, original, raw_encoding)
       SELECT gen_random_uuid(), $1 || '-7000-8000-' || lpad(n::text, 12, '0'), 'policy.note', n, now(),
         jsonb_build_object('policy', 'redact', 'severity', CASE n % 500 WHEN 7 THEN 'warning' ELSE 'info' END, 'summary', 'Said.'), 'identity'
       FROM generate_series(1, 2000) AS n`,
      [firstCallIdAt(Date.now() - 40 * 86_400_000)],
    );
  });
  await database.pool.query('ANALYZE stored_events');
});
afterAll(() => database.stop());

test.each([
  ['policy', 'no-such'],
  ['severity', 'error'],
  ['type', 'policy.blocked'],
])('a %s that no event has is known by an index, not by reading what policies said', async (filter, value) => {
  const { sql, values } = eventsStatement(eventQuerySchema.parse({ [filter]: value }), 'all');
  const { rows } = await database.pool.query<{ 'QUERY PLAN': string }>(`EXPLAIN (ANALYZE, TIMING off) ${sql}`, values);
  const removed = rows.flatMap((row) => /Rows Removed by Filter: (\d+)/.exec(row['QUERY PLAN'])?.[1] ?? []);
  expect(removed.map(Number).reduce((sum, count) => sum + count, 0)).toBeLessThan(100);
});

test('a policy that says nearly everything, and a severity that is rare, have the same order and pages', async () => {
  const sequences = async (query: Record<string, string>) =>
    (await listEvents(database.pool, eventQuerySchema.parse(query))).map(({ sequence }) => Number(sequence));
  expect(await sequences({ policy: 'redact', limit: '2' })).toEqual([2000, 1999, 1998]);
  expect(await sequences({ severity: 'warning', limit: '2' })).toEqual([1507, 1007, 507]);
  const [, second] = await listEvents(database.pool, eventQuerySchema.parse({ severity: 'warning' }));
  const before = `${second?.callId ?? ''}_${second?.sequence ?? ''}_${second?.id ?? ''}`;
  expect(await sequences({ severity: 'warning', policy: 'redact', before })).toEqual([507, 7]);
});

import { callQuerySchema } from '@lens/core/api';
import type { FilterName } from '../columns/column';
import type { CallRow } from '../rows';
import { callIdAt, sampleCall } from '../testing/sampleRows';
import { startTestDatabase, type TestDatabase } from '../testing/testDatabase';
import { writeRows } from '../write/writeRows';
import { everything } from './callConditions';
import { listCalls } from './listCalls';
import { nearCalls, pageStatement } from './pageStatement';

const now = Date.UTC(2026, 10, 20, 12);
let database: TestDatabase;
/** By what makes each of them special; the newest first. */
const calls = {
  plain: sampleCall(now),
  claude: sampleCall(now - 1_000, {
    provider: 'anthropic',
    operation: 'messages',
    status: 'aborted',
    requestedModel: 'claude',
    finalModel: 'claude',
    environment: 'staging',
    coldStart: true,
  }),
  routed: sampleCall(now - 2_000, { requestedModel: 'gpt-4', finalModel: 'gpt-5-mini', durationMs: 31_000 }),
  cut: sampleCall(now - 3_000, { status: 'cut', stream: true, costUsd: 0.07 }),
  redacted: sampleCall(now - 4_000, {
    responseChanged: true,
    changedBy: ['pii-redaction', 'tone'],
    searchText: "Your account number is [REDACTED]. Don't share it.",
  }),
  rewritten: sampleCall(now - 5_000, { requestChanged: true, changedBy: ['tone'], searchText: 'Überraschung für Zoë' }),
  session: sampleCall(now - 86_400_000, { sessionId: 's-1', userHash: 'u-1', providerRequestId: 'req_A1' }),
};

beforeAll(async () => {
  database = await startTestDatabase();
  const client = await database.pool.connect();
  await writeRows(client, Object.values(calls), [], { now });
  client.release();
});
afterAll(() => database.stop());

/** The names of the calls that a query finds, in the order they come. */
async function found(query: Record<string, string>): Promise<string[]> {
  const page = await listCalls(database.pool, callQuerySchema.parse(query));
  return page.calls.map(
    ({ callId }) => Object.entries(calls).find(([, call]) => call.callId === callId)?.[0] ?? callId,
  );
}

const all = Object.keys(calls);

test.each<[Record<string, string>, string[]]>([
  [{}, all],
  [{ model: 'gpt-5-mini' }, ['routed']],
  [{ model: 'gpt-4' }, ['routed']],
  [{ model: 'gpt-5-m*' }, ['routed']],
  [{ model: 'gpt-4*' }, ['routed']],
  [{ model: '*aud_*' }, []],
  [{ provider: 'anthropic' }, ['claude']],
  [{ operation: 'messages' }, ['claude']],
  [{ status: 'cut' }, ['cut']],
  [{ status: 'failed' }, ['cut']],
  [{ status: 'unsuccessful' }, ['claude', 'cut']],
  [{ environment: 'staging' }, ['claude']],
  [{ cold: 'true' }, ['claude']],
  [{ cold: 'false', model: 'claude' }, []],
  [{ slower: '31000' }, ['routed']],
  [{ dearer: '0.07' }, ['cut']],
  [{ dearer: '0.0701' }, []],
  [{ stream: 'true' }, ['cut']],
  [{ policy: 'tone' }, ['redacted', 'rewritten']],
  [{ policy: 'pii-redaction' }, ['redacted']],
  [{ model: 'a\0b', provider: '\0', session: '\0', user: '\0', policy: '\0' }, []],
  [{ changed: 'any' }, ['redacted', 'rewritten']],
  [{ changed: 'request' }, ['rewritten']],
  [{ changed: 'response' }, ['redacted']],
  [{ changed: 'none', provider: 'openai' }, ['plain', 'routed', 'cut', 'session']],
  [{ session: 's-1' }, ['session']],
  [{ user: 'u-1' }, ['session']],
  [{ from: new Date(now - 2_000).toISOString() }, ['plain', 'claude', 'routed']],
  [{ to: new Date(now - 4_000).toISOString() }, ['rewritten', 'session']],
  [{ from: new Date(now - 4_000).toISOString(), to: new Date(now - 2_000).toISOString() }, ['cut', 'redacted']],
  [{ policy: 'tone', changed: 'request' }, ['rewritten']],
  [{ model: "'; DROP TABLE audit_log; --" }, []],
])('%j finds %j', async (query, names) => {
  expect(await found(query)).toEqual(names);
});

describe('text', () => {
  test.each<[string, string[]]>([
    ['account', ['redacted']],
    ['ACCOUNT number', ['redacted']],
    ['acc num', ['redacted']],
    ['[REDACTED]', ['redacted']],
    ["don't", ['redacted']],
    ['überrasch zoë', ['rewritten']],
    ['account weather', []],
    ['  ', all],
    ['!!! ???', []],
    ["a' | 'weather", []],
    ["\\' & ) | :* <->", []],
  ])('%p finds %j', async (text, names) => {
    expect(await found({ text })).toEqual(names);
  });

  test('finds a call by its id, its trace or the id its provider gave it', async () => {
    expect(await found({ text: calls.cut.callId.toUpperCase() })).toEqual(['cut']);
    expect(await found({ text: ` ${calls.routed.traceId} ` })).toEqual(['routed']);
    expect(await found({ text: 'req_A1' })).toEqual(['session']);
  });
});

describe('pages', () => {
  const ids = Object.values(calls).map(({ callId }) => callId);
  const at = (index: number): string => ids[index] ?? '';
  const page = async (query: Record<string, string>) => {
    const { calls: listed, next } = await listCalls(database.pool, callQuerySchema.parse(query));
    return { ids: listed.map(({ callId }) => callId), more: next !== null };
  };

  test('go back in time from a call', async () => {
    expect(await page({ limit: '3' })).toEqual({ ids: ids.slice(0, 3), more: true });
    expect(await page({ limit: '3', before: at(2) })).toEqual({ ids: ids.slice(3, 6), more: true });
    expect(await page({ limit: '3', before: at(5) })).toEqual({ ids: ids.slice(6), more: false });
    expect(await page({ before: at(6) })).toEqual({ ids: [], more: false });
  });

  test('go forward in time from a call, with the nearest ones', async () => {
    expect(await page({ limit: '2', after: at(5) })).toEqual({ ids: ids.slice(3, 5), more: true });
    expect(await page({ after: at(0) })).toEqual({ ids: [], more: false });
  });

  test('begin with the oldest call when that is asked for', async () => {
    const oldest = ids.toReversed();
    expect(await page({ order: 'oldest', limit: '3' })).toEqual({ ids: oldest.slice(0, 3), more: true });
    expect(await page({ order: 'oldest', limit: '3', after: at(4) })).toEqual({ ids: oldest.slice(3, 6), more: true });
    expect(await page({ order: 'oldest', limit: '3', after: at(1) })).toEqual({ ids: oldest.slice(6), more: false });
    expect(await page({ order: 'oldest', after: at(0) })).toEqual({ ids: [], more: false });
  });

  test('go back from the oldest call’s side with the nearest ones', async () => {
    const oldest = ids.toReversed();
    expect(await page({ order: 'oldest', limit: '2', before: at(1) })).toEqual({ ids: oldest.slice(3, 5), more: true });
    expect(await page({ order: 'oldest', before: at(6) })).toEqual({ ids: [], more: false });
    expect(await page({ order: 'oldest', before: at(1), after: at(4) })).toEqual({
      ids: oldest.slice(3, 5),
      more: false,
    });
  });

  test('can be cut on both sides', async () => {
    expect(await page({ before: at(1), after: at(4) })).toEqual({ ids: ids.slice(2, 4), more: false });
  });

  test('stay the same when newer calls come in', async () => {
    const before = await page({ limit: '2', before: at(1) });
    const newer: CallRow = sampleCall(now + 5_000, { callId: callIdAt(now + 5_000) });
    const client = await database.pool.connect();
    await writeRows(client, [newer], [], { now });
    client.release();
    expect(await page({ limit: '2', before: at(1) })).toEqual(before);
    await database.pool.query('DELETE FROM conversation_calls WHERE call_id = $1', [newer.callId]);
  });
});

describe('among many calls', () => {
  const start = now - 2 * 86_400_000;
  /** Older than those above, with a word of its own in the first and the last. */
  const many = Array.from({ length: nearCalls + 500 }, (_, index) =>
    sampleCall(start + index * 1_000, {
      searchText: index === 0 || index === nearCalls + 499 ? 'common needle' : 'common',
    }),
  );
  const ids = many.map(({ callId }) => callId).reverse();
  const find = async (query: Record<string, string>) =>
    (await listCalls(database.pool, callQuerySchema.parse(query))).calls.map(({ callId }) => callId);

  beforeAll(async () => {
    const client = await database.pool.connect();
    await writeRows(client, many, [], { now });
    await client.query('ANALYZE conversation_calls');
    client.release();
  });

  test('common words fill a page from the nearest, in both directions', async () => {
    expect(await find({ text: 'common', limit: '3' })).toEqual(ids.slice(0, 3));
    expect(await find({ text: 'common', limit: '3', before: ids[2] ?? '' })).toEqual(ids.slice(3, 6));
    expect(await find({ text: 'common', limit: '3', after: ids[9] ?? '' })).toEqual(ids.slice(6, 9));
  });

  test('the oldest calls with a word, common or rare, come first when that is asked for', async () => {
    expect(await find({ text: 'common', limit: '3', order: 'oldest' })).toEqual(ids.slice(-3).toReversed());
    expect(await find({ text: 'needle', order: 'oldest' })).toEqual([ids.at(-1), ids[0]]);
  });

  test('a rare word is found however far it is, in both directions', async () => {
    const [first, last] = [ids[0], ids.at(-1)];
    expect(await find({ text: 'needle' })).toEqual([first, last]);
    expect(await find({ text: 'needle', before: first ?? '' })).toEqual([last]);
    expect(await find({ text: 'needle', after: last ?? '' })).toEqual([first]);
    expect(await find({ text: 'needle', model: 'gpt-5', limit: '1' })).toEqual([first]);
  });

  /**
   * What no call has. Filters with few values, each of which many calls have, and times need no index of their own; what is slow
   * or dear is looked for within a time.
   */
  const nothing: Record<Exclude<FilterName, 'changed' | 'stream' | 'slower' | 'dearer' | 'from' | 'to'>, string> = {
    model: 'no-such',
    provider: 'no-such',
    operation: 'passthrough',
    source: 'otlp',
    status: 'blocked',
    policy: 'no-such',
    environment: 'no-such',
    cold: 'true',
    session: 'no-such',
    user: 'no-such',
    text: 'nosuchword',
  };

  test.each(['newest', 'oldest'])('a page of the %s calls is read from the index of ids alone', async (order) => {
    const asked = {
      query: callQuerySchema.parse({ order, limit: '10' }),
      scope: everything,
      upwards: order === 'oldest',
    };
    const { sql, values } = pageStatement('call_id', asked, 'in order');
    const { rows } = await database.pool.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN (ANALYZE, TIMING off) ${sql}`,
      values,
    );
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).not.toMatch(/-> +Sort|Seq Scan/);
  });

  test.each([...Object.entries(nothing), ['status', 'failed']])(
    'a %s that no call has is known by an index, not by reading the calls',
    async (filter, value) => {
      const query = { [filter]: value };
      const asked = { query: callQuerySchema.parse(query), scope: { guessableSessions: false }, upwards: false };
      const { sql, values } = pageStatement('call_id', asked, filter === 'text' ? 'gathered' : 'in order');
      const { rows } = await database.pool.query<{ 'QUERY PLAN': string }>(
        `EXPLAIN (ANALYZE, TIMING off) ${sql}`,
        values,
      );
      const read = rows.flatMap((row) => /Rows Removed by Filter: (\d+)/.exec(row['QUERY PLAN'])?.[1] ?? []);
      expect(read.map(Number).reduce((sum, count) => sum + count, 0)).toBeLessThan(100);
    },
  );
});

import { randomBytes } from 'node:crypto';
import type { Json } from '@lens/core/json';
import type { PoolClient } from 'pg';
import { storedColumns } from '../columns/callColumns';
import { findCall } from '../read/findCall';
import { findEvents } from '../read/findEvents';
import type { CallRow, EventRow } from '../rows';
import { callIdAt, sampleCall, sampleEvent } from '../testing/sampleRows';
import { startTestDatabase, type TestDatabase } from '../testing/testDatabase';
import { writeRows } from './writeRows';

const now = Date.now();
let database: TestDatabase;
let client: PoolClient;

beforeAll(async () => {
  database = await startTestDatabase();
  client = await database.pool.connect();
});
afterAll(async () => {
  client.release();
  await database.stop();
});
beforeEach(() => client.query('TRUNCATE conversation_calls CASCADE'));

async function count(table: string): Promise<number> {
  return (await client.query<{ count: number }>(`SELECT count(*)::int FROM ${table}`)).rows[0]?.count ?? -1;
}

async function payloads(): Promise<unknown[]> {
  const { rows } = await client.query<{ payload: unknown }>(
    'SELECT payload FROM conversation_events ORDER BY sequence',
  );
  return rows.map(({ payload }) => payload);
}

/** A value of each SQL type, other than those of its neighbours: two columns in each other's place would show. */
function valueOf(sql: string, index: number): unknown {
  switch (sql) {
    case 'timestamptz':
      return new Date(now + index);
    case 'boolean':
      return index % 2 === 0;
    case 'integer':
      return index;
    case 'bigint':
      return 10_000_000_000 + index;
    case 'numeric':
      return index + 0.000_000_75;
    case 'double precision':
      return index + 0.25;
    case 'text[]':
      return [`${index}`, 'with, comma', 'with "quote"', 'NULL', ''];
    case 'jsonb':
      return { at: `${index}` };
    case 'bytea':
      return Buffer.from([index, 1, 0, 255]);
    default:
      return `${index} with "quotes", {braces}, \\backslashes, NULL and\nlines`;
  }
}

function distinctCall(): CallRow {
  const values = Object.entries(storedColumns).map(([key, { kind }], index) => [key, valueOf(kind.sql, index)]);
  return { ...Object.fromEntries(values), callId: callIdAt(now), searchText: '' } as CallRow;
}

test('a call is read back as it was written, every column of it', async () => {
  const call = distinctCall();
  await writeRows(client, [call], []);
  const { searchText: _, ...expected } = call;
  expect(await findCall(database.pool, call.callId)).toEqual(expected);
});

test('what a call does not have is read back as null', async () => {
  const none = Object.entries(storedColumns).flatMap(([key, { kind }]) => (kind.nullable ? [[key, null]] : []));
  const call = sampleCall(now, Object.fromEntries(none) as Partial<CallRow>);
  await writeRows(client, [call], []);
  const { searchText: _, ...expected } = call;
  expect(await findCall(database.pool, call.callId)).toEqual(expected);
});

test('an event is read back as it was written, bodies byte for byte', async () => {
  const call = sampleCall(now);
  const originalRaw = Buffer.from([...Buffer.from('{"a":"'), 0, 255, 254, ...Buffer.from('"}'.repeat(500))]);
  const event = sampleEvent(call, {
    eventType: 'response',
    originalRaw,
    finalRaw: Buffer.from('{}'),
    rawKind: 'text',
    steps: [
      { policy: 'p', redacts: true, delta: { kind: 'replace', left: 'nul \0 lone \ud800', right: { z: 1, a: 2 } } },
    ],
  });
  await writeRows(client, [call], [event]);
  expect(await findEvents(database.pool, call.callId)).toEqual([{ ...event, original: null, final: null }]);
});

test('what policies said is read without any body', async () => {
  const call = sampleCall(now);
  const said = { policy: 'p', summary: 's' };
  await writeRows(
    client,
    [call],
    [sampleEvent(call), sampleEvent(call, { eventType: 'request', original: said, originalRaw: null, rawKind: null })],
  );
  expect(await findEvents(database.pool, call.callId, 'policy')).toMatchObject([{ original: said, rawKind: null }]);
});

describe('exactly once', () => {
  test('a batch written again changes nothing', async () => {
    const call = sampleCall(now);
    const events = [sampleEvent(call), sampleEvent(call, { eventType: 'response' })];
    await writeRows(client, [call], events);
    const told = events.map((event) => ({ ...event, sequence: event.sequence + 1n }));
    await writeRows(client, [{ ...call, status: 'interrupted' }, sampleCall(now)], told);
    expect([await count('conversation_calls'), await count('conversation_events')]).toEqual([2, 2]);
    expect((await findCall(database.pool, call.callId))?.status).toBe('complete');
  });

  test('writers of the same rows at once leave each there once', async () => {
    const calls = Array.from({ length: 50 }, () => sampleCall(now));
    const events = calls.map((call) => sampleEvent(call));
    const clients = await Promise.all(Array.from({ length: 4 }, () => database.pool.connect()));
    await Promise.all(clients.map((each) => writeRows(each, calls, events)));
    clients.forEach((each) => each.release());
    expect([await count('conversation_calls'), await count('conversation_events')]).toEqual([50, 50]);
  });

  test('the same rows twice in one batch are written once', async () => {
    const call = sampleCall(now);
    const event = sampleEvent(call);
    await writeRows(client, [call, call], [event, event]);
    expect([await count('conversation_calls'), await count('conversation_events')]).toEqual([1, 1]);
  });

  test('a batch that fails leaves nothing behind, and the connection usable', async () => {
    const [good, bad] = [sampleCall(now), sampleCall(now, { httpStatus: 2 ** 40 })];
    await expect(writeRows(client, [good, bad], [])).rejects.toMatchObject({ code: '22003' });
    expect(await count('conversation_calls')).toBe(0);
    await writeRows(client, [good], []);
    expect(await count('conversation_calls')).toBe(1);
  });
});

test('batches of more rows than one statement takes are written whole', async () => {
  const calls = Array.from({ length: 1_201 }, () => sampleCall(now));
  await writeRows(
    client,
    calls,
    calls.map((call) => sampleEvent(call)),
  );
  expect([await count('conversation_calls'), await count('conversation_events')]).toEqual([1_201, 1_201]);
});

test('bodies of many megabytes are written beside small ones', async () => {
  const call = sampleCall(now);
  const text = Array.from({ length: 600_000 }, (_, index) => `word-${index}"\\`).join(' ');
  const original = { text };
  const large = (): EventRow => sampleEvent(call, { original, originalRaw: Buffer.from(JSON.stringify(original)) });
  await writeRows(client, [call], [sampleEvent(call), large(), large(), large(), sampleEvent(call)]);
  expect(await count('conversation_events')).toBe(5);
  const { rows } = await client.query('SELECT max(length(original->>$1)) AS length FROM conversation_events', ['text']);
  expect(rows).toEqual([{ length: text.length }]);
});

test('a name of any length costs nothing but its end, where it is indexed', async () => {
  const long = randomBytes(500_000).toString('hex');
  const call = { ...sampleCall(now), requestedModel: long, finalModel: '模'.repeat(2000), providerRequestId: long };
  await writeRows(client, [call], [sampleEvent(call, { eventType: long })]);
  const stored = await findCall(database.pool, call.callId);
  expect(stored?.requestedModel).toBe(`${long.slice(0, 511)}…`);
  expect(stored?.finalModel).toBe(`${'模'.repeat(511)}…`);
  expect(stored?.providerRequestId).toBe(`${long.slice(0, 511)}…`);
});

test('nothing in a body or a name can break a batch', async () => {
  const nul = 'a\0b';
  const call = sampleCall(now, {
    endpoint: nul,
    finalModel: '\ud800',
    errorMessage: nul,
    policies: [nul],
    requestHeaders: { [nul]: nul },
    timings: [{ name: nul, parent: -1, start: 0, end: Number.NaN }],
    searchText: `${nul} ${'x'.repeat(5_000)} ${'ü'.repeat(70_000)}`,
    inputTokens: 1.5,
    outputTokens: Number.POSITIVE_INFINITY,
    durationMs: Number.NaN,
  });
  let deep: Json = 1;
  for (let level = 0; level < 20_000; level += 1) deep = [deep];
  const deepRaw = Buffer.from('['.repeat(20_000) + ']'.repeat(20_000));
  const events = [nul, { 'k\0': '\udfff' }, 1e308, [], null].map((original) => sampleEvent(call, { original }));
  events.push(sampleEvent(call, { original: deep, originalRaw: deepRaw }));
  await writeRows(client, [call], [...events, sampleEvent(call, { id: 'no uuid', eventType: nul })]);
  expect(await payloads()).toHaveLength(7);
});

describe('the documented payload', () => {
  const write = async (changes: Partial<EventRow>): Promise<void> => {
    const call = sampleCall(now);
    await writeRows(client, [call], [sampleEvent(call, changes)]);
  };

  test('is {original, final} with the keys of the final body beside them', async () => {
    await write({ original: { a: 1, b: 2 }, final: { a: 1, b: 3 } });
    expect(await payloads()).toEqual([{ a: 1, b: 3, original: { a: 1, b: 2 }, final: { a: 1, b: 3 } }]);
  });

  test('repeats the body on both sides when nothing changed', async () => {
    await write({ original: { a: 1 }, final: null });
    expect(await payloads()).toEqual([{ a: 1, original: { a: 1 }, final: { a: 1 } }]);
  });

  test('of a body that is no object has only the two sides', async () => {
    await write({ original: ['x'], final: 'y' });
    expect(await payloads()).toEqual([{ original: ['x'], final: 'y' }]);
  });

  test('of a policy event is what it said', async () => {
    await write({ original: { policy: 'p' }, originalRaw: null, rawKind: null });
    expect(await payloads()).toEqual([{ policy: 'p' }]);
  });
});

import { callQuerySchema } from '@lens/core/api';
import { isObject, type Json } from '@lens/core/json';
import fc from 'fast-check';
import { callRecordOf, type CallRecord, type CallStart } from '../call';
import { callEnd, callStart, exchange, openAiStream, streamEnd, streamParts } from '../call/testing/facts';
import { silentLog } from '../log';
import { createPostgresSink } from './postgresSink';
import { findEvents } from './read/findEvents';
import { listCalls } from './read/listCalls';
import { callIdAt } from './testing/sampleRows';
import type { KeptForSql } from './write/encodeEvent';
import { startTestDatabase, type TestDatabase } from './testing/testDatabase';

/** What calls of one conversation have in common is stored once, and each is read back as it was. */

let database: TestDatabase;
beforeAll(async () => (database = await startTestDatabase()));
afterAll(() => database.stop());
beforeEach(() => database.pool.query('TRUNCATE conversation_calls, stored_events'));

const signal = new AbortController().signal;
const now = Date.now();
const openSink = (kept: KeptForSql = 'all') =>
  createPostgresSink({ connectionString: database.connectionString, ownServer: false, kept }, silentLog);

type Message = { role: string; content: string };
const says = (role: string, word: string, times = 60): Message => ({ role, content: `${word} `.repeat(times) });
const rules = says('system', 'Follow the rules.', 200);

interface Asked extends Partial<CallStart> {
  messages: Message[];
  /** What a policy made of the request. */
  sent?: Message[];
  answer?: string;
  streamed?: boolean;
}

const bodyOf = (messages: Message[]) => JSON.stringify({ model: 'm', messages, tools: [{ name: 'read' }] });
const answerOf = (content: string) => JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] });

function recordOf({ messages, sent, answer = 'An answer.', streamed = false, ...fields }: Asked): CallRecord {
  const request = exchange(bodyOf(messages), sent === undefined ? null : bodyOf(sent));
  const who = { callerHash: 'caller', sessionId: 'session', ...fields };
  const start = callStart(0, { callId: callIdAt(now), startedAt: now, request, ...who });
  const { callId } = start;
  if (!streamed)
    return callRecordOf({ start, parts: [], end: { ...callEnd(0, { response: exchange(answerOf(answer)) }), callId } });
  const parts = streamParts(0, 'upstream', openAiStream(answer.split(' '))).map((part) => ({ ...part, callId }));
  return callRecordOf({ start, parts, end: { ...streamEnd(0), callId } });
}

async function expectWhole(records: CallRecord[], inSql = true): Promise<void> {
  for (const { callId, request, response } of records) {
    const bodies = (await findEvents(database.pool, callId)).filter(({ rawKind }) => rawKind !== null);
    const read = bodies.map(({ originalRaw, finalRaw }) =>
      [originalRaw, finalRaw].map((raw) => raw && Buffer.from(raw).toString()),
    );
    const sides = [request, ...(response ? [response] : [])];
    expect(read).toEqual(
      sides.map(({ original, final }) => [original, final].map((body) => body && Buffer.from(body.raw).toString())),
    );
    if (!inSql) continue;
    expect(await payloadsOf(callId)).toEqual(
      sides.map(({ original, final }) => ({
        ...objectOf(final?.json ?? original.json),
        original: original.json,
        final: final?.json ?? original.json,
      })),
    );
  }
}

const objectOf = (json: Json) => (isObject(json) ? json : {});

async function payloadsOf(callId: string): Promise<unknown[]> {
  const { rows } = await database.pool.query<{ payload: unknown }>(
    `SELECT payload FROM conversation_events WHERE call_id = $1 AND raw_kind IS NOT NULL ORDER BY sequence`,
    [callId],
  );
  return rows.map(({ payload }) => payload);
}

/** Bytes of bodies as they are stored. */
async function storedBytes(callId?: string): Promise<number> {
  const { rows } = await database.pool.query<{ bytes: number }>(
    `SELECT sum(octet_length(original_raw) + coalesce(octet_length(final_raw), 0))::int AS bytes FROM stored_events
     WHERE $1::text IS NULL OR call_id = $1`,
    [callId ?? null],
  );
  return rows[0]?.bytes ?? 0;
}

/** A conversation, a call a turn. */
function turns(count: number, fields: Partial<Asked> = {}): CallRecord[] {
  const messages = [rules];
  return Array.from({ length: count }, (_, turn) => {
    messages.push(says('user', `question ${turn}`));
    const answer = `answer ${turn} `.repeat(50);
    const record = recordOf({ messages: [...messages], answer, ...fields });
    messages.push({ role: 'assistant', content: answer });
    return record;
  });
}

test('turns of a session take what is new in them, and are read back byte by byte, also in SQL', async () => {
  const sink = openSink();
  const records = turns(12);
  for (const record of records) await sink.write([record], signal, () => undefined);
  await expectWhole(records);
  const last = records.at(-1)?.request.original.raw.length ?? 0;
  expect(await storedBytes()).toBeLessThan(last * 1.4);
  await sink.close();
});

test('of which pieces a turn is made is said once, too, and not again with each turn', async () => {
  const sink = openSink();
  const records = turns(30);
  for (const record of records) await sink.write([record], signal, () => undefined);
  await expectWhole(records);
  const { rows } = await database.pool.query<{ call_id: string; said: number }>(
    `SELECT call_id, cardinality(original_pieces) + coalesce(cardinality(outline), 0) AS said FROM stored_events
     WHERE event_type = 'request'`,
  );
  const saidBy = new Map(rows.map(({ call_id: callId, said }) => [callId, said]));
  for (const { callId } of records.slice(9)) expect(saidBy.get(callId)).toBeLessThan(30);
  // The first of its turns says what all others begin with.
  const [, second] = records;
  const drop = database.pool.query('DELETE FROM conversation_calls WHERE call_id = $1', [second?.callId]);
  await expect(drop).rejects.toMatchObject({ hint: expect.stringContaining('npm run erase') as string });
  await sink.close();
});

test('a damaged outline is told as that in the API, and costs SQL no more than its body', async () => {
  const sink = openSink();
  const records = turns(6);
  for (const record of records) await sink.write([record], signal, () => undefined);
  await database.pool.query(
    `UPDATE stored_events SET outline = outline[1:2] WHERE id = (
       SELECT id FROM stored_events WHERE outline IS NOT NULL ORDER BY outline_from LIMIT 1)`,
  );
  const last = records.at(-1)?.callId ?? '';
  await expect(findEvents(database.pool, last)).rejects.toMatchObject({ code: 'bytes_missing' });
  expect(await payloadsOf(last)).toEqual([null, expect.anything()]);
  await sink.close();
});

test('so do those of streams, of what policies redacted, and of one batch', async () => {
  const sink = openSink();
  const redacted = turns(4, { sessionId: 'redacted' });
  const messages = [rules, says('user', 'secret 4111')];
  const records = [
    ...turns(4, { sessionId: 'streamed', streamed: true }),
    ...redacted,
    recordOf({ messages, sent: [rules, says('user', 'secret [CARD]')] }),
    recordOf({
      messages: [...messages, says('assistant', 'ok')],
      sent: [rules, says('user', 'secret [CARD]'), says('assistant', 'ok')],
    }),
  ];
  await sink.write(records, signal, () => undefined);
  await expectWhole(records);
  await sink.close();
});

test('nothing is shared between callers, users or days, whatever they call their session', async () => {
  const sink = openSink();
  const messages = [rules, says('user', 'the same')];
  const others = [
    { callerHash: 'other' },
    { userHash: 'somebody' },
    { callId: callIdAt(now - 86_400_000) },
    { callerHash: null },
  ];
  const records = [recordOf({ messages }), ...others.map((fields) => recordOf({ messages, ...fields }))];
  await sink.write(records, signal, () => undefined);
  await expectWhole(records);
  for (const { callId, request } of records) {
    expect(await storedBytes(callId)).toBeGreaterThanOrEqual(request.original.raw.length);
  }
  await sink.close();
});

test('without a session what begins alike is of one conversation, and what does not is not', async () => {
  const sink = openSink();
  const [first, second] = turns(2, { sessionId: null });
  const other = recordOf({ messages: [says('system', 'Other rules.', 200), says('user', 'x')], sessionId: null });
  if (first === undefined || second === undefined) throw new Error('two turns');
  for (const record of [first, other, second]) await sink.write([record], signal, () => undefined);
  await expectWhole([first, other, second]);
  expect(await storedBytes(second.callId)).toBeLessThan(second.request.original.raw.length / 2);
  expect(await storedBytes(other.callId)).toBeGreaterThan(other.request.original.raw.length);
  await sink.close();
});

test('a batch that could not be written is built on by none, and comes again whole', async () => {
  const sink = openSink();
  const [first, second, third] = turns(3);
  if (first === undefined || second === undefined || third === undefined) throw new Error('three turns');
  await database.pool.query(`ALTER TABLE conversation_calls ADD CONSTRAINT refuses CHECK (upstream <> 'refused')`);
  const refused = { ...first, upstream: 'refused' };
  const writes = [sink.write([refused], signal, () => undefined), sink.write([second], signal, () => undefined)];
  const [one, two] = await Promise.allSettled(writes);
  expect(one?.status).toBe('rejected');
  if (two?.status === 'rejected') await sink.write([second], signal, () => undefined);
  for (const record of [first, third]) await sink.write([record], signal, () => undefined);
  await expectWhole([first, second, third]);
  await database.pool.query('ALTER TABLE conversation_calls DROP CONSTRAINT refuses');
  await sink.close();
});

test('with room for one conversation, those that take turns are forgotten, counted, and read back all the same', async () => {
  const { connectionString } = database;
  const sink = createPostgresSink({ connectionString, ownServer: false, transcriptsBytes: 1 }, silentLog);
  const [one, other] = ['one', 'other'].map((sessionId) => turns(3, { sessionId }));
  const records = one?.flatMap((record, turn) => [record, ...(other?.slice(turn, turn + 1) ?? [])]) ?? [];
  for (const record of records) await sink.write([record], signal, () => undefined);
  expect(sink.limitsHit).toMatchObject({ transcripts_bytes: 6 });
  await expectWhole(records);
  await sink.close();
});

test('calls that come twice are stored as they were the first time, and those beside them whole', async () => {
  const records = turns(6);
  const before = openSink();
  for (const record of records.slice(0, 3)) await before.write([record], signal, () => undefined);
  await before.close();
  const told: string[] = [];
  const after = openSink();
  await after.write(records.slice(1, 5), signal, (ids) => void told.push(...ids));
  expect(told.sort()).toEqual(
    records
      .slice(3, 5)
      .map(({ callId }) => callId)
      .sort(),
  );
  await after.write(records.slice(4), signal, () => undefined);
  await expectWhole(records);
  await after.close();
});

test('conversations of any course are read back as they were', async () => {
  const step = fc.record({
    from: fc.nat(8),
    drop: fc.nat(4),
    say: fc.array(fc.record({ word: fc.constantFrom('alpha', 'beta', '日本', '"quoted"\n'), times: fc.nat(80) }), {
      maxLength: 3,
    }),
    session: fc.constantFrom('one', 'two', null),
    redact: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), fc.nat(4), async (steps, batch) => {
      const sink = openSink();
      const histories: Message[][] = [[rules]];
      const records = steps.map(({ from, drop, say, session, redact }) => {
        const base = histories[from % histories.length] ?? [];
        const kept = base.slice(0, Math.max(1, base.length - drop));
        const messages = [...kept, ...say.map(({ word, times }) => says('user', word, times))];
        histories.push(messages);
        const sent = messages.map(({ role, content }) => ({ role, content: content.replaceAll('beta', '[X]') }));
        return recordOf({ messages, sessionId: session, ...(redact && { sent }) });
      });
      for (let at = 0; at < records.length; at += batch + 1) {
        await sink.write(records.slice(at, at + batch + 1), signal, () => undefined);
      }
      await expectWhole(records);
      await sink.close();
    }),
    { numRuns: 15 },
  );
});

test('a search leads to the call that brought the words', async () => {
  const sink = openSink();
  const records = turns(3);
  for (const record of records) await sink.write([record], signal, () => undefined);
  const { calls } = await listCalls(database.pool, callQuerySchema.parse({ text: 'question 1' }));
  expect(calls.map(({ callId }) => callId)).toEqual([records[1]?.callId]);
  await sink.close();
});

describe('what is kept for SQL', () => {
  test('none: the bodies are compressed, and read back all the same', async () => {
    const sink = openSink('none');
    const records = [...turns(8), ...turns(2, { sessionId: 'streamed', streamed: true })];
    for (const record of records) await sink.write([record], signal, () => undefined);
    await expectWhole(records, false);
    expect(await payloadsOf(records[3]?.callId ?? '')).toEqual([null, null]);
    expect(await storedBytes()).toBeLessThan((records[7]?.request.original.raw.length ?? 0) / 2);
    await sink.close();
  });

  test('new: of each call what no call before in its conversation had', async () => {
    const sink = openSink('new');
    const records = turns(3);
    for (const record of records) await sink.write([record], signal, () => undefined);
    await expectWhole(records, false);
    const [request, response] = await payloadsOf(records[2]?.callId ?? '');
    expect(request).toMatchObject({
      model: 'm',
      messages: [says('user', 'question 2')],
      lens_note: 'What calls before in the conversation had is left out.',
    });
    expect(response).toMatchObject({ choices: [{ message: { content: 'answer 2 '.repeat(50) } }] });
    await sink.close();
  });
});

import { randomUUID } from 'node:crypto';
import { callQuerySchema } from '@lens/core/api';
import fc from 'fast-check';
import { silentLog } from '../log';
import { createPostgresSink } from './postgresSink';
import { dayMs } from './partitions/days';
import { dropExpired } from './partitions/dropExpired';
import { findEvents } from './read/findEvents';
import { listCalls } from './read/listCalls';
import {
  conversationsIn,
  recordOf,
  rules,
  says,
  signal,
  turns,
  writtenAtLast,
  type Message,
} from './testing/conversations';
import { callIdAt } from './testing/sampleRows';
import { startTestDatabase, type TestDatabase } from './testing/testDatabase';

/** What calls of one conversation have in common is stored once, and each is read back as it was. */

let database: TestDatabase;
beforeAll(async () => (database = await startTestDatabase()));
afterAll(() => database.stop());
beforeEach(() => database.pool.query('TRUNCATE conversation_calls, stored_events'));

const now = Date.now();
const { openSink, expectWhole, payloadsOf, storedBytes } = conversationsIn(() => database);

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

test('without a session any number of conversations of one caller take turns', async () => {
  const sink = openSink();
  const conversations = Array.from({ length: 40 }, (_, n) => {
    const beginning = [says('system', `Rules of ${n}.`, 200), says('user', 'x', 200)];
    return [beginning, [...beginning, says('assistant', 'y'), says('user', 'z')]].map((messages) =>
      recordOf({ messages, sessionId: null }),
    );
  });
  for (const turn of [0, 1]) {
    const records = conversations.flatMap((all) => all.slice(turn, turn + 1));
    for (const record of records) await sink.write([record], signal, () => undefined);
  }
  await expectWhole(conversations.flat());
  for (const [, second] of conversations) {
    if (second === undefined) throw new Error('two turns');
    expect(await storedBytes(second.callId)).toBeLessThan(second.request.original.raw.length / 2);
  }
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

test('conversations of any course, written in any batches and by any processes, are read back as they were', async () => {
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
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 14 }),
      fc.nat(4),
      fc.nat(2),
      fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
      async (steps, batch, again, starts) => {
        const key = randomUUID();
        let sink = openSink('all', key);
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
          if (starts[at % starts.length] === true) {
            await sink.close();
            sink = openSink('all', key);
          }
          const next = records.slice(Math.max(0, at - again), at + batch + 1);
          const halves = [next.slice(0, next.length / 2), next.slice(next.length / 2)].filter(
            ({ length }) => length > 0,
          );
          await Promise.all(halves.map((half) => writtenAtLast(sink, half)));
        }
        await expectWhole(records);
        await sink.close();
      },
    ),
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

test('a call that comes after its day was dropped is whole by itself', async () => {
  const now = Date.now();
  const sink = openSink();
  const [early, late] = [1, 2].map((count) => {
    const messages = [rules, ...Array.from({ length: count }, () => says('user', 'again'))];
    return recordOf({ messages, callId: callIdAt(now - 5 * dayMs + count) });
  });
  if (early === undefined || late === undefined) throw new Error('two calls');
  await sink.write([early], signal, () => undefined);
  const { partitions } = await dropExpired(database.pool, { retentionDays: 2, now });
  expect(partitions).toHaveLength(3);
  await sink.write([late], signal, () => undefined);
  await expectWhole([late], false);
  await sink.close();
});

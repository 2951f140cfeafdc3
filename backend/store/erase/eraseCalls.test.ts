import { callQuerySchema } from '@lens/core/api';
import fc from 'fast-check';
import { callRecordOf, type CallRecord } from '../../call';
import { callEnd, callStart, exchange } from '../../call/testing/facts';
import { silentLog } from '../../log';
import { createPostgresSink } from '../postgresSink';
import { findEvents } from '../read/findEvents';
import { listCalls } from '../read/listCalls';
import { decodeSegment } from '../words/segment';
import { callIdAt } from '../testing/sampleRows';
import { startTestDatabase, type TestDatabase } from '../testing/testDatabase';
import { eraseCalls } from './eraseCalls';

let database: TestDatabase;
beforeAll(async () => (database = await startTestDatabase()));
afterAll(() => database.stop());
beforeEach(() => database.pool.query('TRUNCATE conversation_calls, stored_events, call_words, audit_log'));

const signal = new AbortController().signal;
const openSink = () => createPostgresSink({ connectionString: database.connectionString, ownServer: false }, silentLog);
const rules = { role: 'system', content: 'Follow the rules. '.repeat(100) };

let turns = 0;

/** A turn of the one session there is. */
function turn(said: string[]): CallRecord {
  const messages = [rules, ...said.map((content) => ({ role: 'user', content }))];
  const request = exchange(JSON.stringify({ model: 'm', messages }));
  const start = callStart(0, {
    callId: callIdAt(Date.now() + (turns += 1)),
    request,
    callerHash: 'caller',
    sessionId: 'session',
  });
  return callRecordOf({ start, parts: [], end: { ...callEnd(0), callId: start.callId } });
}

const long = (word: string) => `${word} `.repeat(40);

async function requestOf({ callId }: CallRecord): Promise<string | null> {
  const [request] = await findEvents(database.pool, callId);
  return request?.originalRaw ? Buffer.from(request.originalRaw).toString() : null;
}

const sentIn = ({ request }: CallRecord) => Buffer.from(request.original.raw).toString();

async function found(word: string): Promise<string[]> {
  const { calls } = await listCalls(database.pool, callQuerySchema.parse({ text: word }));
  return calls.map(({ callId }) => callId);
}

/** All words that are stored. */
async function wordsThere(): Promise<Set<string>> {
  const { rows } = await database.pool.query<{ postings: Buffer }>('SELECT postings FROM call_words');
  return new Set(rows.flatMap(({ postings }) => [...decodeSegment(postings).callsOf.keys()]));
}

/** Whether a text stands anywhere in what is stored of bodies. */
async function isStored(text: string): Promise<boolean> {
  const { rows } = await database.pool.query(
    `SELECT FROM stored_events WHERE position(convert_to($1, 'UTF8') IN original_raw || coalesce(final_raw, '')) > 0`,
    [text],
  );
  return rows.length > 0;
}

test('what only the erased call had is gone, and what others have in common with it is theirs', async () => {
  const sink = openSink();
  const first = turn([long('common'), long('secret')]);
  const second = turn([long('common'), long('other')]);
  const third = turn([long('common'), long('other'), long('third')]);
  for (const record of [first, second, third]) await sink.write([record], signal, () => undefined);
  expect(await found('common')).toEqual([first.callId]);

  expect(await eraseCalls(database.pool, [first.callId], 'ada')).toEqual({ calls: [first.callId], storedAnew: 2 });
  expect(await requestOf(first)).toBeNull();
  expect(await isStored('secret')).toBe(false);
  expect((await wordsThere()).has('secret')).toBe(false);
  expect([await requestOf(second), await requestOf(third)]).toEqual([second, third].map(sentIn));
  expect(await found('common')).toEqual([second.callId]);
  const { rows } = await database.pool.query('SELECT who, action, call_id FROM audit_log');
  expect(rows).toEqual([{ who: 'ada', action: 'erased', call_id: first.callId }]);
  await sink.close();
});

test('a recorder that goes on builds on nothing that was erased', async () => {
  const sink = openSink();
  const records = [
    turn([long('one')]),
    turn([long('one'), long('two')]),
    turn([long('one'), long('two'), long('three')]),
  ];
  const [first, second, third] = records;
  if (first === undefined || second === undefined || third === undefined) throw new Error('three turns');
  await sink.write([first], signal, () => undefined);
  await sink.write([second], signal, () => undefined);
  await eraseCalls(database.pool, [first.callId, second.callId], 'ada');
  await sink.write([third], signal, () => undefined);
  expect(await requestOf(third)).toBe(sentIn(third));
  await sink.close();
});

test('an erased call is not stored again when the spool, which still has it, is delivered again', async () => {
  const sink = openSink();
  const records = [turn([long('one')]), turn([long('one'), long('two')])];
  const [first, second] = records;
  if (first === undefined || second === undefined) throw new Error('two turns');
  await sink.write([first], signal, () => undefined);
  await eraseCalls(database.pool, [first.callId], 'ada');
  const told: string[] = [];
  await sink.write(records, signal, (newIds) => told.push(...newIds));
  expect(told).toEqual([second.callId]);
  expect(await requestOf(first)).toBeNull();
  expect(await requestOf(second)).toBe(sentIn(second));
  await sink.close();
});

test('by hand no call is deleted that others are made of; a whole conversation is', async () => {
  const sink = openSink();
  const [first, second] = [turn([long('one')]), turn([long('one'), long('two')])];
  for (const record of [first, second]) await sink.write([record], signal, () => undefined);
  const drop = (where: string, ...values: string[]) =>
    database.pool.query(`DELETE FROM conversation_calls WHERE ${where}`, values);
  await expect(drop('call_id = $1', first.callId)).rejects.toMatchObject({
    hint: expect.stringContaining('npm run erase') as string,
  });
  await drop('call_id = $1', second.callId);
  await sink.write([second], signal, () => undefined);
  await drop('call_id = $1', second.callId);
  const third = turn([long('one'), long('two'), long('three')]);
  await sink.write([third], signal, () => undefined);
  expect([await requestOf(first), await requestOf(third)]).toEqual([first, third].map(sentIn));
  await drop('session_id = $1', 'session');
  expect(await requestOf(first)).toBeNull();
  await sink.close();
});

test('in whatever order calls are erased, those that are left are whole', async () => {
  const word = fc.constantFrom('alpha', 'beta', 'gamma', 'delta').map(long);
  const conversation = fc.array(fc.array(word, { maxLength: 6 }), { minLength: 2, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(conversation, fc.array(fc.nat(7), { maxLength: 5 }), async (bodies, order) => {
      const sink = openSink();
      const left = new Set(bodies.map(turn));
      for (const record of left) await sink.write([record], signal, () => undefined);
      for (const index of order) {
        const record = [...left][index % left.size];
        if (record === undefined || left.size === 1) continue;
        await eraseCalls(database.pool, [record.callId], 'ada');
        left.delete(record);
        const again = turn(['again', long('alpha')]);
        await sink.write([again], signal, () => undefined);
        left.add(again);
      }
      for (const record of left) expect(await requestOf(record)).toBe(sentIn(record));
      await sink.close();
    }),
    { numRuns: 10 },
  );
});

import { isObject, type Json } from '@lens/core/json';
import type { Pool } from 'pg';
import { callRecordOf, type CallRecord, type CallStart, type Sink } from '../../call';
import { callEnd, callStart, exchange, openAiStream, streamEnd, streamParts } from '../../call/testing/facts';
import { silentLog } from '../../log';
import { createPostgresSink } from '../postgresSink';
import { findEvents } from '../read/findEvents';
import type { KeptForSql } from '../write/encodeEvent';
import { callIdAt } from './sampleRows';
import type { TestDatabase } from './testDatabase';

/** Conversations as recorders write them, and what is stored of them. */

export const signal = new AbortController().signal;
const now = Date.now();

/** What the tests of a file do with a database, which is there when they run. */
export function conversationsIn(database: () => TestDatabase) {
  return {
    openSink(kept: KeptForSql = 'all', key?: string): Sink {
      const { connectionString } = database();
      const transcriptKey = key === undefined ? {} : { transcriptKey: key };
      return createPostgresSink({ connectionString, ownServer: false, kept, ...transcriptKey }, silentLog);
    },
    expectWhole: (records: CallRecord[], inSql = true) => expectStoredWhole(database().pool, records, inSql),
    payloadsOf: (callId: string) => payloadsOfCall(database().pool, callId),
    storedBytes: (callId?: string) => storedBytesOf(database().pool, callId),
  };
}

export type Message = { role: string; content: string };
export const says = (role: string, word: string, times = 60): Message => ({ role, content: `${word} `.repeat(times) });
export const rules = says('system', 'Follow the rules.', 200);

export interface Asked extends Partial<CallStart> {
  messages: Message[];
  /** What a policy made of the request. */
  sent?: Message[];
  answer?: string;
  /** What a policy made of the answer. */
  answered?: string;
  streamed?: boolean;
}

const bodyOf = (messages: Message[]) => JSON.stringify({ model: 'm', messages, tools: [{ name: 'read' }] });
const answerOf = (content: string) => JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] });

export function recordOf({
  messages,
  sent,
  answer = 'An answer.',
  answered,
  streamed = false,
  ...fields
}: Asked): CallRecord {
  const request = exchange(bodyOf(messages), sent === undefined ? null : bodyOf(sent));
  const who = { callerHash: 'caller', sessionId: 'session', ...fields };
  const start = callStart(0, { callId: callIdAt(now), startedAt: now, request, ...who });
  const { callId } = start;
  const response = exchange(answerOf(answer), answered === undefined ? null : answerOf(answered));
  if (!streamed) return callRecordOf({ start, parts: [], end: { ...callEnd(0, { response }), callId } });
  const parts = streamParts(0, 'upstream', openAiStream(answer.split(' '))).map((part) => ({ ...part, callId }));
  return callRecordOf({ start, parts, end: { ...streamEnd(0), callId } });
}

async function expectStoredWhole(pool: Pool, records: CallRecord[], inSql: boolean): Promise<void> {
  for (const { callId, request, response } of records) {
    const bodies = (await findEvents(pool, callId)).filter(({ rawKind }) => rawKind !== null);
    const read = bodies.map(({ originalRaw, finalRaw }) =>
      [originalRaw, finalRaw].map((raw) => raw && Buffer.from(raw).toString()),
    );
    const sides = [request, ...(response ? [response] : [])];
    expect(read).toEqual(
      sides.map(({ original, final }) => [original, final].map((body) => body && Buffer.from(body.raw).toString())),
    );
    if (!inSql) continue;
    expect(await payloadsOfCall(pool, callId)).toEqual(
      sides.map(({ original, final }) => ({
        ...objectOf(final?.json ?? original.json),
        original: original.json,
        final: final?.json ?? original.json,
      })),
    );
  }
}

const objectOf = (json: Json) => (isObject(json) ? json : {});

async function payloadsOfCall(pool: Pool, callId: string): Promise<unknown[]> {
  const { rows } = await pool.query<{ payload: unknown }>(
    `SELECT payload FROM conversation_events WHERE call_id = $1 AND raw_kind IS NOT NULL ORDER BY sequence`,
    [callId],
  );
  return rows.map(({ payload }) => payload);
}

/** Bytes of bodies as they are stored. */
async function storedBytesOf(pool: Pool, callId?: string): Promise<number> {
  const { rows } = await pool.query<{ bytes: number }>(
    `SELECT sum(octet_length(original_raw) + coalesce(octet_length(final_raw), 0))::int AS bytes FROM stored_events
     WHERE $1::text IS NULL OR call_id = $1`,
    [callId ?? null],
  );
  return rows[0]?.bytes ?? 0;
}

/** A conversation, a call a turn. */
export function turns(count: number, fields: Partial<Asked> = {}): CallRecord[] {
  const messages = [rules];
  return Array.from({ length: count }, (_, turn) => {
    messages.push(says('user', `question ${turn}`));
    const answer = `answer ${turn} `.repeat(50);
    const record = recordOf({ messages: [...messages], answer, ...fields });
    messages.push({ role: 'assistant', content: answer });
    return record;
  });
}

/** As the recorder does: what fails comes again. */
export async function writtenAtLast(sink: Sink, records: CallRecord[]): Promise<void> {
  for (let left = 5; ; left -= 1) {
    try {
      await sink.write(records, signal, () => undefined);
      return;
    } catch (error) {
      if (left === 0) throw error;
    }
  }
}

import type { ClientBase } from 'pg';
import { dayOfCall } from '../partitions/days';
import { binaryArray } from '../write/binaryArray';
import { tsvectorBytes } from '../write/tsvectorBytes';
import { encodeSegment, type Segment } from './segment';
import { segmentsOfTexts, toSegments, type CallText, type CallWords } from './segments';

/** Fewer calls are looked through one by one: an index of their words costs more than it saves. */
export const fewestIndexed = 128;
/** So many that came together are not put together with others: the 8 MB of a batch are some hundred long calls. */
export const fewestOfBatch = 96;

const insert = `
  INSERT INTO call_words (last_call_id, first_call_id, calls, words, postings)
  SELECT last, first, calls, words, postings
  FROM unnest($1::text[], $2::text[], $3::integer[], $4::tsvector[], $5::bytea[]) AS r (last, first, calls, words, postings)`;

/** Writes the words of calls of which there are none yet. Calls of one day are kept together; few of them wait to be merged. */
export async function writeWords(client: ClientBase, calls: readonly CallText[]): Promise<void> {
  for (const its of byDay(calls)) {
    const segments = segmentsOfTexts(its);
    const count = segments.reduce((sum, { callIds }) => sum + callIds.length, 0);
    await insertSegments(client, segments, count >= fewestOfBatch);
  }
}

/** Writes words that are known already, of calls of few days. */
export async function writeKnownWords(client: ClientBase, calls: readonly CallWords[]): Promise<void> {
  const withWords = calls.filter(({ words }) => words.length > 0);
  for (const its of byDay(withWords)) await insertSegments(client, toSegments(its), true);
}

/** A call without a day is by itself: its id is in no order with others. */
function byDay<Call extends { callId: string }>(calls: readonly Call[]): Iterable<Call[]> {
  return Map.groupBy(calls, ({ callId }) => dayOfCall(callId) ?? callId).values();
}

/** Those that are not indexed wait to be merged. */
export async function insertSegments(
  client: ClientBase,
  segments: readonly Segment[],
  isIndexed: boolean,
): Promise<void> {
  if (segments.length === 0) return;
  const words = segments.map(({ callsOf }) => (isIndexed ? tsvectorBytes([...callsOf.keys()]) : null));
  await client.query({
    name: 'insert_words',
    text: insert,
    values: [
      segments.map(({ callIds }) => callIds.at(-1)),
      segments.map(({ callIds }) => callIds[0]),
      segments.map(({ callIds }) => callIds.length),
      binaryArray('tsvector', words),
      binaryArray('bytea', segments.map(encodeSegment)),
    ],
  });
}

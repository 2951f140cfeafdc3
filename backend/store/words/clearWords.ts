import type { ClientBase, Pool } from 'pg';
import { wordsLock } from '../partitions/locks';
import { inTransaction } from '../inTransaction';
import { decodeSegment } from './segment';
import { callsOfSegment, toSegments } from './segments';
import { writeSegments } from './writeWords';

interface Row {
  id: string;
  last_call_id: string;
  postings: Buffer;
  is_indexed: boolean;
}

/** A row of `words_to_clear`. */
interface Noted {
  call_id: string;
}

/** Of one transaction. */
const mostCleared = 500;

/** Takes calls out of the segments they are in; gives those that were in one. Nobody merges until the transaction ends. */
export async function clearWords(client: ClientBase, callIds: readonly string[]): Promise<string[]> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [wordsLock]);
  const gone = new Set(callIds);
  const cleared: string[] = [];
  for (const { id, last_call_id: last, postings, is_indexed: isIndexed } of await rowsWith(client, callIds)) {
    const calls = callsOfSegment(decodeSegment(postings));
    const kept = calls.filter(({ callId }) => !gone.has(callId));
    if (kept.length === calls.length) continue;
    for (const { callId } of calls) if (gone.has(callId)) cleared.push(callId);
    await client.query('DELETE FROM call_words WHERE last_call_id = $1 AND id = $2', [last, id]);
    await writeSegments(client, toSegments(kept), isIndexed);
  }
  await client.query('DELETE FROM words_to_clear WHERE call_id = ANY($1)', [callIds]);
  return cleared;
}

/** The rows that the calls may be in. */
async function rowsWith(client: ClientBase, callIds: readonly string[]): Promise<Row[]> {
  const { rows } = await client.query<Row>(
    `SELECT id, last_call_id, postings, words IS NOT NULL AS is_indexed FROM call_words AS w
     WHERE last_call_id >= $2 AND first_call_id <= $3
       AND EXISTS (SELECT FROM unnest($1::text[]) AS c WHERE c COLLATE "C" BETWEEN w.first_call_id AND w.last_call_id)`,
    [callIds, callIds.reduce((a, b) => (a < b ? a : b), '~'), callIds.reduce((a, b) => (a > b ? a : b), '')],
  );
  return rows;
}

/** Clears the words of calls that were deleted in SQL. */
export async function clearDeletedWords(pool: Pool): Promise<void> {
  while (await inTransaction(pool, clearSome));
}

async function clearSome(client: ClientBase): Promise<boolean> {
  // What is noted is read under the lock: a call that was written again meanwhile is not noted any more.
  await client.query('SELECT pg_advisory_xact_lock($1)', [wordsLock]);
  const { rows } = await client.query<Noted>(
    `SELECT call_id FROM words_to_clear ORDER BY call_id LIMIT ${mostCleared}`,
  );
  await clearNoted(client, rows);
  return rows.length > 0;
}

/** Clears what is left of calls with these ids that were deleted in SQL, before they get words again. */
export async function clearFormerWords(client: ClientBase, callIds: readonly string[]): Promise<void> {
  if (callIds.length === 0) return;
  const { rows } = await client.query<Noted>({
    name: 'former_words',
    text: 'SELECT call_id FROM words_to_clear WHERE call_id = ANY($1)',
    values: [callIds],
  });
  await clearNoted(client, rows);
}

async function clearNoted(client: ClientBase, noted: readonly Noted[]): Promise<void> {
  if (noted.length === 0) return;
  await clearWords(
    client,
    noted.map(({ call_id: callId }) => callId),
  );
}

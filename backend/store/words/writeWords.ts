import type { ClientBase } from 'pg';
import { binaryArray } from '../write/binaryArray';
import type { Segment } from './segment';
import { toSegments, type CallWords } from './segments';
import { byDay, rowOfSegment, type WordRow } from './wordRows';

const insert = `
  INSERT INTO call_words (last_call_id, first_call_id, calls, words, postings)
  SELECT last, first, calls, words, postings
  FROM unnest($1::text[], $2::text[], $3::integer[], $4::tsvector[], $5::bytea[]) AS r (last, first, calls, words, postings)`;

export async function writeWords(client: ClientBase, rows: readonly WordRow[]): Promise<void> {
  if (rows.length === 0) return;
  const column = <Key extends keyof WordRow>(key: Key): WordRow[Key][] => rows.map((row) => row[key]);
  await client.query({
    name: 'insert_words',
    text: insert,
    values: [
      column('lastCallId'),
      column('firstCallId'),
      column('calls'),
      binaryArray('tsvector', column('words')),
      binaryArray('bytea', column('postings')),
    ],
  });
}

/** Writes words that are known already, of calls of few days. */
export async function writeKnownWords(client: ClientBase, calls: readonly CallWords[]): Promise<void> {
  const withWords = calls.filter(({ words }) => words.length > 0);
  for (const its of byDay(withWords)) await writeSegments(client, toSegments(its), true);
}

/** Those that are not indexed wait to be merged. */
export async function writeSegments(client: ClientBase, segments: Segment[], isIndexed: boolean): Promise<void> {
  await writeWords(
    client,
    segments.map((segment) => rowOfSegment(segment, isIndexed)),
  );
}

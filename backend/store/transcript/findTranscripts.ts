import { crc32 } from 'node:zlib';
import type { ClientBase } from 'pg';
import { readBody } from '../../call';
import { idsOfDay, type Day } from '../partitions/days';
import { searchText } from '../search/searchText';
import type { KeptForSql } from '../write/encodeEvent';
import { decodeRaw, type RawEncoding } from '../write/rawBytes';
import { maxPerKey, type Found } from './keptTranscripts';
import { piecesSaid, type Pieces } from './outline';
import { createTranscript, maxTurns, type StoredTranscript } from './transcript';
import type { ConversationKey, TranscriptIds } from './transcriptIds';
import { conversation } from './transcripts';

interface FoundId {
  /** Of which conversation, from 1. */
  n: number;
  id: string;
  length: number;
}

/** At a time: of what is beyond it nothing is gone on with. */
const mostBytes = 32 * 1024 * 1024;

/** The last transcripts of some conversations of one day, the latest first: from one to the next by the index. */
const findIds = `
  SELECT wanted.n::int AS n, found.id,
    (SELECT max(transcript_to) FROM stored_events WHERE transcript = found.id AND call_id >= $3 AND call_id < $4) AS length
  FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS wanted (first, last, n)
  CROSS JOIN LATERAL (
    WITH RECURSIVE down (id) AS (
      (SELECT transcript FROM stored_events WHERE transcript >= first AND transcript <= last
         AND call_id >= $3 AND call_id < $4 ORDER BY transcript DESC LIMIT 1)
      UNION ALL
      SELECT (SELECT transcript FROM stored_events WHERE transcript >= first AND transcript < down.id
         AND call_id >= $3 AND call_id < $4 ORDER BY transcript DESC LIMIT 1)
      FROM down WHERE down.id IS NOT NULL
    )
    SELECT id FROM down WHERE id IS NOT NULL LIMIT ${maxPerKey}
  ) AS found`;

/** What recorders with this key have stored of conversations, to go on with: in the order of `conversations`. */
export async function findTranscripts(
  client: ClientBase,
  conversations: readonly ConversationKey[],
  { ids, kept }: { ids: Pick<TranscriptIds, 'rangeOf'>; kept: KeptForSql },
): Promise<{ conversation: ConversationKey; found: Found[] }[]> {
  const all: { conversation: ConversationKey; found: Found[] }[] = [];
  let room = mostBytes;
  for (const [day, its] of Map.groupBy(conversations, (one) => one.day)) {
    const named = await idsFound(client, day, its.map(ids.rangeOf));
    for (const [index, of] of its.entries()) {
      const found: Found[] = [];
      for (const { id, length } of named.filter(({ n }) => n === index + 1)) {
        room -= length;
        const transcript = room < 0 ? null : await findTranscript(client, { id, day, kept });
        if (transcript !== null) found.push(transcript);
      }
      all.push({ conversation: of, found });
    }
  }
  return all;
}

async function idsFound(client: ClientBase, day: Day, ranges: { first: string; last: string }[]): Promise<FoundId[]> {
  const { from, below } = idsOfDay(day);
  const { rows } = await client.query<FoundId>({
    name: 'former_transcripts',
    text: findIds,
    values: [ranges.map(({ first }) => first), ranges.map(({ last }) => last), from, below],
  });
  return rows;
}

interface Row {
  event_type: string;
  transcript_from: number;
  transcript_to: number;
  original_raw: Uint8Array;
  final_raw: Uint8Array | null;
  raw_encoding: RawEncoding;
  original_pieces: Pieces | null;
  final_pieces: Pieces | null;
  original_sum: number | null;
  final_sum: number | null;
  outline: number[] | null;
  outline_from: number | null;
}

interface Wanted {
  id: string;
  day: Day;
  kept: KeptForSql;
}

/** Null where some of it is missing or damaged: nothing is built on that. */
async function findTranscript(client: ClientBase, { id, day, kept }: Wanted): Promise<Found | null> {
  const { from, below } = idsOfDay(day);
  const { rows } = await client.query<Row>({
    name: 'former_transcript',
    text: `
      SELECT event_type, transcript_from, transcript_to, original_raw, final_raw, raw_encoding, original_pieces,
        final_pieces, original_sum, final_sum, outline, outline_from
      FROM stored_events WHERE transcript = $1 AND call_id >= $2 AND call_id < $3
      ORDER BY transcript_from, transcript_to, outline_from, sequence`,
    values: [id, from, below],
  });
  // Written when less was kept for SQL, which could read nothing that has pieces of it.
  if (kept === 'all' && rows.some(({ raw_encoding: encoding }) => encoding !== 'identity')) return null;
  try {
    const stored = storedOf(rows);
    if (stored === null) return null;
    const found = { id, transcript: createTranscript(stored), texts: new Set<number>() };
    learnTexts(found, stored.lastBodies);
    return found;
  } catch {
    // Its compression or its outline is damaged: whoever reads it is told, and verification finds it.
    return null;
  }
}

interface Restored extends StoredTranscript {
  /** The newest request and the answer to it, as they went out: by their words calls are found. */
  lastBodies: Buffer[];
}

/** A body by what it is made of. */
interface Told {
  said: Pieces;
  sum: number | null;
  isTurn: boolean;
  /** It went out, and no policy made another of it. */
  isFinal: boolean;
}

function storedOf(rows: readonly Row[]): Restored | null {
  const parts: Buffer[] = [];
  const outline: number[] = [];
  const told: Told[] = [];
  let length = 0;
  for (const row of rows) {
    const [original, final] = [row.original_raw, row.final_raw].map((raw) => decodeRaw(raw, row.raw_encoding));
    const middle = length + (original?.length ?? 0);
    const end = middle + (final?.length ?? 0);
    const isSaidNext = row.outline === null || row.outline_from === outline.length;
    if (row.transcript_from !== length || row.transcript_to !== end || !isSaidNext) return null;
    for (const part of [original, final]) if (part) parts.push(Buffer.from(part.buffer, part.byteOffset, part.length));
    for (const place of row.outline ?? []) outline.push(place);
    const isTurn = row.event_type === 'request';
    told.push({ said: row.original_pieces ?? [length, middle], sum: row.original_sum, isTurn, isFinal: !final });
    if (final) told.push({ said: row.final_pieces ?? [middle, end], sum: row.final_sum, isTurn, isFinal: true });
    length = end;
  }
  return withBodies(Buffer.concat(parts), outline, told);
}

/** Null where one of the bodies that are gone on with is another than it was. */
function withBodies(bytes: Buffer, outline: number[], told: readonly Told[]): Restored | null {
  const bodyOf = (one: Told) => ({ ...one, body: join(bytes, outline, one.said) });
  const turns = told
    .filter(({ isTurn }) => isTurn)
    .slice(-2 * maxTurns)
    .map(bodyOf);
  const answers = told.slice(told.findLastIndex(({ isTurn }) => isTurn) + 1).map(bodyOf);
  if (![...turns, ...answers].every(({ body, sum }) => (crc32(body) | 0) === sum)) return null;
  const last = [...turns.slice(-1), ...answers.filter(({ isFinal }) => isFinal)];
  return { bytes, outline, turns, lastBodies: last.map(({ body }) => body) };
}

function join(bytes: Buffer, outline: readonly number[], said: Pieces): Buffer {
  const pieces = piecesSaid(said, (from, to) => outline.slice(from, to));
  const runs: Buffer[] = [];
  for (let at = 0; at < pieces.length; at += 2) runs.push(bytes.subarray(pieces[at], pieces[at + 1]));
  return Buffer.concat(runs);
}

/** What of the texts is known is in the newest request, or was in the answer to it: also what is too far back to be searched. */
function learnTexts(found: Found, [request, ...answers]: readonly Buffer[]): void {
  if (request === undefined) return;
  const texts = conversation(found).textsOf(request);
  const learning = { ...texts, isNew: (text: string) => texts.isNew(text) && false };
  searchText(null, readBody(request).json, { ...learning, learned: () => found.transcript.learned() });
  for (const answer of answers) searchText(null, readBody(answer).json, learning);
}

import type { Pool, PoolClient } from 'pg';
import type { EventRecord } from '../columns/eventColumns';
import { dayOfCall, firstCallIdOf } from '../partitions/days';
import { isOutlined, piecesSaid } from '../transcript/outline';
import { decodeRaw, type RawEncoding } from '../write/rawBytes';

/** A part of a transcript: what one event added to it. */
interface TranscriptPart {
  transcript: string;
  from: number;
  original: Uint8Array;
  final: Uint8Array | null;
  encoding: RawEncoding;
  /** What it added to the outline, and where that begins. */
  outline: readonly number[] | null;
  outlineFrom: number | null;
}

/** An event with the parts of the transcript that its bodies have pieces of. */
export interface ReadableEvent extends EventRecord {
  parts: readonly TranscriptPart[];
}

/** The bytes that an event refers to are not there, or are others. */
export class MissingBytesError extends Error {
  readonly code = 'bytes_missing';

  constructor({ callId, eventType }: Pick<EventRecord, 'callId' | 'eventType'>, cause?: unknown) {
    super(
      `The ${eventType} of call ${callId} has pieces of earlier ones of its conversation, which are not whole any more.`,
      { cause },
    );
    this.name = 'MissingBytesError';
  }
}

interface SelectedPart {
  transcript: string;
  transcript_from: number;
  original_raw: Uint8Array;
  final_raw: Uint8Array | null;
  raw_encoding: RawEncoding;
  outline: number[] | null;
  outline_from: number | null;
}

/** Finds for events of one day the parts of transcripts that they need. */
export async function withParts(client: Pool | PoolClient, events: EventRecord[]): Promise<ReadableEvent[]> {
  const needed = Map.groupBy(events.filter(needsParts), ({ transcript }) => transcript ?? '');
  const parts = new Map<string, TranscriptPart[]>();
  for (const [transcript, its] of needed) parts.set(transcript, await findParts(client, transcript, its));
  return events.map((event) => ({
    ...event,
    parts: needsParts(event) ? (parts.get(event.transcript ?? '') ?? []) : [],
  }));
}

function needsParts({ transcript, originalPieces, finalPieces }: EventRecord): boolean {
  return transcript !== null && (originalPieces !== null || finalPieces !== null);
}

async function findParts(
  client: Pool | PoolClient,
  transcript: string,
  events: EventRecord[],
): Promise<TranscriptPart[]> {
  const days = events.map(({ callId }) => dayOfCall(callId)).filter((day) => day !== null);
  const ends = events.flatMap(endsOf);
  if (days.length === 0 || ends.length === 0) return [];
  const { rows } = await client.query<SelectedPart>({
    name: 'transcript_parts',
    text: `
      SELECT transcript, transcript_from, original_raw, final_raw, raw_encoding, outline, outline_from FROM stored_events
      WHERE transcript = $1 AND transcript_to > $2 AND transcript_from <= $3 AND call_id >= $4 AND call_id < $5
      ORDER BY transcript_from, transcript_to, outline_from`,
    values: [
      transcript,
      ends.reduce((a, b) => Math.min(a, b)),
      ends.reduce((a, b) => Math.max(a, b)),
      firstCallIdOf(Math.min(...days)),
      firstCallIdOf(Math.max(...days) + 1),
    ],
  });
  return rows.map((row) => ({
    transcript: row.transcript,
    from: row.transcript_from,
    original: row.original_raw,
    final: row.final_raw,
    encoding: row.raw_encoding,
    outline: row.outline,
    outlineFrom: row.outline_from,
  }));
}

/** Between which places of the transcript is what the event needs. Where it is, an outline alone tells. */
function endsOf({ originalPieces, finalPieces, transcriptTo }: EventRecord): number[] {
  if (isOutlined(originalPieces) || isOutlined(finalPieces)) return [-1, transcriptTo ?? 0];
  return [...(originalPieces ?? []), ...(finalPieces ?? [])];
}

export interface EventBytes {
  original: Uint8Array | null;
  /** Null when identical to `original`. */
  final: Uint8Array | null;
}

/** The exact bytes of an event's bodies. Throws `MissingBytesError`, and what decompression throws for damage of its own. */
export function readBytes(event: ReadableEvent): EventBytes {
  const { originalRaw, finalRaw, rawEncoding } = event;
  const original = decodeRaw(originalRaw, rawEncoding);
  const final = decodeRaw(finalRaw, rawEncoding);
  const originalPieces = piecesOf(event, event.originalPieces);
  const finalPieces = piecesOf(event, event.finalPieces);
  if (originalPieces === null && finalPieces === null) return { original, final };
  const runs = runsOf(event, original, final);
  return {
    original: originalPieces === null ? original : join(event, runs, originalPieces),
    final: finalPieces === null ? final : join(event, runs, finalPieces),
  };
}

function piecesOf(event: ReadableEvent, said: number[] | null): number[] | null {
  if (said === null || !isOutlined(said)) return said;
  return piecesSaid(said, (from, to) => {
    const found = event.parts.flatMap(({ outline, outlineFrom }) =>
      outline === null || outlineFrom === null
        ? []
        : outline.slice(Math.max(0, from - outlineFrom), Math.max(0, to - outlineFrom)),
    );
    if (found.length !== to - from) throw new MissingBytesError(event);
    return found;
  });
}

/** Bytes with the place of their first. */
interface Run {
  from: number;
  bytes: Uint8Array;
}

/** Of parts that many events have: each is decompressed once. */
const decoded = new WeakMap<readonly TranscriptPart[], Run[]>();

function runsOf(event: ReadableEvent, original: Uint8Array | null, final: Uint8Array | null): Run[] {
  if (event.transcript === null) return inOrder(0, original, final);
  const known = decoded.get(event.parts);
  if (known !== undefined) return known;
  try {
    const all = event.parts.flatMap(({ from, encoding, ...part }) =>
      inOrder(from, decodeRaw(part.original, encoding), decodeRaw(part.final, encoding)),
    );
    // Of a body with nothing new: it is where the next one begins.
    const runs = all.filter(({ bytes }) => bytes.length > 0);
    decoded.set(event.parts, runs);
    return runs;
  } catch (error) {
    throw new MissingBytesError(event, error);
  }
}

function inOrder(from: number, original: Uint8Array | null, final: Uint8Array | null): Run[] {
  if (original === null) return [];
  return final === null
    ? [{ from, bytes: original }]
    : [
        { from, bytes: original },
        { from: from + original.length, bytes: final },
      ];
}

function join(event: EventRecord, runs: Run[], pieces: number[]): Uint8Array {
  const found: Uint8Array[] = [];
  let missing = 0;
  for (let at = 0; at < pieces.length; at += 2) {
    const [from = 0, to = 0] = [pieces[at], pieces[at + 1]];
    missing += to - from;
    for (let index = firstBeyond(runs, from); index < runs.length; index += 1) {
      const run = runs[index];
      if (run === undefined || run.from >= to) break;
      const part = run.bytes.subarray(Math.max(0, from - run.from), to - run.from);
      missing -= part.length;
      found.push(part);
    }
  }
  if (missing !== 0) throw new MissingBytesError(event);
  return Buffer.concat(found);
}

/** The index of the first run that ends after this place. */
function firstBeyond(runs: Run[], place: number): number {
  let [low, high] = [0, runs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const run = runs[middle];
    if (run !== undefined && run.from + run.bytes.length > place) high = middle;
    else low = middle + 1;
  }
  return low;
}

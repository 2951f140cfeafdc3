import type { PolicyStep } from '@lens/core/diff';
import { parseJson, type Json } from '@lens/core/json';
import type { Pool } from 'pg';
import { eventColumns, type EventRecord } from '../columns/eventColumns';
import { selectionOf, type Selected } from '../columns/selection';
import type { EventRow } from '../rows';
import { decodeRaw } from '../write/rawBytes';
import { readBytes, withParts, type ReadableEvent } from './pieces';

/** An event as it was stored. `original` and `final` are there only where there are no raw bytes, which are exact. */
export type StoredEvent = EventRow;

/** Which of a call's events are wanted: all, or what policies said, for which no body is read. */
export type EventKind = 'all' | 'policy';

const withoutCopies = selectionOf<EventRecord>(eventColumns, {
  original: 'CASE WHEN original_raw IS NULL THEN original::text END',
  final: 'CASE WHEN original_raw IS NULL THEN final::text END',
});

/** The events of a call in their order. */
export async function findEvents(pool: Pool, callId: string, kind: EventKind = 'all'): Promise<StoredEvent[]> {
  return (await findEventRecords(pool, callId, kind)).map(readEvent);
}

/** The same as they are stored, for who decodes them elsewhere. */
export async function findEventRecords(pool: Pool, callId: string, kind: EventKind = 'all'): Promise<ReadableEvent[]> {
  const { rows } = await pool.query<Selected>(
    `SELECT ${withoutCopies.sql} FROM stored_events
     WHERE call_id = $1 ${kind === 'policy' ? 'AND raw_kind IS NULL' : ''}
     ORDER BY sequence, id`,
    [callId],
  );
  return withParts(pool, rows.map(withoutCopies.read));
}

export function readEvent(record: ReadableEvent): StoredEvent {
  const { id, callId, eventType, sequence, createdAt, rawKind, rawEncoding } = record;
  const { original, final } = readBytes(record);
  return {
    id,
    callId,
    eventType,
    sequence,
    createdAt,
    original: readJson(record.original),
    final: readJson(record.final),
    originalRaw: original,
    finalRaw: final,
    rawKind,
    steps: readSteps(decodeRaw(record.steps, rawEncoding)),
  };
}

function readJson(text: string | null): Json {
  // PostgreSQL wrote it: JSON by definition.
  return text === null ? null : parseJson(text);
}

function readSteps(bytes: Uint8Array | null): PolicyStep[] | null {
  // Written by `encodeEvent` from PolicyStep[] and by nothing else.
  const steps: unknown = bytes === null ? null : parseJson(Buffer.from(bytes).toString());
  return steps as PolicyStep[] | null;
}

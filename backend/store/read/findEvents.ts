import type { PolicyStep } from '@lens/core/diff';
import type { Json } from '@lens/core/json';
import type { Pool } from 'pg';
import type { EventRow } from '../rows';
import { decodeRaw, type RawEncoding } from '../write/rawBytes';

/** An event as it is stored. `original` and `final` are read only where there are no raw bytes, which are exact. */
export interface StoredEvent extends Omit<EventRow, 'steps'> {
  /** Null when it could not be kept: then nothing tells which part of the original is secret. */
  steps: PolicyStep[] | null;
}

/** An event as the database gives it: plain data, its bytes still compressed. `readEvent` decodes it, wherever that may take its time. */
export interface EventRecord {
  id: string;
  call_id: string;
  event_type: string;
  sequence: string;
  created_at: Date;
  original: Json;
  final: Json | null;
  original_raw: Buffer | null;
  final_raw: Buffer | null;
  raw_kind: EventRow['rawKind'];
  raw_encoding: RawEncoding;
  steps: Buffer | null;
}

/** Which of a call's events are wanted: all, or what policies said, for which no body is read. */
export type EventKind = 'all' | 'policy';

/** The events of a call in their order. */
export async function findEvents(pool: Pool, callId: string, kind: EventKind = 'all'): Promise<StoredEvent[]> {
  return (await findEventRecords(pool, callId, kind)).map(readEvent);
}

/** The same as they are stored, for who decodes them elsewhere. */
export async function findEventRecords(pool: Pool, callId: string, kind: EventKind = 'all'): Promise<EventRecord[]> {
  const { rows } = await pool.query<EventRecord>(
    `SELECT id, call_id, event_type, sequence, created_at,
            CASE WHEN original_raw IS NULL THEN original END AS original,
            CASE WHEN original_raw IS NULL THEN final END AS final,
            original_raw, final_raw, raw_kind, raw_encoding, steps
     FROM conversation_events
     WHERE call_id = $1 ${kind === 'policy' ? 'AND raw_kind IS NULL' : ''}
     ORDER BY sequence, id`,
    [callId],
  );
  return rows;
}

export function readEvent(record: EventRecord): StoredEvent {
  const encoding = record.raw_encoding;
  return {
    id: record.id,
    callId: record.call_id,
    eventType: record.event_type,
    sequence: BigInt(record.sequence),
    createdAt: record.created_at,
    original: record.original,
    final: record.final,
    originalRaw: decodeRaw(record.original_raw, encoding),
    finalRaw: decodeRaw(record.final_raw, encoding),
    rawKind: record.raw_kind,
    steps: readSteps(decodeRaw(record.steps, encoding)),
  };
}

function readSteps(bytes: Uint8Array | null): PolicyStep[] | null {
  // Written by `prepareEvent` from PolicyStep[] and by nothing else.
  return bytes === null ? null : (JSON.parse(Buffer.from(bytes).toString()) as PolicyStep[]);
}

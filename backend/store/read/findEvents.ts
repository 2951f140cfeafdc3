import type { PolicyStep } from '@lens/core/diff';
import type { Json } from '@lens/core/json';
import type { Pool } from 'pg';
import type { EventRow } from '../rows';
import { decodeRaw, type RawEncoding } from '../write/rawBytes';

/** An event as it is stored. */
export type StoredEvent = EventRow;

interface EventRecord {
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
  raw_encoding: RawEncoding | null;
  steps: PolicyStep[];
}

/** Whatever of a call's events is wanted: everything, or only what policies said (no bodies are read for that). */
export type EventKind = 'all' | 'policy';

/** The events of a call in their order. */
export async function findEvents(pool: Pool, callId: string, kind: EventKind = 'all'): Promise<StoredEvent[]> {
  const { rows } = await pool.query<EventRecord>(
    `SELECT id, call_id, event_type, sequence, created_at, original, final, original_raw, final_raw, raw_kind,
            raw_encoding, steps
     FROM conversation_events
     WHERE call_id = $1 ${kind === 'policy' ? 'AND raw_kind IS NULL' : ''}
     ORDER BY sequence, id`,
    [callId],
  );
  return rows.map(toStoredEvent);
}

function toStoredEvent(record: EventRecord): StoredEvent {
  const encoding = record.raw_encoding ?? 'identity';
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
    steps: record.steps,
  };
}

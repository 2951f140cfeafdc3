import type { Json } from '@lens/core/json';
import type { EventRow } from '../rows';
import type { Column, ColumnValue } from './columns';
import { jsonbText } from './jsonbText';
import { encodeRaw, type EncodedRaw } from './rawBytes';
import { textValue, uuidValue } from './values';

/** An event with its bodies in the form they are stored in: made once, measured for the batch, then written. */
export interface PreparedEvent {
  event: EventRow;
  original: string | null;
  final: string | null;
  raw: EncodedRaw | null;
  steps: string;
  /** What it adds to the statement, roughly. */
  bytes: number;
}

export function prepareEvent(event: EventRow): PreparedEvent {
  const original = jsonbOrNull(event.original);
  const final = jsonbOrNull(event.final);
  const raw = event.rawKind === null ? null : encodeRaw(event.originalRaw, event.finalRaw);
  const steps = jsonbText(event.steps);
  const rawBytes = (raw?.original?.byteLength ?? 0) + (raw?.final?.byteLength ?? 0);
  return {
    event,
    original,
    final,
    raw,
    steps,
    bytes: (original?.length ?? 0) + (final?.length ?? 0) + steps.length + 2 * rawBytes,
  };
}

function jsonbOrNull(value: Json): string | null {
  return value === null ? null : jsonbText(value);
}

function column(name: string, type: string, value: (prepared: PreparedEvent) => ColumnValue): Column<PreparedEvent> {
  return { name, type, value };
}

/** Each column of `conversation_events` and where it comes from; `payload` is computed by PostgreSQL. */
export const eventColumns: Column<PreparedEvent>[] = [
  column('id', 'uuid', ({ event }) => uuidValue(event.id)),
  column('call_id', 'text', ({ event }) => event.callId),
  column('event_type', 'text', ({ event }) => textValue(event.eventType)),
  column('sequence', 'bigint', ({ event }) => event.sequence),
  column('created_at', 'timestamptz', ({ event }) => event.createdAt),
  column('original', 'jsonb', ({ original }) => original),
  column('final', 'jsonb', ({ final }) => final),
  column('original_raw', 'bytea', ({ raw }) => raw?.original ?? null),
  column('final_raw', 'bytea', ({ raw }) => raw?.final ?? null),
  column('raw_kind', 'text', ({ event }) => event.rawKind),
  column('raw_encoding', 'text', ({ raw }) => raw?.encoding ?? null),
  column('steps', 'jsonb', ({ steps }) => steps),
];

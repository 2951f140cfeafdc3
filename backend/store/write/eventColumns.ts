import type { PolicyStep } from '@lens/core/diff';
import type { Json } from '@lens/core/json';
import type { EventRow } from '../rows';
import type { ColumnValue } from './arrayText';
import type { InsertColumn } from './insert';
import { isRangeError, jsonbText } from './jsonbText';
import { chooseEncoding, encodeRaw, type RawEncoding } from './rawBytes';
import { indexedText, uuidValue } from './values';

/** An event with its bodies in the form they are stored in: made once, measured for the batch, then written. */
export interface PreparedEvent {
  event: EventRow;
  original: string | null;
  final: string | null;
  originalRaw: Uint8Array | null;
  finalRaw: Uint8Array | null;
  steps: Uint8Array | null;
  encoding: RawEncoding;
  /** What it adds to the statement, roughly: bytes travel as hexadecimal text. */
  size: number;
}

export function prepareEvent(event: EventRow): PreparedEvent {
  const original = jsonbOrNull(event.original);
  const final = jsonbOrNull(event.final);
  const plainSteps = stepBytes(event.steps);
  const encoding = chooseEncoding([event.originalRaw, event.finalRaw, plainSteps]);
  const originalRaw = encodeRaw(event.originalRaw, encoding);
  const finalRaw = encodeRaw(event.finalRaw, encoding);
  const steps = encodeRaw(plainSteps, encoding);
  const bytes = [originalRaw, finalRaw, steps].reduce((sum, column) => sum + (column?.byteLength ?? 0), 0);
  const size = (original?.length ?? 0) + (final?.length ?? 0) + 2 * bytes;
  return { event, original, final, originalRaw, finalRaw, steps, encoding, size };
}

function jsonbOrNull(value: Json): string | null {
  return value === null ? null : jsonbText(value);
}

/** Null when they nest too deeply to be written; readers then treat the whole original as redacted. */
function stepBytes(steps: PolicyStep[] | null): Uint8Array | null {
  if (steps === null) return null;
  try {
    return Buffer.from(JSON.stringify(steps));
  } catch (error) {
    if (isRangeError(error)) return null;
    throw error;
  }
}

function column(
  name: string,
  type: string,
  value: (prepared: PreparedEvent) => ColumnValue,
): InsertColumn<PreparedEvent> {
  return { name, type, value };
}

/** Each column of `conversation_events` and where it comes from; `payload` is computed by PostgreSQL. */
export const eventColumns: InsertColumn<PreparedEvent>[] = [
  column('id', 'uuid', ({ event }) => uuidValue(event.id)),
  column('call_id', 'text', ({ event }) => event.callId),
  column('event_type', 'text', ({ event }) => indexedText(event.eventType)),
  column('sequence', 'bigint', ({ event }) => event.sequence),
  column('created_at', 'timestamptz', ({ event }) => event.createdAt),
  column('original', 'jsonb', ({ original }) => original),
  column('final', 'jsonb', ({ final }) => final),
  column('original_raw', 'bytea', ({ originalRaw }) => originalRaw),
  column('final_raw', 'bytea', ({ finalRaw }) => finalRaw),
  column('raw_kind', 'text', ({ event }) => event.rawKind),
  column('raw_encoding', 'text', ({ encoding }) => encoding),
  column('steps', 'bytea', ({ steps }) => steps),
];

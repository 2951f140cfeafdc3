import type { EncodedEvent } from '../write/encodeEvent';
import { columnOf, type RowOf } from './column';
import { bytes, indexed, jsonText, nanoseconds, nullable, text, timestamp, uuid } from './kinds';

const column = columnOf<EncodedEvent>();

/** Each column of `conversation_events`; `payload` is computed by PostgreSQL. */
export const eventColumns = {
  id: column('id', uuid, ({ event }) => event.id),
  callId: column('call_id', text, ({ event }) => event.callId),
  eventType: column('event_type', indexed, ({ event }) => event.eventType),
  sequence: column('sequence', nanoseconds, ({ event }) => event.sequence),
  createdAt: column('created_at', timestamp, ({ event }) => event.createdAt),
  original: column('original', nullable(jsonText), ({ original }) => original),
  final: column('final', nullable(jsonText), ({ final }) => final),
  originalRaw: column('original_raw', nullable(bytes), ({ originalRaw }) => originalRaw),
  finalRaw: column('final_raw', nullable(bytes), ({ finalRaw }) => finalRaw),
  rawKind: column('raw_kind', nullable(text), ({ event }) => event.rawKind),
  rawEncoding: column('raw_encoding', text, ({ encoding }) => encoding),
  steps: column('steps', nullable(bytes), ({ steps }) => steps),
};

/** An event as it is stored: its bytes still compressed, its jsonb as text. */
export type EventRecord = RowOf<typeof eventColumns>;

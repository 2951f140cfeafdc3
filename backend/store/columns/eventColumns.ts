import { crc32 } from 'node:zlib';
import type { EncodedEvent } from '../write/encodeEvent';
import type { Place } from '../transcript/place';
import { columnOf, type RowOf } from './column';
import { bytes, indexed, integer, integers, jsonText, nanoseconds, nullable, text, timestamp, uuid } from './kinds';

const column = columnOf<EncodedEvent>();

/**
 * Each column of `stored_events`. What is large comes last: the client copies what it has of a message whenever it makes room
 * for more.
 */
export const eventColumns = {
  id: column('id', uuid, ({ event }) => event.id),
  callId: column('call_id', text, ({ event }) => event.callId),
  eventType: column('event_type', indexed, ({ event }) => event.eventType),
  sequence: column('sequence', nanoseconds, ({ event }) => event.sequence),
  createdAt: column('created_at', timestamp, ({ event }) => event.createdAt),
  transcript: column('transcript', nullable(uuid), ({ place }) => place?.transcript ?? null),
  transcriptFrom: column('transcript_from', nullable(integer), ({ place }) => inTranscript(place)?.from ?? null),
  transcriptTo: column('transcript_to', nullable(integer), ({ place }) => inTranscript(place)?.to ?? null),
  originalPieces: column('original_pieces', nullable(integers), ({ place }) => place?.originalPieces ?? null),
  finalPieces: column('final_pieces', nullable(integers), ({ place }) => place?.finalPieces ?? null),
  outline: column('outline', nullable(integers), ({ place }) => inTranscript(place)?.outline ?? null),
  outlineFrom: column('outline_from', nullable(integer), ({ place }) => inTranscript(place)?.outlineFrom ?? null),
  originalSum: column('original_sum', nullable(integer), ({ event }) => sumOf(event.originalRaw)),
  finalSum: column('final_sum', nullable(integer), ({ event }) => sumOf(event.finalRaw)),
  rawKind: column('raw_kind', nullable(text), ({ event }) => event.rawKind),
  rawEncoding: column('raw_encoding', text, ({ encoding }) => encoding),
  original: column('original', nullable(jsonText), ({ original }) => original),
  final: column('final', nullable(jsonText), ({ final }) => final),
  steps: column('steps', nullable(bytes), ({ steps }) => steps),
  originalRaw: column('original_raw', nullable(bytes), ({ originalRaw }) => originalRaw),
  finalRaw: column('final_raw', nullable(bytes), ({ finalRaw }) => finalRaw),
};

function inTranscript(place: Place | null): Place | null {
  return place?.transcript == null ? null : place;
}

/** CRC-32, as PostgreSQL's integers hold it. */
function sumOf(bytes: Uint8Array | null): number | null {
  return bytes === null ? null : crc32(bytes) | 0;
}

/** An event as it is stored: its bytes still compressed, its jsonb as text. */
export type EventRecord = RowOf<typeof eventColumns>;

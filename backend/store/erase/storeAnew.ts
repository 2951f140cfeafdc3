import { randomUUID } from 'node:crypto';
import type { Api } from '@lens/core/formats';
import type { Json } from '@lens/core/json';
import type { PoolClient } from 'pg';
import { readBody, readStream, storedInPart } from '../../call';
import { encodeRaw } from '../write/rawBytes';
import { eventColumns, type EventRecord } from '../columns/eventColumns';
import { selectionOf, type Selected } from '../columns/selection';
import { readEvent } from '../read/findEvents';
import { withParts, type ReadableEvent } from '../read/pieces';
import type { EventRow } from '../rows';
import { searchText } from '../search/searchText';
import type { Place } from '../transcript/place';
import { placeEvents } from '../transcript/placeEvents';
import { createTranscript } from '../transcript/transcript';
import { conversation, type Conversation } from '../transcript/transcripts';
import type { CallText } from '../words/segments';
import { wordRowsOf } from '../words/wordRows';
import { writeWords } from '../words/writeWords';

/** A call with what its bodies are made of: bytes that are about to go, too. */
interface RemainingCall {
  callId: string;
  api: Api;
  /** Its bodies were read when it was recorded: by what is in them it is found. One that is stored in part has no words. */
  isWhole: boolean;
  /** Its request and its response. */
  events: ReadableEvent[];
}

const storedEvent = selectionOf<EventRecord>(eventColumns);

/** Reads calls, in their order. All have pieces of one transcript, which is in memory once. */
export async function readToStoreAnew(client: PoolClient, callIds: readonly string[]): Promise<RemainingCall[]> {
  if (callIds.length === 0) return [];
  const { rows: found } = await client.query<{ call_id: string; api: Api; is_whole: boolean }>(
    `SELECT call_id, api, NOT EXISTS (
       SELECT FROM stored_events AS e WHERE e.call_id = c.call_id AND e.event_type = '${storedInPart}'
     ) AS is_whole
     FROM conversation_calls AS c WHERE call_id = ANY($1) ORDER BY call_id`,
    [callIds],
  );
  const { rows } = await client.query<Selected>(
    `SELECT ${storedEvent.sql} FROM stored_events WHERE call_id = ANY($1) AND raw_kind IS NOT NULL ORDER BY call_id, sequence`,
    [callIds],
  );
  const events = Map.groupBy(await withParts(client, rows.map(storedEvent.read)), ({ callId }) => callId);
  return found.map(({ call_id: callId, api, is_whole: isWhole }) => ({
    callId,
    api,
    isWhole,
    events: events.get(callId) ?? [],
  }));
}

/** Stores calls as pieces of a new transcript, which has nothing but what is in them, and their words likewise. */
export async function storeAnew(client: PoolClient, calls: readonly RemainingCall[]): Promise<void> {
  const texts: CallText[] = [];
  const anew = conversation({ id: randomUUID(), transcript: createTranscript(), texts: new Set() });
  for (const call of calls) {
    const events = call.events.map(readEvent);
    const places = new Map<string, Place>();
    placeEvents(events, anew, places);
    for (const record of call.events) {
      const place = places.get(record.id);
      if (place) await updateEvent(client, record, place);
    }
    if (call.isWhole) texts.push({ callId: call.callId, text: textOf(call, events, anew) });
  }
  await client.query('UPDATE conversation_calls SET search = NULL WHERE call_id = ANY($1) AND search IS NOT NULL', [
    calls.map(({ callId }) => callId),
  ]);
  await writeWords(client, wordRowsOf(texts));
}

async function updateEvent(client: PoolClient, { callId, id, rawEncoding }: EventRecord, place: Place): Promise<void> {
  const values = [
    encodeRaw(place.newOriginal, rawEncoding),
    encodeRaw(place.newFinal, rawEncoding),
    place.transcript,
    place.from,
    place.to,
    place.originalPieces,
    place.finalPieces,
    place.outline,
    place.outlineFrom,
  ];
  await client.query(
    `UPDATE stored_events SET original_raw = $3, final_raw = $4, transcript = $5, transcript_from = $6, transcript_to = $7,
       original_pieces = $8, final_pieces = $9, outline = $10, outline_from = $11
     WHERE call_id = $1 AND id = $2`,
    [callId, id, ...values],
  );
}

/** A text that only the erased call was found by is in the first of the others now. */
function textOf(call: RemainingCall, events: EventRow[], anew: Conversation): string {
  const [request, response] = ['request', 'response'].map((type) => events.find((event) => event.eventType === type));
  const raw = request && rawOf(request);
  const known = raw ? anew.textsOf(raw) : undefined;
  return searchText(finalOf(response, call.api), finalOf(request, call.api), known);
}

function rawOf({ finalRaw, originalRaw }: EventRow): Uint8Array | null {
  return finalRaw ?? originalRaw;
}

function finalOf(event: EventRow | undefined, api: Api): Json {
  const raw = event ? rawOf(event) : null;
  if (event === undefined || raw === null) return null;
  return event.rawKind === 'sse' ? readStream(api, raw).json : readBody(raw).json;
}

import type { ClientBase } from 'pg';
import type { CallRecord } from '../../call';
import { toRows } from '../record/toRows';
import type { EventRow } from '../rows';
import type { Place } from '../transcript/place';
import type { Conversation, TranscriptBatch, Transcripts } from '../transcript/transcripts';
import type { KeptForSql } from './encodeEvent';
import { writeRows } from './writeRows';

/** Writes records of calls, those of one conversation as pieces of its transcript. Gives the ids of the new ones. */
export async function writeBatch(
  client: ClientBase,
  records: CallRecord[],
  transcripts: Transcripts,
  kept: KeptForSql,
): Promise<string[]> {
  const batches = [transcripts.begin()];
  const begin = (): TranscriptBatch => {
    const batch = transcripts.begin();
    batches.push(batch);
    return batch;
  };
  let isWritten = false;
  try {
    const placed = place(records, batches[0] ?? begin());
    const newIds = await writeRows(client, placed.calls, placed.events, {
      kept,
      places: placed.places,
      onKnown(newIds) {
        // They are stored as they were placed before, which nobody remembers.
        for (const batch of batches.splice(0)) batch.end(false);
        return place(
          records.filter(({ callId }) => newIds.has(callId)),
          begin(),
        ).places;
      },
      async beforeCommit() {
        await Promise.all(batches.map((batch) => batch.earlier()));
      },
    });
    isWritten = true;
    return newIds;
  } finally {
    for (const batch of batches) batch.end(isWritten);
  }
}

function place(records: CallRecord[], batch: TranscriptBatch) {
  const places = new Map<string, Place>();
  const rows = records.map((record) => {
    const conversation = batch.conversationOf(record);
    const { call, events } = toRows(record, conversation);
    if (conversation !== null) for (const event of events) placeEvent(conversation, event, places);
    return { call, events };
  });
  return { calls: rows.map(({ call }) => call), events: rows.flatMap(({ events }) => events), places };
}

function placeEvent(conversation: Conversation, event: EventRow, places: Map<string, Place>): void {
  const { id, rawKind, originalRaw: original, finalRaw: final } = event;
  if (original === null || rawKind === 'sse' || rawKind === 'binary') return;
  places.set(id, conversation.place({ original, final, isTurn: event.eventType === 'request' }));
}

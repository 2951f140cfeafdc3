import type { ClientBase } from 'pg';
import { callErrors, type CallRecord, type ErrorOccurrence } from '../../call';
import { writeErrors } from '../errors/writeErrors';
import { callRow } from '../record/callRow';
import { eventRows } from '../record/eventRows';
import { onlyNew } from '../transcript/onlyNew';
import { placeEvents } from '../transcript/placeEvents';
import type { Place } from '../transcript/place';
import type { FormerTranscripts } from '../transcript/formerTranscripts';
import type { TranscriptBatch, Transcripts } from '../transcript/transcripts';
import type { MakeWordRows } from '../words/wordRows';
import type { KeptForSql } from './encodeEvent';
import { writeRows, type Known, type Places } from './writeRows';

export interface BatchOptions {
  transcripts: Transcripts;
  former: FormerTranscripts;
  kept: KeptForSql;
  makeWords?: MakeWordRows | undefined;
}

/** Writes records of calls, those of one conversation as pieces of its transcript. Gives the ids of the new ones. */
export async function writeBatch(
  client: ClientBase,
  records: CallRecord[],
  { transcripts, former, kept, makeWords }: BatchOptions,
): Promise<string[]> {
  await former.prepare(client, transcripts, records);
  const recorder = former.recorder();
  let batch = transcripts.begin();
  let isWritten = false;
  try {
    const placed = place(records, batch, kept);
    const placesOf = async ({ newIds, ...standing }: Known): Promise<Places> => {
      const isAsKnown = batch.erasures === null || batch.erasures === standing.erasures;
      former.stands(transcripts, standing);
      const isStillOurs = former.recorder() === recorder;
      if (isAsKnown && isStillOurs && newIds.size === records.length) return placed.places;
      // Calls that are there are stored as they were placed before, which nobody remembers; and what was erased is gone.
      batch.end(false);
      const added = records.filter(({ callId }) => newIds.has(callId));
      await former.readBack(client, transcripts, added);
      batch = transcripts.begin();
      return place(added, batch, kept).places;
    };
    const beforeCommit = async (newIds: readonly string[]): Promise<void> => {
      await batch.earlier();
      // Last, as others wait for the groups that are written here.
      await writeErrors(client, errorsOf(records, newIds));
    };
    const newIds = await writeRows(client, placed.calls, placed.events, {
      ...{ kept, placesOf, beforeCommit, recorder },
      ...(makeWords && { makeWords }),
    });
    isWritten = true;
    return newIds;
  } finally {
    if (!isWritten) former.failed();
    batch.end(isWritten);
  }
}

/** The errors of calls that are new: each is counted when its row is there for the first time. */
function errorsOf(records: CallRecord[], newIds: readonly string[]): ErrorOccurrence[] {
  const isNew = new Set(newIds);
  return records.filter(({ callId }) => isNew.has(callId)).flatMap(callErrors);
}

function place(records: CallRecord[], batch: TranscriptBatch, kept: KeptForSql) {
  const places = new Map<string, Place>();
  const rows = records.map((record) => {
    const conversation = batch.conversationOf(record);
    // What is new in it is known as long as its own texts are not.
    const events = eventRows(record);
    const shown = kept === 'new' && conversation !== null ? onlyNew(events, conversation) : events;
    if (conversation !== null) placeEvents(events, conversation, places);
    // Once it is placed, as it is known then how much of the request earlier ones had.
    return { call: callRow(record, conversation), events: shown };
  });
  return { calls: rows.map(({ call }) => call), events: rows.flatMap(({ events }) => events), places };
}

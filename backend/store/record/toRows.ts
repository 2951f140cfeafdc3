import type { Json } from '@lens/core/json';
import type { CallRecord, RecordedDirection } from '../../call';
import { storedColumns } from '../columns/callColumns';
import { rowOf } from '../columns/column';
import type { CallRow, EventRow } from '../rows';
import { searchText } from '../search/searchText';
import type { Conversation } from '../transcript/transcripts';
import { eventRows } from './eventRows';

/** What the store keeps of a call. */
export interface CallRows {
  call: CallRow;
  events: EventRow[];
}

/** Makes the rows of a call of its record. Of one in a conversation the words of what is new in it are kept for search. */
export function toRows(record: CallRecord, conversation: Pick<Conversation, 'isNew'> | null = null): CallRows {
  const { partial, request, response } = record;
  // Of bodies that nobody read there are no words.
  const text = partial ? '' : searchText(finalJson(response), finalJson(request), conversation?.isNew);
  return { call: { ...rowOf(storedColumns, record), searchText: text }, events: eventRows(record) };
}

function finalJson(direction: RecordedDirection | null): Json {
  return direction ? (direction.final ?? direction.original).json : null;
}

import type { CallRecord } from '../../call';
import { callColumns } from '../columns/callColumns';
import { rowOf } from '../columns/column';
import type { CallRow, EventRow } from '../rows';
import type { Conversation } from '../transcript/transcripts';
import { eventRows } from './eventRows';

/** What the store keeps of a call. */
export interface CallRows {
  call: CallRow;
  events: EventRow[];
}

/** Makes the rows of a call of its record. Of one in a conversation the words of what is new in it are kept for search. */
export function toRows(record: CallRecord, conversation: Pick<Conversation, 'isNew'> | null = null): CallRows {
  return { call: rowOf(callColumns, { ...record, isNew: conversation?.isNew }), events: eventRows(record) };
}

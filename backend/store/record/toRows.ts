import type { CallRecord } from '../../call';
import { callColumns } from '../columns/callColumns';
import { rowOf } from '../columns/column';
import type { CallRow, EventRow } from '../rows';
import { eventRows } from './eventRows';

/** What the store keeps of a call. */
export interface CallRows {
  call: CallRow;
  events: EventRow[];
}

/** Makes the rows of a call of its record. */
export function toRows(record: CallRecord): CallRows {
  return { call: rowOf(callColumns, record), events: eventRows(record) };
}

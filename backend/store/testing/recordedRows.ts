import { callRecordOf, type CallRecord, type PolicyEvent, type RecordedCall } from '../../call';
import { callEnd, callStart } from '../../call/testing/facts';
import { callRow } from '../record/callRow';
import { eventRows } from '../record/eventRows';
import type { CallRow, EventRow } from '../rows';

interface CallRows {
  call: CallRow;
  events: EventRow[];
}

/** What the store keeps of a call. */
export const toRows = (record: CallRecord): CallRows => ({ call: callRow(record), events: eventRows(record) });

export const rowsOf = (call: RecordedCall) => toRows(callRecordOf(call));

export function recorded(call: Partial<RecordedCall> = {}): RecordedCall {
  return { start: callStart(1), parts: [], end: callEnd(1), ...call };
}

export function event({ events }: CallRows, type: string): EventRow {
  const found = events.find(({ eventType }) => eventType === type);
  if (!found) throw new Error(`no ${type} event`);
  return found;
}

export function stepsOf({ steps }: EventRow) {
  if (steps === null) throw new Error('the policies’ steps are not known');
  return steps;
}

export const secret = 'Your account number is 1234-5678-9012.';
export const redacted = 'Your account number is [REDACTED].';

export const policyEvent: PolicyEvent = {
  id: 'pii-1',
  policy: 'redact',
  type: 'policy.pii_redacted',
  summary: 'account number',
  severity: 'info',
  details: { pattern: 'account_number' },
  phase: 'response',
  at: 40,
};

import type { ClientBase } from 'pg';
import { callColumns } from '../columns/callColumns';
import { rowOf } from '../columns/column';
import { eventColumns, type EventRecord } from '../columns/eventColumns';
import { callsTable, createPartitions, eventsTable } from '../partitions/createPartitions';
import { dayOf, dayOfCall, type Day } from '../partitions/days';
import type { CallRow, EventRow } from '../rows';
import { encodeEvent } from './encodeEvent';
import { insertColumns, insertOneStatement, insertStatement, insertValues, oneRowValues } from './insert';

export interface WriteOptions {
  /** Milliseconds since the Unix epoch. */
  now?: number;
}

/** Rows and bytes of one statement: large enough to be fast, small enough for PostgreSQL's 1 GB message and our memory. */
const maxStatementRows = 500;
const maxStatementBytes = 16 * 1024 * 1024;
/** An event beyond it has a statement of its own: in an array each quote and backslash of 64 MB would be escaped once more. */
const maxSharedBytes = 1024 * 1024;

/** Days this far from today get a partition of their own when a batch asks for one; others go to the default partition. */
const daysBack = 400;
const daysForward = 2;

const callInsert = insertColumns<CallRow>(callColumns);
const insertCalls = `${insertStatement(callsTable, callInsert)} RETURNING call_id`;
const eventInsert = insertColumns<EventRecord>(eventColumns);
const insertEvents = insertStatement(eventsTable, eventInsert);
const insertEvent = insertOneStatement(eventsTable, eventInsert);

/**
 * Writes calls and their events in one transaction. Rows that are there already are left as they are, so a batch can
 * be written again after any failure and every row is there once. Partitions of old days (a spool read back late) are
 * made first. Gives the ids of the calls that were not there yet.
 */
export async function writeRows(
  client: ClientBase,
  calls: CallRow[],
  events: EventRow[],
  { now = Date.now() }: WriteOptions = {},
): Promise<string[]> {
  const newIds: string[] = [];
  const records = events.map((event) => rowOf(eventColumns, encodeEvent(event)));
  await createPartitions(client, daysToHave([...calls, ...events], dayOf(now)));
  await client.query('BEGIN');
  try {
    for (const rows of inRuns(calls, maxStatementRows)) {
      const query = { name: 'insert_calls', text: insertCalls, values: insertValues(callInsert, rows) };
      const { rows: added } = await client.query<{ call_id: string }>(query);
      for (const { call_id: callId } of added) newIds.push(callId);
    }
    for (const rows of inStatements(records)) await client.query(eventQuery(rows));
    await client.query('COMMIT');
    return newIds;
  } catch (error) {
    // A broken connection can't be rolled back and need not be; the first error is the one to report.
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

function eventQuery(rows: EventRecord[]) {
  const [first] = rows;
  return rows.length === 1 && first !== undefined && sizeOf(first) > maxSharedBytes
    ? { name: 'insert_event', text: insertEvent, values: oneRowValues(eventInsert, first) }
    : { name: 'insert_events', text: insertEvents, values: insertValues(eventInsert, rows) };
}

function daysToHave(rows: { callId: string }[], today: Day): Day[] {
  const days = new Set<Day>();
  for (const { callId } of rows) {
    const day = dayOfCall(callId);
    if (day !== null && day >= today - daysBack && day <= today + daysForward) days.add(day);
  }
  return [...days];
}

function* inRuns<Row>(rows: Row[], length: number): Iterable<Row[]> {
  for (let start = 0; start < rows.length; start += length) yield rows.slice(start, start + length);
}

function* inStatements(events: EventRecord[]): Iterable<EventRecord[]> {
  let statement: EventRecord[] = [];
  let bytes = 0;
  for (const event of events) {
    const size = sizeOf(event);
    if (size > maxSharedBytes) {
      yield [event];
      continue;
    }
    if (statement.length >= maxStatementRows || bytes + size > maxStatementBytes) {
      yield statement;
      statement = [];
      bytes = 0;
    }
    statement.push(event);
    bytes += size;
  }
  if (statement.length > 0) yield statement;
}

/** What an event adds to the statement, roughly: in an array bytes travel as hexadecimal text. */
function sizeOf({ original, final, originalRaw, finalRaw, steps }: EventRecord): number {
  const bytes = [originalRaw, finalRaw, steps].reduce((sum, column) => sum + (column?.byteLength ?? 0), 0);
  return (original?.length ?? 0) + (final?.length ?? 0) + 2 * bytes;
}

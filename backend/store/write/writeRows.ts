import type { ClientBase } from 'pg';
import { callColumns } from '../columns/callColumns';
import { callsTable, createPartitions, eventsTable } from '../partitions/createPartitions';
import { dayOf, dayOfCall, type Day } from '../partitions/days';
import type { CallRow, EventRow } from '../rows';
import { eventColumns, prepareEvent, type PreparedEvent } from './eventColumns';
import { insertColumns, insertStatement, insertValues } from './insert';

export interface WriteOptions {
  /** Milliseconds since the Unix epoch. */
  now?: number;
}

/** Rows and bytes of one statement: large enough to be fast, small enough for PostgreSQL's 1 GB message and our memory. */
const maxStatementRows = 500;
const maxStatementBytes = 16 * 1024 * 1024;

/** Days this far from today get a partition of their own when a batch asks for one; others go to the default partition. */
const daysBack = 400;
const daysForward = 2;

const callInsert = insertColumns<CallRow>(callColumns);
const insertCalls = insertStatement(callsTable, callInsert);
const insertEvents = insertStatement(eventsTable, eventColumns);

/**
 * Writes calls and their events in one transaction. Rows that are there already are left as they are, so a batch can
 * be written again after any failure and every row is there once. Partitions of old days (a spool read back late) are
 * made first.
 */
export async function writeRows(
  client: ClientBase,
  calls: CallRow[],
  events: EventRow[],
  { now = Date.now() }: WriteOptions = {},
): Promise<void> {
  const prepared = events.map(prepareEvent);
  await createPartitions(client, daysToHave([...calls, ...events], dayOf(now)));
  await client.query('BEGIN');
  try {
    for (const rows of inRuns(calls, maxStatementRows)) {
      await client.query({ name: 'insert_calls', text: insertCalls, values: insertValues(callInsert, rows) });
    }
    for (const rows of inStatements(prepared)) {
      await client.query({ name: 'insert_events', text: insertEvents, values: insertValues(eventColumns, rows) });
    }
    await client.query('COMMIT');
  } catch (error) {
    // A broken connection can't be rolled back and need not be; the first error is the one to report.
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
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

function* inStatements(events: PreparedEvent[]): Iterable<PreparedEvent[]> {
  let statement: PreparedEvent[] = [];
  let bytes = 0;
  for (const event of events) {
    const full = statement.length >= maxStatementRows || bytes + event.size > maxStatementBytes;
    if (full && statement.length > 0) {
      yield statement;
      statement = [];
      bytes = 0;
    }
    statement.push(event);
    bytes += event.size;
  }
  if (statement.length > 0) yield statement;
}

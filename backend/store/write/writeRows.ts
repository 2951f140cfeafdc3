import type { ClientBase } from 'pg';
import { storedColumns } from '../columns/callColumns';
import { rowOf } from '../columns/column';
import { eventColumns, type EventRecord } from '../columns/eventColumns';
import { isErased } from '../erase/isErased';
import { callsTable, createPartitions, eventsTable } from '../partitions/createPartitions';
import { dayOf, dayOfCall, type Day } from '../partitions/days';
import type { CallRow, EventRow } from '../rows';
import type { Place } from '../transcript/place';
import { clearFormerWords } from '../words/clearWords';
import type { CallText } from '../words/segments';
import { wordRowsOf, type MakeWordRows } from '../words/wordRows';
import { writeWords } from '../words/writeWords';
import { beginBatch, type Standing } from './beginBatch';
import { encodeEvent, type KeptForSql } from './encodeEvent';
import { insertColumns, insertOneStatement, insertStatement, insertValues, oneRowValues } from './insert';

export interface WriteOptions {
  /** Milliseconds since the Unix epoch. */
  now?: number;
  kept?: KeptForSql;
  /** Where in conversations the bodies of events are, by the events' ids; others are kept by themselves. */
  placesOf?: (known: Known) => Places | Promise<Places>;
  /** Whose claim on transcripts is looked up. */
  recorder?: string | null;
  /** Where the words of calls are made; in this thread where nothing is said. */
  makeWords?: MakeWordRows;
  /** What must be done before these rows may be there. */
  beforeCommit?: (newIds: readonly string[]) => Promise<void>;
}

/** What is known once the calls are written. */
export interface Known extends Standing {
  /** The calls that were not there yet. */
  newIds: ReadonlySet<string>;
}

export type Places = ReadonlyMap<string, Place>;

/**
 * Rows and bytes of one statement: large enough to be fast, small enough for what PostgreSQL holds in memory of it, which is
 * `work_mem`, 4 MB unless told otherwise: what is beyond goes through a file.
 */
const maxStatementRows = 500;
const maxStatementBytes = 2 * 1024 * 1024;
/** An event beyond it has a statement of its own: an array would be one more copy of it. */
const maxSharedBytes = 1024 * 1024;

/** Days this far from today get a partition of their own when a batch asks for one; others go to the default partition. */
const daysBack = 400;
const daysForward = 2;

const callInsert = insertColumns<Omit<CallRow, 'searchText'>>(storedColumns);
const insertCalls = `${insertStatement(callsTable, callInsert, `NOT ${isErased('r.call_id')}`)} RETURNING call_id`;
const eventInsert = insertColumns<EventRecord>(eventColumns);
const insertEvents = insertStatement(eventsTable, eventInsert);
const insertEvent = insertOneStatement(eventsTable, eventInsert);

/**
 * Writes calls and their events in one transaction. Rows that are there already are left as they are, so a batch can
 * be written again after any failure and every row is there once. Calls that were erased are left out. Partitions of old
 * days (a spool read back late) are made first. Gives the ids of the calls that were not there yet.
 */
export async function writeRows(
  client: ClientBase,
  calls: CallRow[],
  events: EventRow[],
  options: WriteOptions = {},
): Promise<string[]> {
  await createPartitions(client, daysToHave([...calls, ...events], dayOf(options.now ?? Date.now())));
  const standing = await beginBatch(client, options.recorder);
  try {
    const newIds = await insertNewCalls(client, calls);
    const words = Promise.resolve(textsOf(calls, newIds)).then(options.makeWords ?? wordRowsOf);
    // Awaited once the events are written: where those can't be, nobody is there to hear of it.
    words.catch(() => undefined);
    const places = (await options.placesOf?.({ ...standing, newIds: new Set(newIds) })) ?? new Map<string, Place>();
    const newEvents = withoutThoseOf(notNew(calls, newIds), events);
    for (const rows of inStatements(recordsOf(newEvents, places, options.kept ?? 'all')))
      await client.query(eventQuery(rows));
    await clearFormerWords(client, newIds);
    await writeWords(client, await words);
    await options.beforeCommit?.(newIds);
    await client.query('COMMIT');
    return newIds;
  } catch (error) {
    // A broken connection can't be rolled back and need not be; the first error is the one to report.
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** In the order of their ids: of two that write the same calls one then waits for the other, and not each for the other. */
async function insertNewCalls(client: ClientBase, calls: CallRow[]): Promise<string[]> {
  const newIds: string[] = [];
  const ordered = calls.toSorted((a, b) => (a.callId < b.callId ? -1 : 1));
  for (const rows of inRuns(ordered, maxStatementRows)) {
    const query = { name: 'insert_calls', text: insertCalls, values: insertValues(callInsert, rows) };
    const { rows: added } = await client.query<{ call_id: string }>(query);
    for (const { call_id: callId } of added) newIds.push(callId);
  }
  return newIds;
}

function notNew(calls: CallRow[], newIds: readonly string[]): ReadonlySet<string> {
  const known = new Set(calls.map(({ callId }) => callId));
  for (const callId of newIds) known.delete(callId);
  return known;
}

/** A call that is there has its events, which may have been told otherwise then: one that was cut short, for instance. */
function withoutThoseOf(known: ReadonlySet<string>, events: EventRow[]): EventRow[] {
  return known.size === 0 ? events : events.filter(({ callId }) => !known.has(callId));
}

function textsOf(calls: CallRow[], newIds: readonly string[]): CallText[] {
  const isNew = new Set(newIds);
  const added = calls.filter(({ callId }) => isNew.has(callId));
  return added.map(({ callId, searchText }) => ({ callId, text: searchText }));
}

/** One after the other as statements take them: all at once they would be in memory twice. */
function* recordsOf(events: EventRow[], places: Places, kept: KeptForSql): Iterable<EventRecord> {
  for (const event of events) yield rowOf(eventColumns, encodeEvent(event, places.get(event.id) ?? null, kept));
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

function* inStatements(events: Iterable<EventRecord>): Iterable<EventRecord[]> {
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

/** What an event adds to the statement, roughly. */
function sizeOf({ original, final, originalRaw, finalRaw, steps }: EventRecord): number {
  const bytes = [originalRaw, finalRaw, steps].reduce((sum, column) => sum + (column?.byteLength ?? 0), 0);
  return (original?.length ?? 0) + (final?.length ?? 0) + bytes;
}

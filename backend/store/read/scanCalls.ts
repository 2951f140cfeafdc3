import type { Pool, PoolClient } from 'pg';
import { eventColumns, type EventRecord } from '../columns/eventColumns';
import { selectionOf, type Selected } from '../columns/selection';
import type { StoredCall } from '../rows';
import { withParts, type ReadableEvent } from './pieces';
import { storedCall } from './findCall';

/** Ids of calls in their order, which is that of time: `from` is the first of them, `below` is after the last. */
export interface CallIdRange {
  from: string;
  below: string;
}

/** All that is stored under one call id. A sound call has exactly one row. */
export interface ScannedCall {
  callId: string;
  calls: StoredCall[];
  /** In the order of their sequences. */
  events: ReadableEvent[];
}

const storedEvent = selectionOf<EventRecord>(eventColumns);

/** What is read at a time, so that any number of calls takes the same memory. A call that is larger comes alone. */
const usualCalls = 500;
const batchEvents = 2_000;
const batchBytes = 4 * 1024 * 1024;

export async function countCalls(pool: Pool, { from, below }: CallIdRange): Promise<number> {
  const { rows } = await pool.query<{ count: string }>(
    'SELECT count(*) FROM conversation_calls WHERE call_id >= $1 AND call_id < $2',
    [from, below],
  );
  return Number(rows[0]?.count);
}

/** Everything that is stored in a range, one call id after the other, rows and events without each other included. */
export async function* scanCalls(
  pool: Pool,
  range: CallIdRange,
  callsAtOnce = usualCalls,
): AsyncGenerator<ScannedCall> {
  for (let from = range.from; ;) {
    const last = await lastOfBatch(pool, { from, below: range.below }, callsAtOnce);
    if (last === null) return;
    const batch = { from, below: after(last) };
    yield* await readBatch(pool, batch);
    from = batch.below;
  }
}

/** The smallest text above an id. */
export function after(callId: string): string {
  return `${callId}\u0001`;
}

interface ListedId {
  call_id: string;
  bytes: number;
  events: number;
}

/** The id that ends the next batch; null when there is none. Rows that come meanwhile make it a little larger, no more. */
async function lastOfBatch(pool: Pool, { from, below }: CallIdRange, callsAtOnce: number): Promise<string | null> {
  const { rows } = await pool.query<ListedId>({
    name: 'scan_list',
    text: `
      SELECT call_id, sum(bytes)::float8 AS bytes, sum(events)::int AS events
      FROM (
        (SELECT call_id, 0 AS bytes, 0 AS events FROM conversation_calls
         WHERE call_id >= $1 AND call_id < $2 ORDER BY call_id LIMIT $3)
        UNION ALL
        (SELECT call_id, ${eventBytes}, 1 FROM stored_events
         WHERE call_id >= $1 AND call_id < $2 ORDER BY call_id LIMIT ${batchEvents})
      ) AS listed
      GROUP BY call_id ORDER BY call_id`,
    values: [from, below, callsAtOnce],
  });
  return endOf(rows, callsAtOnce);
}

/** Sizes as they are stored: none of them makes PostgreSQL read the value itself. */
const eventBytes = ['original_raw', 'final_raw', 'steps', 'original', 'final']
  .map((column) => `coalesce(pg_column_size(${column}), 0)`)
  .join(' + ');

/** Where a list was cut, what is stored under the ids that follow is not known to it. */
function endOf(listed: ListedId[], callsAtOnce: number): string | null {
  const events = listed.reduce((sum, row) => sum + row.events, 0);
  const lastWithEvents = listed.findLastIndex((row) => row.events > 0);
  const known = events === batchEvents ? lastWithEvents + 1 : listed.length;
  let end: string | null = null;
  let bytes = 0;
  for (const row of listed.slice(0, Math.min(known, callsAtOnce))) {
    bytes += row.bytes;
    if (end !== null && bytes > batchBytes) break;
    end = row.call_id;
  }
  return end;
}

/** Calls and events as of one moment, and no longer than it takes to read them: retention waits for whoever reads. */
async function readBatch(pool: Pool, range: CallIdRange): Promise<Iterable<ScannedCall>> {
  const client = await pool.connect();
  let failed = true;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const calls = await readCalls(client, range);
    const events = await readEvents(client, range);
    await client.query('COMMIT');
    failed = false;
    return byCallId(calls, events);
  } finally {
    client.release(failed);
  }
}

async function readCalls(client: PoolClient, { from, below }: CallIdRange): Promise<StoredCall[]> {
  const { rows } = await client.query<Selected>({
    name: 'scan_calls',
    text: `SELECT ${storedCall.sql} FROM conversation_calls WHERE call_id >= $1 AND call_id < $2`,
    values: [from, below],
  });
  return rows.map(storedCall.read);
}

async function readEvents(client: PoolClient, { from, below }: CallIdRange): Promise<ReadableEvent[]> {
  const { rows } = await client.query<Selected>({
    name: 'scan_events',
    text: `
      SELECT ${storedEvent.sql} FROM stored_events WHERE call_id >= $1 AND call_id < $2
      ORDER BY call_id, sequence, id`,
    values: [from, below],
  });
  return withParts(client, rows.map(storedEvent.read));
}

function byCallId(calls: StoredCall[], events: ReadableEvent[]): Iterable<ScannedCall> {
  const found = new Map<string, ScannedCall>();
  const at = (callId: string): ScannedCall => {
    const here = found.get(callId) ?? { callId, calls: [], events: [] };
    found.set(callId, here);
    return here;
  };
  for (const call of calls) at(call.callId).calls.push(call);
  for (const event of events) at(event.callId).events.push(event);
  return found.values();
}

import type { EventQuery } from '@lens/core/api';
import { parseJson, type Json } from '@lens/core/json';
import type { Pool } from 'pg';
import { firstCallIdAt } from '../partitions/days';
import { textValue } from '../write/values';
import type { Conditions } from './callConditions';

/** What a policy said in a call, as it was stored. */
export interface StoredPolicyEvent {
  id: string;
  callId: string;
  eventType: string;
  sequence: bigint;
  createdAt: Date;
  original: Json;
}

interface Row {
  id: string;
  call_id: string;
  event_type: string;
  sequence: string;
  created_at: Date;
  original: string | null;
}

/**
 * `near` looks through the newest alone, `all` takes those of a policy or a severity from their index and sorts them. Without
 * knowing how many these are, which PostgreSQL doesn't, either may be to read nearly everything.
 */
type EventWay = 'near' | 'all';

/** What policies said, of the newest calls first, with one event more than the page holds. */
export async function listEvents(pool: Pool, query: EventQuery): Promise<StoredPolicyEvent[]> {
  const read = async (way: EventWay) => {
    const { sql, values } = eventsStatement(query, way);
    return (await pool.query<Row>(sql, values)).rows.map(toEvent);
  };
  if (query.policy === undefined && query.severity === undefined) return read('all');
  const near = await read('near');
  return near.length > query.limit ? near : read('all');
}

function toEvent(row: Row): StoredPolicyEvent {
  return {
    id: row.id,
    callId: row.call_id,
    eventType: row.event_type,
    sequence: BigInt(row.sequence),
    createdAt: row.created_at,
    original: row.original === null ? null : parseJson(row.original),
  };
}

const inOrder = 'ORDER BY call_id DESC, sequence DESC, id DESC';

/** Its SQL, where every value is a parameter. */
export function eventsStatement(
  { policy, type, severity, from, to, before, limit }: EventQuery,
  way: EventWay,
): Conditions {
  const values: unknown[] = [];
  const add = (value: unknown): string => `$${values.push(typeof value === 'string' ? textValue(value) : value)}`;
  const edges = ['raw_kind IS NULL'];
  // By the time in the calls' ids: an event is of the time in which its call began.
  if (from !== undefined) edges.push(`call_id >= ${add(firstCallIdAt(Date.parse(from)))}`);
  if (to !== undefined) edges.push(`call_id < ${add(firstCallIdAt(Date.parse(to)))}`);
  if (before !== undefined) {
    const [callId, sequence, id] = before.toLowerCase().split('_');
    // The first condition is what the index is entered by.
    edges.push(
      `call_id <= ${add(callId)} AND (call_id, sequence, id) < (${add(callId)}, ${add(sequence)}::bigint, ${add(id)}::uuid)`,
    );
  }
  const filters = ['true'];
  if (policy !== undefined) filters.push(`original ->> 'policy' = ${add(policy)}`);
  if (type !== undefined) filters.push(`event_type = ${add(type)}`);
  if (severity !== undefined) filters.push(`original ->> 'severity' = ${add(severity)}`);
  const within = edges.join(' AND ');
  const events =
    way === 'all'
      ? `stored_events WHERE ${within} AND`
      : `(SELECT * FROM stored_events WHERE ${within} ${inOrder} LIMIT ${add(10 * limit)}) AS near WHERE`;
  return {
    sql: `SELECT id, call_id, event_type, sequence, created_at, original::text
     FROM ${events} ${filters.join(' AND ')} ${inOrder} LIMIT ${add(limit + 1)}`,
    values,
  };
}

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

/** What policies said, of the newest calls first, with one event more than the page holds. */
export async function listEvents(pool: Pool, query: EventQuery): Promise<StoredPolicyEvent[]> {
  const { sql, values } = eventsStatement(query);
  const { rows } = await pool.query<Row>(sql, values);
  return rows.map((row) => ({
    id: row.id,
    callId: row.call_id,
    eventType: row.event_type,
    sequence: BigInt(row.sequence),
    createdAt: row.created_at,
    original: row.original === null ? null : parseJson(row.original),
  }));
}

/** Its SQL, where every value is a parameter. */
export function eventsStatement({ policy, type, severity, from, to, before, limit }: EventQuery): Conditions {
  const values: unknown[] = [];
  const add = (value: unknown): string => `$${values.push(typeof value === 'string' ? textValue(value) : value)}`;
  const wanted = ['raw_kind IS NULL'];
  if (policy !== undefined) wanted.push(`original ->> 'policy' = ${add(policy)}`);
  if (type !== undefined) wanted.push(`event_type = ${add(type)}`);
  if (severity !== undefined) wanted.push(`original ->> 'severity' = ${add(severity)}`);
  // By the time in the calls' ids: an event is of the time in which its call began.
  if (from !== undefined) wanted.push(`call_id >= ${add(firstCallIdAt(Date.parse(from)))}`);
  if (to !== undefined) wanted.push(`call_id < ${add(firstCallIdAt(Date.parse(to)))}`);
  if (before !== undefined) {
    const [callId, sequence, id] = before.toLowerCase().split('_');
    // The first condition is what the index is entered by.
    wanted.push(
      `call_id <= ${add(callId)} AND (call_id, sequence, id) < (${add(callId)}, ${add(sequence)}::bigint, ${add(id)}::uuid)`,
    );
  }
  return {
    sql: `SELECT id, call_id, event_type, sequence, created_at, original::text FROM stored_events
     WHERE ${wanted.join(' AND ')} ORDER BY call_id DESC, sequence DESC, id DESC LIMIT ${add(limit + 1)}`,
    values,
  };
}

import type { CallQuery } from '@lens/core/api';
import type { Pool } from 'pg';
import { callConditions } from './callConditions';
import { listedColumns, toListedCall, type ListedCall, type ListedRecord } from './callRecord';

export interface ListedPage {
  /** Newest first. */
  calls: ListedCall[];
  /** There are older calls that fit the query. */
  more: boolean;
}

/** A page of calls by keyset: the same rows whatever is written meanwhile. */
export async function listCalls(pool: Pool, query: CallQuery): Promise<ListedPage> {
  const { before, after, limit, ...filters } = query;
  const { sql, values } = callConditions(filters);
  const edges = [sql];
  if (before !== undefined) edges.push(`call_id < $${values.push(before.toLowerCase())}`);
  if (after !== undefined) edges.push(`call_id > $${values.push(after.toLowerCase())}`);
  // Towards newer calls the nearest ones are wanted, not the newest.
  const upwards = after !== undefined && before === undefined;
  const { rows } = await pool.query<ListedRecord>(
    `SELECT ${listedColumns} FROM conversation_calls WHERE ${edges.join(' AND ')}
     ORDER BY call_id ${upwards ? 'ASC' : 'DESC'} LIMIT $${values.push(limit + 1)}`,
    values,
  );
  const calls = rows.slice(0, limit).map(toListedCall);
  // Upwards the call that was asked from is older than all of these.
  return upwards ? { calls: calls.reverse(), more: calls.length > 0 } : { calls, more: rows.length > limit };
}

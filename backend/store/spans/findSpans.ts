import type { Pool } from 'pg';
import type { TraceSpan } from '../../call';
import { spanColumns } from './spanColumns';

const select = `SELECT ${spanColumns} FROM trace_spans WHERE trace_id = $1 ORDER BY started_at, span_id LIMIT $2`;

/** What applications told of a trace beside its calls, the oldest first. */
export async function findSpans(pool: Pool, traceId: string, most: number): Promise<TraceSpan[]> {
  const { rows } = await pool.query<TraceSpan>(select, [traceId, most]);
  return rows;
}

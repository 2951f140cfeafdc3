import type { Pool } from 'pg';
import type { TraceSpan } from '../../call';

const select = `
  SELECT trace_id AS "traceId", span_id AS "spanId", parent_span_id AS "parentSpanId", name, service, status,
    (extract(epoch FROM started_at) * 1000)::float8 AS "startedAt", duration_ms AS "durationMs", attributes, events
  FROM trace_spans WHERE trace_id = $1 ORDER BY started_at, span_id LIMIT $2`;

/** What applications told of a trace beside its calls, the oldest first. */
export async function findSpans(pool: Pool, traceId: string, most: number): Promise<TraceSpan[]> {
  const { rows } = await pool.query<TraceSpan>(select, [traceId, most]);
  return rows;
}

import type { Pool } from 'pg';
import type { TraceSpan } from '../../call';
import { spansTable } from '../partitions/createPartitions';
import { dayMs, type Day } from '../partitions/days';
import { spanColumns } from './spanColumns';

/** Those that began on a day; or, of those in no day's partition, all that began before a moment. */
export type SpanRange = Day | { before: Date };

export async function countSpans(pool: Pool, range: SpanRange): Promise<number> {
  const { rows } = await pool.query<{ count: string }>(
    `SELECT count(*) FROM ${within(range).sql}`,
    within(range).values,
  );
  return Number(rows[0]?.count);
}

/** Of a span `ingest.span_bytes` are kept, so a batch takes a few megabytes. */
const batchSpans = 500;

interface ScannedSpan extends TraceSpan {
  /** `startedAt`, to the microsecond. */
  began: string;
}

/** What applications told, trace by trace. */
export async function* scanSpans(pool: Pool, range: SpanRange): AsyncGenerator<TraceSpan> {
  const { sql, values } = within(range);
  let after = ['', '', '-infinity'];
  for (;;) {
    const { rows } = await pool.query<ScannedSpan>(
      `SELECT ${spanColumns}, started_at::text AS began FROM ${sql}
       AND (trace_id, span_id, started_at) > ($3, $4, $5::timestamptz)
       ORDER BY trace_id, span_id, started_at LIMIT ${batchSpans}`,
      [...values, ...after],
    );
    for (const { began, ...span } of rows) {
      after = [span.traceId, span.spanId, began];
      yield span;
    }
    if (rows.length < batchSpans) return;
  }
}

function within(range: SpanRange): { sql: string; values: unknown[] } {
  const [table, from, until] =
    typeof range === 'number'
      ? [spansTable, new Date(range * dayMs), new Date((range + 1) * dayMs)]
      : [`${spansTable}_default`, '-infinity', range.before];
  return { sql: `${table} WHERE started_at >= $1 AND started_at < $2`, values: [from, until] };
}

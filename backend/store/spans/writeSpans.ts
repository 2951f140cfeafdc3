import type { ClientBase } from 'pg';
import type { TraceSpan } from '../../call';
import { createSpanPartitions } from '../partitions/createPartitions';
import { dayOf } from '../partitions/days';
import { indexedText, textValue } from '../write/values';
import { jsonbText } from '../write/jsonbText';

const fields = `trace_id text, span_id text, parent_span_id text, name text, service text, status text, start_ms float8,
  duration_ms float8, attributes jsonb, events jsonb`;

/** Of a trace that has some already the first that fit; who writes to one at the same time may take it a little further. */
const insertSpans = `
  WITH given AS (
    SELECT DISTINCT ON (trace_id, span_id, started_at) *
    FROM (SELECT *, to_timestamp(start_ms / 1000) AS started_at FROM jsonb_to_recordset($1::jsonb) AS r (${fields})) AS read
    ORDER BY trace_id, span_id, started_at
  ), new AS (
    SELECT *, row_number() OVER (PARTITION BY trace_id ORDER BY started_at, span_id) AS place FROM given
    WHERE NOT EXISTS (SELECT FROM trace_spans AS known WHERE known.trace_id = given.trace_id
      AND known.span_id = given.span_id AND known.started_at = given.started_at)
  ), counted AS (
    SELECT trace_id, count(*) AS spans FROM trace_spans WHERE trace_id IN (SELECT trace_id FROM new) GROUP BY trace_id
  ), added AS (
    INSERT INTO trace_spans
      (trace_id, span_id, parent_span_id, name, service, status, started_at, duration_ms, attributes, events)
    SELECT trace_id, span_id, parent_span_id, name, service, status, started_at, duration_ms, attributes, events
    FROM new LEFT JOIN counted USING (trace_id) WHERE place + coalesce(spans, 0) <= $2
    ON CONFLICT DO NOTHING RETURNING 1
  )
  SELECT ((SELECT count(*) FROM new) - (SELECT count(*) FROM added))::int AS beyond`;

/**
 * Writes spans around calls. Those that are there already stay as they are; each trace has `mostOfTrace` at the most.
 * Gives how many were left out for that.
 */
export async function writeSpans(
  client: ClientBase,
  spans: readonly TraceSpan[],
  mostOfTrace: number,
): Promise<number> {
  await createSpanPartitions(client, [...new Set(spans.map(({ startedAt }) => dayOf(startedAt)))]);
  const { rows } = await client.query<{ beyond: number }>(insertSpans, [jsonbText(spans.map(rowOf)), mostOfTrace]);
  return rows[0]?.beyond ?? 0;
}

function rowOf({ traceId, spanId, parentSpanId, startedAt, durationMs, ...span }: TraceSpan) {
  return {
    trace_id: indexedText(traceId),
    span_id: indexedText(spanId),
    parent_span_id: indexedText(parentSpanId),
    start_ms: startedAt,
    duration_ms: durationMs,
    ...span,
    name: textValue(span.name),
    service: textValue(span.service),
  };
}

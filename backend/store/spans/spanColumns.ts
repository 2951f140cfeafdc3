/** What is selected of `trace_spans` for a `TraceSpan`. */
export const spanColumns = `
  trace_id AS "traceId", span_id AS "spanId", parent_span_id AS "parentSpanId", name, service, status,
  (extract(epoch FROM started_at) * 1000)::float8 AS "startedAt", duration_ms AS "durationMs", attributes, events`;

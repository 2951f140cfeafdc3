-- Up Migration

-- Spans that applications told of beside their calls. By day, as calls are, and dropped with their days.
CREATE TABLE trace_spans (
  trace_id text COLLATE "C" NOT NULL,
  span_id text COLLATE "C" NOT NULL,
  parent_span_id text COLLATE "C",
  name text NOT NULL,
  service text NOT NULL,
  status text NOT NULL,
  started_at timestamptz NOT NULL,
  duration_ms double precision NOT NULL,
  attributes jsonb NOT NULL,
  events jsonb NOT NULL,
  told_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (trace_id, span_id, started_at)
) PARTITION BY RANGE (started_at);

COMMENT ON TABLE trace_spans IS 'Spans of traces that are no calls, as applications told of them (docs/ingestion.md), redacted and bounded.';
COMMENT ON COLUMN trace_spans.told_at IS 'Of a trace without any call they go some time after.';

CREATE TABLE trace_spans_default PARTITION OF trace_spans DEFAULT;

-- Rows come in its order.
CREATE INDEX trace_spans_told_at ON trace_spans USING brin (told_at);

-- Down Migration

DROP TABLE trace_spans;

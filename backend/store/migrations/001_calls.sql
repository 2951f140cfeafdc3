-- Up Migration

-- One row a call: what lists, filters and metrics need, without bodies. `call_id` is a UUID of version 7 as text, so
-- its "C" order is the order of time; the table is partitioned by it, a day each (UTC).
CREATE TABLE conversation_calls (
  call_id text COLLATE "C" NOT NULL PRIMARY KEY,
  started_at timestamptz NOT NULL,
  trace_id text NOT NULL,
  span_id text NOT NULL,
  parent_span_id text,
  provider text NOT NULL,
  upstream text NOT NULL,
  api text NOT NULL,
  operation text NOT NULL,
  method text NOT NULL,
  endpoint text NOT NULL,
  requested_model text,
  final_model text,
  stream boolean NOT NULL,
  status text NOT NULL,
  error_type text,
  error_message text,
  http_status integer,
  upstream_status integer,
  finish_reason text,
  policies text[] NOT NULL,
  changed_by text[] NOT NULL,
  request_changed boolean NOT NULL,
  response_changed boolean NOT NULL,
  request_changes integer NOT NULL,
  response_changes integer NOT NULL,
  request_summary text,
  response_summary text,
  policy_events integer NOT NULL,
  input_tokens bigint,
  output_tokens bigint,
  cache_read_tokens bigint,
  cache_write_tokens bigint,
  reasoning_tokens bigint,
  duration_ms double precision,
  first_byte_ms double precision,
  first_token_ms double precision,
  request_bytes bigint NOT NULL,
  response_bytes bigint,
  session_id text,
  user_hash text,
  parent_call_id text COLLATE "C",
  provider_request_id text,
  request_headers jsonb NOT NULL,
  response_headers jsonb NOT NULL,
  timings jsonb NOT NULL,
  upstream_chunks bytea,
  client_chunks bytea,
  search tsvector NOT NULL
) PARTITION BY RANGE (call_id);

COMMENT ON TABLE conversation_calls IS 'One row a call, without bodies. Daily partitions by the time inside call_id.';
COMMENT ON COLUMN conversation_calls.call_id IS 'UUID of version 7: time-ordered. Also the response header x-luthien-call-id.';
COMMENT ON COLUMN conversation_calls.api IS 'API of the client: openai or anthropic.';
COMMENT ON COLUMN conversation_calls.upstream IS 'Name of the upstream in the configuration.';
COMMENT ON COLUMN conversation_calls.requested_model IS 'What the client asked for.';
COMMENT ON COLUMN conversation_calls.final_model IS 'What the provider was asked for.';
COMMENT ON COLUMN conversation_calls.status IS 'complete, provider_error, upstream_failed, cut, aborted, blocked, rejected, interrupted.';
COMMENT ON COLUMN conversation_calls.http_status IS 'What the client was sent; null when it left before.';
COMMENT ON COLUMN conversation_calls.upstream_status IS 'What the provider sent; null when it sent nothing.';
COMMENT ON COLUMN conversation_calls.policies IS 'Names of the policies in the chain, in order.';
COMMENT ON COLUMN conversation_calls.changed_by IS 'The policies that changed something.';
COMMENT ON COLUMN conversation_calls.request_changes IS 'Changes as the diff counts them: added + removed + modified + moved.';
COMMENT ON COLUMN conversation_calls.request_summary IS 'One line without any value of the bodies.';
COMMENT ON COLUMN conversation_calls.input_tokens IS 'As the provider billed them, cached ones included; null where it did not say.';
COMMENT ON COLUMN conversation_calls.duration_ms IS 'Milliseconds; null for a call whose end is not known.';
COMMENT ON COLUMN conversation_calls.user_hash IS 'Keyed hash of the user id; the plain id is never stored.';
COMMENT ON COLUMN conversation_calls.parent_call_id IS 'The call this one is a replay of.';
COMMENT ON COLUMN conversation_calls.request_headers IS 'Allow-listed headers; never a credential.';
COMMENT ON COLUMN conversation_calls.timings IS 'Spans of the call as the gateway timed them.';
COMMENT ON COLUMN conversation_calls.upstream_chunks IS 'Packed times and sizes of a stream''s chunks as the provider sent them.';
COMMENT ON COLUMN conversation_calls.client_chunks IS 'The same as the client was sent them.';
COMMENT ON COLUMN conversation_calls.search IS 'Words of the final bodies; never of an original that a policy changed.';

-- Filters with few values (stream; provider and operation: 004) need no order of their own: the scan by call_id meets their
-- rows soon.
CREATE INDEX conversation_calls_trace_id ON conversation_calls (trace_id);
CREATE INDEX conversation_calls_session ON conversation_calls (session_id, call_id DESC) WHERE session_id IS NOT NULL;
CREATE INDEX conversation_calls_user ON conversation_calls (user_hash, call_id DESC) WHERE user_hash IS NOT NULL;
CREATE INDEX conversation_calls_status ON conversation_calls (status, call_id DESC) WHERE status <> 'complete';
CREATE INDEX conversation_calls_final_model ON conversation_calls (final_model, call_id DESC);
CREATE INDEX conversation_calls_requested_model ON conversation_calls (requested_model, call_id DESC)
  WHERE requested_model IS DISTINCT FROM final_model;
CREATE INDEX conversation_calls_changed ON conversation_calls (call_id DESC) WHERE request_changed OR response_changed;
CREATE INDEX conversation_calls_provider_request ON conversation_calls (provider_request_id)
  WHERE provider_request_id IS NOT NULL;
CREATE INDEX conversation_calls_parent ON conversation_calls (parent_call_id) WHERE parent_call_id IS NOT NULL;
CREATE INDEX conversation_calls_changed_by ON conversation_calls USING gin (changed_by) WHERE changed_by <> '{}';
CREATE INDEX conversation_calls_search ON conversation_calls USING gin (search);

-- Takes what has no day of its own: ids that are not of version 7, or that claim a time far from now.
CREATE TABLE conversation_calls_default PARTITION OF conversation_calls DEFAULT;

-- Down Migration

DROP TABLE conversation_calls;

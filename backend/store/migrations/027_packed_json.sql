-- Up Migration

-- Headers and spans as JSON were two thirds of a call's row, with the same names and words in every call. They are kept as
-- text in which a control character stands for each of these (backend/store/write/packedJson.ts), and read as the JSON that
-- they are. Rows from before have their JSON. A computed column can't call functions that are not PostgreSQL's own.
ALTER TABLE conversation_calls RENAME COLUMN request_headers TO json_request_headers;
ALTER TABLE conversation_calls RENAME COLUMN response_headers TO json_response_headers;
ALTER TABLE conversation_calls RENAME COLUMN timings TO json_timings;

ALTER TABLE conversation_calls
  ALTER COLUMN json_request_headers DROP NOT NULL,
  ALTER COLUMN json_response_headers DROP NOT NULL,
  ALTER COLUMN json_timings DROP NOT NULL,
  ADD COLUMN packed_request_headers text,
  ADD COLUMN packed_response_headers text,
  ADD COLUMN packed_timings text;

ALTER TABLE conversation_calls
  ADD COLUMN request_headers jsonb GENERATED ALWAYS AS (coalesce(json_request_headers,
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(
    packed_request_headers,
    E'\x01', '{"content-type":"application/json","user-agent":"'),
    E'\x02', '{"content-type":"application/json","accept":"application/json","user-agent":"'),
    E'\x03', '","'),
    E'\x04', '":"'),
    E'\x05', 'content-type":"application/json'),
    E'\x06', 'accept":"application/json'),
    E'\x07', 'user-agent":"'),
    E'\x08', 'anthropic-version":"2023-06-01'),
    E'\x09', 'anthropic-beta":"'),
    E'\x0a', 'anthropic-dangerous-direct-browser-access":"true'),
    E'\x0b', 'openai-organization":"'),
    E'\x0c', 'openai-project":"'),
    E'\x0d', 'openai-beta":"'),
    E'\x0e', 'idempotency-key":"'),
    E'\x0f', 'x-app":"'),
    E'\x10', 'x-stainless-lang":"js","x-stainless-package-version":"'),
    E'\x11', 'x-stainless-lang":"python","x-stainless-package-version":"'),
    E'\x12', 'x-stainless-lang":"'),
    E'\x13', 'x-stainless-package-version":"'),
    E'\x14', 'x-stainless-runtime":"node","x-stainless-runtime-version":"v'),
    E'\x15', 'x-stainless-runtime":"CPython","x-stainless-runtime-version":"3.'),
    E'\x16', 'x-stainless-runtime":"'),
    E'\x17', 'x-stainless-runtime-version":"'),
    E'\x18', 'x-stainless-os":"Linux","x-stainless-arch":"x64'),
    E'\x19', 'x-stainless-os":"MacOS","x-stainless-arch":"arm64'),
    E'\x1a', 'x-stainless-os":"'),
    E'\x1b', 'x-stainless-arch":"'),
    E'\x1c', 'x-stainless-retry-count":"'),
    E'\x1d', 'x-stainless-timeout":"600'),
    E'\x1e', 'x-stainless-timeout":"')::jsonb)) VIRTUAL,
  ADD COLUMN response_headers jsonb GENERATED ALWAYS AS (coalesce(json_response_headers,
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(
    packed_response_headers,
    E'\x01', '{"'),
    E'\x02', '","'),
    E'\x03', '":"'),
    E'\x04', 'content-type":"application/json'),
    E'\x05', 'content-type":"text/event-stream; charset=utf-8'),
    E'\x06', 'request-id":"req_'),
    E'\x07', 'x-request-id":"req_'),
    E'\x08', 'x-request-id":"'),
    E'\x09', 'cf-ray":"'),
    E'\x0a', 'retry-after'),
    E'\x0b', 'x-should-retry":"'),
    E'\x0c', 'openai-processing-ms":"'),
    E'\x0d', 'openai-version":"2020-10-01'),
    E'\x0e', 'openai-organization":"'),
    E'\x0f', 'openai-model":"'),
    E'\x10', 'anthropic-organization-id":"'),
    E'\x11', 'x-ratelimit-limit-'),
    E'\x12', 'x-ratelimit-remaining-'),
    E'\x13', 'x-ratelimit-reset-'),
    E'\x14', 'anthropic-ratelimit-'),
    E'\x15', 'anthropic-ratelimit-input-tokens-'),
    E'\x16', 'anthropic-ratelimit-output-tokens-'),
    E'\x17', 'anthropic-ratelimit-unified-'),
    E'\x18', 'requests'),
    E'\x19', 'tokens'),
    E'\x1a', '-limit":"'),
    E'\x1b', '-remaining":"'),
    E'\x1c', '-reset":"'),
    E'\x1d', '-status":"allowed'),
    E'\x1e', '-utilization":"'),
    E'\x1f', '00:00Z')::jsonb)) VIRTUAL,
  ADD COLUMN timings jsonb GENERATED ALWAYS AS (coalesce(json_timings,
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(
    packed_timings,
    E'\x01', '[{"name":"'),
    E'\x02', '},{"name":"'),
    E'\x03', 'gateway.chat_completions","parent":-1,"start":0,"end":'),
    E'\x04', 'gateway.messages","parent":-1,"start":0,"end":'),
    E'\x05', 'gateway.passthrough","parent":-1,"start":0,"end":'),
    E'\x06', 'gateway.request_received","parent":0,"start":0,"end":'),
    E'\x07', 'gateway.wait_for_room","parent":0,"start":'),
    E'\x08', 'control_plane.process_request","parent":0,"start":'),
    E'\x09', 'control_plane.process_full_response","parent":0,"start":'),
    E'\x0a', 'control_plane.process_streaming_response","parent":0,"start":'),
    E'\x0b', 'streaming.orchestrate","parent":0,"start":'),
    E'\x0c', 'llm.completion","parent":0,"start":'),
    E'\x0d', 'policy '),
    E'\x0e', '","parent":'),
    E'\x0f', ',"start":'),
    E'\x10', ',"end":'),
    E'\x11', ',"spanId":"'),
    E'\x12', '},"spanId":"'),
    E'\x13', ',"attributes":{"'),
    E'\x14', ',"attributes":{"gen_ai.provider.name":"'),
    E'\x15', '","luthien.upstream":"'),
    E'\x16', '","gen_ai.request.model":"'),
    E'\x17', ',"http.response.status_code":200'),
    E'\x18', ',"luthien.headers_ms":'),
    E'\x19', ',"luthien.first_byte_ms":'),
    E'\x1a', 'luthien.policy.'),
    E'\x1b', ',"error":"'),
    E'\x1c', 'anthropic'),
    E'\x1d', 'openai')::jsonb)) VIRTUAL;

COMMENT ON COLUMN conversation_calls.request_headers IS 'Allow-listed ones, never a credential.';
COMMENT ON COLUMN conversation_calls.timings IS 'Spans of the call as the gateway timed them.';
COMMENT ON COLUMN conversation_calls.json_request_headers IS 'As versions before kept request_headers.';
COMMENT ON COLUMN conversation_calls.json_response_headers IS 'As versions before kept response_headers.';
COMMENT ON COLUMN conversation_calls.json_timings IS 'As versions before kept timings.';
COMMENT ON COLUMN conversation_calls.packed_request_headers IS 'What request_headers is made of.';
COMMENT ON COLUMN conversation_calls.packed_response_headers IS 'What response_headers is made of.';
COMMENT ON COLUMN conversation_calls.packed_timings IS 'What timings is made of.';

CREATE OR REPLACE VIEW conversation_records AS
  SELECT events.call_id AS transaction_id, 'pipeline' AS record_type, stages.pipeline_stage, events.created_at,
    events.id AS event_id, stages.form
  FROM stored_events AS events
  JOIN conversation_calls AS calls ON calls.call_id = events.call_id
  JOIN (VALUES
    ('request', 'client_request', 'original', false),
    ('request', 'backend_request', 'final', true),
    ('response', 'backend_response', 'original', true),
    ('response', 'client_response', 'final', false)
  ) AS stages (event_type, pipeline_stage, form, by_provider) ON stages.event_type = events.event_type
  WHERE NOT stages.by_provider OR calls.timings @> '[{"name": "llm.completion"}]'
  UNION ALL
  SELECT call_id, 'policy_decision', NULL, created_at, id, 'original'
  FROM stored_events
  WHERE event_type NOT IN ('request', 'response');

-- Down Migration

UPDATE conversation_calls SET json_request_headers = request_headers, json_response_headers = response_headers, json_timings = timings;
CREATE OR REPLACE VIEW conversation_records AS
  SELECT events.call_id AS transaction_id, 'pipeline' AS record_type, stages.pipeline_stage, events.created_at,
    events.id AS event_id, stages.form
  FROM stored_events AS events
  JOIN conversation_calls AS calls ON calls.call_id = events.call_id
  JOIN (VALUES
    ('request', 'client_request', 'original', false),
    ('request', 'backend_request', 'final', true),
    ('response', 'backend_response', 'original', true),
    ('response', 'client_response', 'final', false)
  ) AS stages (event_type, pipeline_stage, form, by_provider) ON stages.event_type = events.event_type
  WHERE NOT stages.by_provider OR calls.json_timings @> '[{"name": "llm.completion"}]'
  UNION ALL
  SELECT call_id, 'policy_decision', NULL, created_at, id, 'original'
  FROM stored_events
  WHERE event_type NOT IN ('request', 'response');
ALTER TABLE conversation_calls
  DROP COLUMN request_headers, DROP COLUMN packed_request_headers, ALTER COLUMN json_request_headers SET NOT NULL,
  DROP COLUMN response_headers, DROP COLUMN packed_response_headers, ALTER COLUMN json_response_headers SET NOT NULL,
  DROP COLUMN timings, DROP COLUMN packed_timings, ALTER COLUMN json_timings SET NOT NULL;
ALTER TABLE conversation_calls RENAME COLUMN json_request_headers TO request_headers;
ALTER TABLE conversation_calls RENAME COLUMN json_response_headers TO response_headers;
ALTER TABLE conversation_calls RENAME COLUMN json_timings TO timings;

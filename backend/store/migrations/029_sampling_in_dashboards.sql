-- Up Migration

-- Why a call left traces and logs, or did not, for dashboards that lead to these.
CREATE OR REPLACE VIEW dashboards.calls AS
  SELECT call_id, started_at, trace_id, parent_call_id, retry_count, provider, upstream, api, operation, endpoint,
    requested_model, final_model, response_model, stream, capture_mode, status, error_type, http_status, upstream_status,
    finish_reason, policies, changed_by, request_changed, response_changed, request_changes, response_changes,
    request_summary, response_summary, policy_events, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens,
    reasoning_tokens, service_tier, cost_usd, cost_basis, cost_unknown, price_table, duration_ms, first_byte_ms,
    first_token_ms, ceil(request_bytes / 1024.0)::bigint AS request_kib, sampled,
    CASE WHEN session_is_random OR (SELECT has_table_privilege('dashboards.sees_users', 'SELECT'))
      THEN session_id END AS session_id,
    CASE WHEN (SELECT has_table_privilege('dashboards.sees_users', 'SELECT')) THEN user_hash END AS user_hash,
    source, source_name, environment, cold_start, sampling_reason
  FROM conversation_calls;

COMMENT ON COLUMN dashboards.calls.sampling_reason IS 'What decided whether it left traces and logs: error, slow, changed, caller or ratio.';

-- Down Migration

DROP VIEW dashboards.calls;

CREATE VIEW dashboards.calls AS
  SELECT call_id, started_at, trace_id, parent_call_id, retry_count, provider, upstream, api, operation, endpoint,
    requested_model, final_model, response_model, stream, capture_mode, status, error_type, http_status, upstream_status,
    finish_reason, policies, changed_by, request_changed, response_changed, request_changes, response_changes,
    request_summary, response_summary, policy_events, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens,
    reasoning_tokens, service_tier, cost_usd, cost_basis, cost_unknown, price_table, duration_ms, first_byte_ms,
    first_token_ms, ceil(request_bytes / 1024.0)::bigint AS request_kib, sampled,
    CASE WHEN session_is_random OR (SELECT has_table_privilege('dashboards.sees_users', 'SELECT'))
      THEN session_id END AS session_id,
    CASE WHEN (SELECT has_table_privilege('dashboards.sees_users', 'SELECT')) THEN user_hash END AS user_hash,
    source, source_name, environment, cold_start
  FROM conversation_calls;

COMMENT ON VIEW dashboards.calls IS 'One row a call. Ask for a range of call_id: WHERE call_id >= dashboards.first_call_id(…).';
COMMENT ON COLUMN dashboards.calls.request_kib IS 'What was sent on, rounded up to KiB.';
COMMENT ON COLUMN dashboards.calls.user_hash IS 'Null for roles that may not select from dashboards.sees_users.';
COMMENT ON COLUMN dashboards.calls.source IS 'How the call came on record: gateway, events or otlp; source_name is what told of it.';

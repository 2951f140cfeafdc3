-- Up Migration

-- What dashboards read: views without bodies, words of bodies or headers, for a role that can read nothing else. They say
-- what the scope `read` sees (docs/decisions/0014): no lengths, and nobody whose call it was.
CREATE SCHEMA dashboards;

COMMENT ON SCHEMA dashboards IS 'Views for dashboards, without bodies. See docs/storage.md.';

-- Empty: being allowed to read it is what it is for.
CREATE VIEW dashboards.sees_users AS SELECT true AS sees WHERE false;

COMMENT ON VIEW dashboards.sees_users IS 'Who may select from it sees user_hash and every session_id in dashboards.calls.';

-- The whole table is partitioned and ordered by the time that is in call_id; only a condition on it keeps other days out.
CREATE FUNCTION dashboards.first_call_id(at timestamptz) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN overlay(lpad(to_hex(floor(extract(epoch FROM at) * 1000)::bigint), 12, '0') PLACING '-' FROM 9 FOR 0);

COMMENT ON FUNCTION dashboards.first_call_id IS 'No call_id of that time or later is below it: call_id >= dashboards.first_call_id(now() - interval ''1 hour'').';

CREATE VIEW dashboards.calls AS
  SELECT call_id, started_at, trace_id, parent_call_id, retry_count, provider, upstream, api, operation, endpoint,
    requested_model, final_model, response_model, stream, capture_mode, status, error_type, http_status, upstream_status,
    finish_reason, policies, changed_by, request_changed, response_changed, request_changes, response_changes,
    request_summary, response_summary, policy_events, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens,
    reasoning_tokens, service_tier, cost_usd, cost_basis, cost_unknown, price_table, duration_ms, first_byte_ms,
    first_token_ms, ceil(request_bytes / 1024.0)::bigint AS request_kib, sampled,
    CASE WHEN session_is_random OR (SELECT has_table_privilege('dashboards.sees_users', 'SELECT'))
      THEN session_id END AS session_id,
    CASE WHEN (SELECT has_table_privilege('dashboards.sees_users', 'SELECT')) THEN user_hash END AS user_hash
  FROM conversation_calls;

COMMENT ON VIEW dashboards.calls IS 'One row a call. Ask for a range of call_id: WHERE call_id >= dashboards.first_call_id(…).';
COMMENT ON COLUMN dashboards.calls.request_kib IS 'What was sent on, rounded up to KiB.';
COMMENT ON COLUMN dashboards.calls.user_hash IS 'Null for roles that may not select from dashboards.sees_users.';

CREATE VIEW dashboards.errors AS
  SELECT fingerprint, kind, type, message, status, provider, operation, policy, component, hour, count, first_seen,
    last_seen, examples[1] AS last_call_id
  FROM error_groups JOIN error_counts USING (fingerprint);

COMMENT ON VIEW dashboards.errors IS 'Errors that are the same, by the hour.';

CREATE VIEW dashboards.scores AS SELECT call_id, name, scorer, value, at FROM call_scores;

COMMENT ON VIEW dashboards.scores IS 'What was said of calls afterwards, without its comments.';

-- Down Migration

DROP SCHEMA dashboards CASCADE;

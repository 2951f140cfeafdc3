-- Up Migration

-- The records of calls (docs/logs.md) as the database has them: each points to the body or event that is stored already.
CREATE VIEW conversation_records AS
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

COMMENT ON VIEW conversation_records IS 'Records of calls. event_id and form name the body in conversation_events; a form that is null there is identical to original.';
COMMENT ON COLUMN conversation_calls.capture_mode IS 'How much of the call is kept: full, masked or metadata.';

-- Down Migration

DROP VIEW conversation_records;

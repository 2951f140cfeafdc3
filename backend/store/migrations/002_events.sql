-- Up Migration

-- The bodies of a call's request and response, and what policies said about it. Partitioned like the calls, so that a
-- day is dropped whole: its events first, then its calls.
--
-- The foreign key is declared here and enforced between the two partitions of each day, which hold the same calls by
-- construction. Enforced here, every check would go through all days, which took 60 % of the time of an insert.
CREATE TABLE conversation_events (
  id uuid NOT NULL,
  call_id text COLLATE "C" NOT NULL,
  event_type text NOT NULL,
  sequence bigint NOT NULL,
  created_at timestamptz NOT NULL,
  original jsonb,
  final jsonb,
  -- The documented shape {original, final} with the final body's own keys beside them. Virtual: it costs no storage.
  -- A body that is no object has no keys to add; a policy event is shown as it is.
  payload jsonb GENERATED ALWAYS AS (
    CASE
      WHEN raw_kind IS NULL THEN original
      ELSE jsonb_set(
        jsonb_set(
          CASE WHEN jsonb_typeof(coalesce(final, original)) = 'object' THEN coalesce(final, original) ELSE '{}'::jsonb END,
          '{original}', coalesce(original, 'null'::jsonb), true
        ),
        '{final}', coalesce(final, original, 'null'::jsonb), true
      )
    END
  ) VIRTUAL,
  original_raw bytea,
  final_raw bytea,
  raw_kind text,
  raw_encoding text NOT NULL,
  steps bytea,
  PRIMARY KEY (call_id, id),
  CONSTRAINT conversation_events_call FOREIGN KEY (call_id) REFERENCES conversation_calls (call_id) ON DELETE CASCADE
    NOT ENFORCED
) PARTITION BY RANGE (call_id);

COMMENT ON TABLE conversation_events IS 'Bodies of calls before and after the policies, and policy events.';
COMMENT ON COLUMN conversation_events.event_type IS 'request, response, or a policy event''s own type.';
COMMENT ON COLUMN conversation_events.sequence IS 'Nanoseconds since the Unix epoch: the order of the call''s events.';
COMMENT ON COLUMN conversation_events.original IS 'The body as it came in, as JSON (a stream''s is the whole response rebuilt from it). Characters that jsonb can''t hold are replaced; original_raw is exact.';
COMMENT ON COLUMN conversation_events.final IS 'The body as it went out; null when identical to original.';
COMMENT ON COLUMN conversation_events.payload IS '{original, final} and the final body''s keys at top level; computed when read.';
COMMENT ON COLUMN conversation_events.original_raw IS 'The exact bytes, encoded as raw_encoding says; null for policy events.';
COMMENT ON COLUMN conversation_events.final_raw IS 'The exact bytes that went out; null when identical.';
COMMENT ON COLUMN conversation_events.raw_kind IS 'json, sse, text or binary; null for policy events.';
COMMENT ON COLUMN conversation_events.raw_encoding IS 'identity or zstd: how original_raw, final_raw and steps are encoded.';
COMMENT ON COLUMN conversation_events.steps IS 'What each policy alone changed, as JSON text [{policy, redacts, delta}]: bytes, because it has to fit the exact bodies and jsonb would alter it. Null when it could not be kept.';

CREATE INDEX conversation_events_sequence ON conversation_events (call_id, sequence);
CREATE INDEX conversation_events_type ON conversation_events (event_type);

CREATE TABLE conversation_events_default PARTITION OF conversation_events DEFAULT;
ALTER TABLE conversation_events_default ADD CONSTRAINT conversation_events_default_call
  FOREIGN KEY (call_id) REFERENCES conversation_calls_default (call_id) ON DELETE CASCADE;

-- Down Migration

DROP TABLE conversation_events;

-- Up Migration

-- Who looked at what was redacted, and later who exported, erased or replayed. No foreign key: it outlives the calls.
CREATE TABLE audit_log (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  who text NOT NULL,
  action text NOT NULL,
  call_id text COLLATE "C",
  details jsonb NOT NULL DEFAULT '{}'
);

COMMENT ON TABLE audit_log IS 'Who did what to which call, and when. Kept when the call is dropped.';
COMMENT ON COLUMN audit_log.who IS 'Name of the token or sign-in that acted.';
COMMENT ON COLUMN audit_log.action IS 'For example view_revealed.';

CREATE INDEX audit_log_call ON audit_log (call_id) WHERE call_id IS NOT NULL;
CREATE INDEX audit_log_at ON audit_log (at);

-- Down Migration

DROP TABLE audit_log;

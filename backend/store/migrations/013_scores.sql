-- Up Migration

-- What people and judges say of calls afterwards. No foreign key: partitions of calls are dropped whole.
CREATE TABLE call_scores (
  call_id text COLLATE "C" NOT NULL,
  name text NOT NULL,
  scorer text NOT NULL,
  value double precision NOT NULL,
  comment text,
  at timestamptz NOT NULL DEFAULT now(),
  call_started_at timestamptz NOT NULL,
  PRIMARY KEY (call_id, name, scorer)
);

COMMENT ON TABLE call_scores IS 'What was said of calls afterwards; one score of a name a call and scorer, the last.';
COMMENT ON COLUMN call_scores.scorer IS 'Name of the token or sign-in that gave it.';
COMMENT ON COLUMN call_scores.call_started_at IS 'Scores are dropped with the day of their call.';

CREATE INDEX call_scores_at ON call_scores (name, at);
CREATE INDEX call_scores_call_started_at ON call_scores (call_started_at);

-- Down Migration

DROP TABLE call_scores;

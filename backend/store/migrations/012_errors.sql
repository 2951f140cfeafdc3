-- Up Migration

-- Errors that are the same, once: calls that ended in error, policies that failed, exceptions of the product's own.
CREATE TABLE error_groups (
  fingerprint text COLLATE "C" PRIMARY KEY,
  kind text NOT NULL,
  type text NOT NULL,
  message text NOT NULL,
  status text,
  provider text,
  operation text,
  policy text,
  component text,
  frames text[] NOT NULL DEFAULT '{}',
  first_seen timestamptz NOT NULL,
  last_seen timestamptz NOT NULL,
  examples text[] NOT NULL DEFAULT '{}'
);

COMMENT ON TABLE error_groups IS 'Errors by what they have in common. Without numbers, ids, and words of callers.';
COMMENT ON COLUMN error_groups.kind IS 'call, policy or exception.';
COMMENT ON COLUMN error_groups.message IS 'Normalised.';
COMMENT ON COLUMN error_groups.examples IS 'The latest calls with it, the newest first; some may be past their retention.';

CREATE INDEX error_groups_last_seen ON error_groups (last_seen);

-- How often, by the hour: retention and the last day are cut from it.
CREATE TABLE error_counts (
  fingerprint text COLLATE "C" NOT NULL REFERENCES error_groups ON DELETE CASCADE,
  hour timestamptz NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (fingerprint, hour)
);

CREATE INDEX error_counts_hour ON error_counts (hour);

-- Down Migration

DROP TABLE error_counts;
DROP TABLE error_groups;

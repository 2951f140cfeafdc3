-- Up Migration

-- Which process goes on with the transcripts that the recorder of a data folder has stored: the last that was started.
CREATE TABLE transcript_claims (
  recorder uuid NOT NULL PRIMARY KEY,
  instance uuid NOT NULL,
  claimed_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE transcript_claims IS 'Which process goes on with the transcripts of a data folder''s recorder.';
COMMENT ON COLUMN transcript_claims.recorder IS 'Digest under the key of the data folder.';
COMMENT ON COLUMN transcript_claims.instance IS 'Drawn at each start.';

-- Down Migration

DROP TABLE transcript_claims;

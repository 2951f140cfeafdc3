-- Up Migration

-- The events of a call in their order, and their key, in one index instead of two. Of the same event both are always the
-- same, so that it is there once.
ALTER TABLE stored_events DROP CONSTRAINT stored_events_pkey;
DROP INDEX stored_events_sequence;
ALTER TABLE stored_events ADD PRIMARY KEY (call_id, sequence, id);

-- A model that many calls have is met soon by the scan of a page, in the order of the calls; of one that few have they are
-- sorted. Without the calls' ids equal entries share their key, which makes the index a tenth.
DROP INDEX conversation_calls_final_model, conversation_calls_requested_model;
CREATE INDEX conversation_calls_final_model ON conversation_calls (final_model);
CREATE INDEX conversation_calls_requested_model ON conversation_calls (requested_model)
  WHERE requested_model IS DISTINCT FROM final_model;

-- Of words that versions before kept in the rows of calls. Where there are none, each call would have an entry in it for
-- that; and that there are none is known by conversation_calls_old_words.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM conversation_calls WHERE search IS NOT NULL) THEN
    DROP INDEX conversation_calls_search;
  END IF;
END $$;

-- Down Migration

CREATE INDEX IF NOT EXISTS conversation_calls_search ON conversation_calls USING gin (search);
DROP INDEX conversation_calls_final_model, conversation_calls_requested_model;
CREATE INDEX conversation_calls_final_model ON conversation_calls (final_model, call_id DESC);
CREATE INDEX conversation_calls_requested_model ON conversation_calls (requested_model, call_id DESC)
  WHERE requested_model IS DISTINCT FROM final_model;
ALTER TABLE stored_events DROP CONSTRAINT stored_events_pkey;
ALTER TABLE stored_events ADD PRIMARY KEY (call_id, id);
CREATE INDEX stored_events_sequence ON stored_events (call_id, sequence);

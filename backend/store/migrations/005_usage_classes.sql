-- Up Migration

-- What a price depends on beside the sums; and how much of the call was captured.
ALTER TABLE conversation_calls
  ADD COLUMN cache_write_5m_tokens bigint,
  ADD COLUMN cache_write_1h_tokens bigint,
  ADD COLUMN service_tier text,
  ADD COLUMN capture_mode text NOT NULL DEFAULT 'full';

COMMENT ON COLUMN conversation_calls.cache_write_tokens IS 'All cache writes; cache_write_5m_tokens and cache_write_1h_tokens are parts of it.';
COMMENT ON COLUMN conversation_calls.cache_write_5m_tokens IS 'Cache writes kept for five minutes; null where the provider did not tell.';
COMMENT ON COLUMN conversation_calls.cache_write_1h_tokens IS 'Cache writes kept for an hour; null where the provider did not tell.';
COMMENT ON COLUMN conversation_calls.service_tier IS 'The tier that was billed, in the provider''s word.';
COMMENT ON COLUMN conversation_calls.capture_mode IS 'What capture.mode was for this call: full.';

-- Down Migration

ALTER TABLE conversation_calls
  DROP COLUMN cache_write_5m_tokens,
  DROP COLUMN cache_write_1h_tokens,
  DROP COLUMN service_tier,
  DROP COLUMN capture_mode;

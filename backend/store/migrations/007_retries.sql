-- Up Migration

ALTER TABLE conversation_calls ADD COLUMN retry_count integer;

COMMENT ON COLUMN conversation_calls.retry_count IS 'Which try of its request the call is, as its client said: 0 is the first; null where it did not say.';

-- Down Migration

ALTER TABLE conversation_calls DROP COLUMN retry_count;

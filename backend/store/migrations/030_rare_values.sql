-- Up Migration

-- An environment that few calls have or none, and the calls right after a start, are found by the index of what is rare,
-- too. There are few combinations of these values: PostgreSQL skips from one to the next, and equal entries share their key.
DROP INDEX conversation_calls_operation;
CREATE INDEX conversation_calls_rare ON conversation_calls (operation, provider, environment, cold_start);

-- Down Migration

DROP INDEX conversation_calls_rare;
CREATE INDEX conversation_calls_operation ON conversation_calls (operation, provider);

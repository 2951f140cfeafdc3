-- Up Migration

-- A provider or an operation that few calls or none have: without it every call is read before the page is known to be
-- empty. PostgreSQL skips from operation to operation for a provider alone. As there are few pairs of them, equal entries
-- share their key, and the index is a seventh of the primary key.
CREATE INDEX conversation_calls_operation ON conversation_calls (operation, provider);

-- Down Migration

DROP INDEX conversation_calls_operation;

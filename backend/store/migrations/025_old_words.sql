-- Up Migration

-- Of calls whose words versions before kept in their rows. It is empty where there are none, and shrinks as they are moved.
CREATE INDEX conversation_calls_old_words ON conversation_calls (call_id) WHERE search IS NOT NULL;

-- Down Migration

DROP INDEX conversation_calls_old_words;

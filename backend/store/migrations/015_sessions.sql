-- Up Migration

-- Sessions by their newest call. The index by session knows which calls are of one, this one which sessions there are.
CREATE INDEX conversation_calls_of_sessions ON conversation_calls (call_id DESC) WHERE session_id IS NOT NULL;

-- Down Migration

DROP INDEX conversation_calls_of_sessions;

-- Up Migration

-- Sessions whose ids nobody can guess may be seen by everybody who may see the call. Of those before nobody knows.
ALTER TABLE conversation_calls
  ADD COLUMN session_is_random boolean NOT NULL DEFAULT false;

COMMENT ON COLUMN conversation_calls.session_id IS 'Keyed hash of the session id; the plain id is never stored by itself.';
COMMENT ON COLUMN conversation_calls.session_is_random IS 'The session id was a UUID of version 4 or 7, so nobody can guess it.';
COMMENT ON COLUMN conversation_calls.user_hash IS 'Keyed hash of the user id; shown to readers with the scope reveal only.';

-- Down Migration

ALTER TABLE conversation_calls
  DROP COLUMN session_is_random;

-- Up Migration

ALTER TABLE conversation_calls
  ADD COLUMN sampled boolean,
  ADD COLUMN sampling_reason text;

COMMENT ON COLUMN conversation_calls.sampled IS 'The call left traces and logs, where these are sent; null of a call that nobody decided on.';
COMMENT ON COLUMN conversation_calls.sampling_reason IS 'What decided it: error, slow, changed, caller or ratio.';

-- Down Migration

ALTER TABLE conversation_calls DROP COLUMN sampled, DROP COLUMN sampling_reason;

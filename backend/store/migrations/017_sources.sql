-- Up Migration

ALTER TABLE conversation_calls
  ADD COLUMN source text NOT NULL DEFAULT 'gateway',
  ADD COLUMN source_name text;

COMMENT ON COLUMN conversation_calls.source IS 'How the call came on record: gateway (this one made it), events or otlp (others made it, and told of it).';
COMMENT ON COLUMN conversation_calls.source_name IS 'What who told of the call calls itself; null of a call of this gateway.';

-- Down Migration

ALTER TABLE conversation_calls DROP COLUMN source, DROP COLUMN source_name;

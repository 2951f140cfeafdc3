-- Up Migration

ALTER TABLE conversation_calls
  ADD COLUMN response_model text,
  ADD COLUMN cost_usd numeric,
  ADD COLUMN cost_basis text,
  ADD COLUMN cost_unknown text,
  ADD COLUMN cost_items jsonb,
  ADD COLUMN price_table text;

COMMENT ON COLUMN conversation_calls.response_model IS 'The model that answered, in the provider''s word.';
COMMENT ON COLUMN conversation_calls.cost_usd IS 'US dollars; null for a call that nobody bills, and where the cost is not known.';
COMMENT ON COLUMN conversation_calls.cost_basis IS 'exact: of what the provider told; estimated: of what was sent and came.';
COMMENT ON COLUMN conversation_calls.cost_unknown IS 'Why the cost is not known: model, tier, price, usage.';
COMMENT ON COLUMN conversation_calls.cost_items IS 'The lines of the bill with their unit prices.';
COMMENT ON COLUMN conversation_calls.price_table IS 'Version of the price table; a newer one does not change what was priced.';

-- Down Migration

ALTER TABLE conversation_calls
  DROP COLUMN response_model,
  DROP COLUMN cost_usd,
  DROP COLUMN cost_basis,
  DROP COLUMN cost_unknown,
  DROP COLUMN cost_items,
  DROP COLUMN price_table;

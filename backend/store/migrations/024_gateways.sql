-- Up Migration

-- Gateways of one service may be configured each in its own way: a start is compared with the one before of the same gateway.
ALTER TABLE gateway_starts ADD COLUMN gateway text NOT NULL DEFAULT '';

COMMENT ON TABLE gateway_starts IS 'One row a start of a gateway. Dropped after the retention of calls, but for the last of a gateway.';
COMMENT ON COLUMN gateway_starts.gateway IS 'A digest that is one data folder''s; empty where it was not told yet.';
COMMENT ON COLUMN gateway_starts.changes IS 'What is other than at the start before of the same gateway and service, in words.';

-- Down Migration

COMMENT ON TABLE gateway_starts IS 'One row a start of a gateway. Dropped after the retention of calls, but for the last of a service.';
COMMENT ON COLUMN gateway_starts.changes IS 'What is other than at the start before of the same service, in words.';

ALTER TABLE gateway_starts DROP COLUMN gateway;

-- Up Migration

-- Starts of gateways, with what their policies were: what charts are annotated with.
CREATE TABLE gateway_starts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  service text NOT NULL,
  version text NOT NULL,
  policies jsonb NOT NULL,
  changes text[] NOT NULL
);

COMMENT ON TABLE gateway_starts IS 'One row a start of a gateway. Dropped after the retention of calls, but for the last of a service.';
COMMENT ON COLUMN gateway_starts.policies IS 'Keyed digests of policies and the chains of routes, by name: equal ones are equal.';
COMMENT ON COLUMN gateway_starts.changes IS 'What is other than at the start before of the same service, in words.';

CREATE INDEX gateway_starts_at ON gateway_starts (at);

-- What policies said, over all calls, without walking over their bodies.
CREATE INDEX stored_events_of_policies ON stored_events (call_id DESC, sequence DESC) WHERE raw_kind IS NULL;

-- Down Migration

DROP INDEX stored_events_of_policies;
DROP TABLE gateway_starts;

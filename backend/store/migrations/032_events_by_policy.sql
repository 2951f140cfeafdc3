-- Up Migration

-- What a policy said that says little, or what is as grave as few events are, without reading what all others said. Of
-- requests and answers there are no entries, and equal ones share their key.
CREATE INDEX stored_events_by_policy ON stored_events ((original ->> 'policy'), (original ->> 'severity'))
  WHERE raw_kind IS NULL;

-- Down Migration

DROP INDEX stored_events_by_policy;

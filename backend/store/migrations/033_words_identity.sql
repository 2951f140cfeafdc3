-- Up Migration

-- Where all tables are published to another server, rows without a key could not be deleted any more. A key, whatever it
-- begins with, would be read instead of the index of words. Of partitions each has its own; later ones are made with it.
DO $$
DECLARE partition regclass;
BEGIN
  FOR partition IN SELECT inhrelid FROM pg_inherits WHERE inhparent = 'call_words'::regclass LOOP
    EXECUTE format('ALTER TABLE %s REPLICA IDENTITY FULL', partition);
  END LOOP;
END $$;

-- Down Migration

DO $$
DECLARE partition regclass;
BEGIN
  FOR partition IN SELECT inhrelid FROM pg_inherits WHERE inhparent = 'call_words'::regclass LOOP
    EXECUTE format('ALTER TABLE %s REPLICA IDENTITY DEFAULT', partition);
  END LOOP;
END $$;

-- Up Migration

-- The words of calls, by which a search finds them: each word once for some hundred calls, where a row a call took as much
-- as all bodies. Partitioned like the calls.
CREATE TABLE call_words (
  last_call_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  first_call_id text COLLATE "C" NOT NULL,
  calls integer NOT NULL,
  words tsvector,
  postings bytea NOT NULL,
  PRIMARY KEY (last_call_id, id)
) PARTITION BY RANGE (last_call_id);

-- They are compressed already.
ALTER TABLE call_words ALTER COLUMN postings SET STORAGE EXTERNAL;

COMMENT ON TABLE call_words IS 'Words of the final bodies of calls, a row for some of them: those of a batch, and soon of many.';
COMMENT ON COLUMN call_words.first_call_id IS 'None of its calls is before this one.';
COMMENT ON COLUMN call_words.calls IS 'How many.';
COMMENT ON COLUMN call_words.words IS 'All their words; null while there are few calls, which are looked through.';
COMMENT ON COLUMN call_words.postings IS 'zstd: the calls, the words, and which has which.';

-- Without a list of what waits: a row brings the words of many calls at once.
CREATE INDEX call_words_words ON call_words USING gin (words) WITH (fastupdate = off) WHERE words IS NOT NULL;
CREATE INDEX call_words_few ON call_words (last_call_id) WHERE words IS NULL;

CREATE TABLE call_words_default PARTITION OF call_words DEFAULT;

-- Calls that were deleted one by one, whose words are still to go.
CREATE TABLE words_to_clear (call_id text COLLATE "C" NOT NULL PRIMARY KEY);

COMMENT ON TABLE words_to_clear IS 'Deleted calls whose words go within the hour.';

CREATE FUNCTION lens_clear_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO words_to_clear VALUES (OLD.call_id) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER conversation_calls_words AFTER DELETE ON conversation_calls FOR EACH ROW EXECUTE FUNCTION lens_clear_words();

ALTER TABLE conversation_calls ALTER COLUMN search DROP NOT NULL;
COMMENT ON COLUMN conversation_calls.search IS 'Words as versions before kept them; null: they are in call_words.';

-- Down Migration

UPDATE conversation_calls SET search = '' WHERE search IS NULL;
ALTER TABLE conversation_calls ALTER COLUMN search SET NOT NULL;
DROP TRIGGER conversation_calls_words ON conversation_calls;
DROP FUNCTION lens_clear_words;
DROP TABLE words_to_clear, call_words;

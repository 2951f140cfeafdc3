-- Up Migration

-- The words of a row are kept beside it, so PostgreSQL takes it for small, and reading all words of a day for as cheap as
-- asking the index of words. An index that begins with last_call_id would be read instead of that one for the same reason.
ALTER TABLE call_words DROP CONSTRAINT call_words_pkey;
CREATE INDEX call_words_id ON call_words (id);

-- Down Migration

DROP INDEX call_words_id;
ALTER TABLE call_words ADD PRIMARY KEY (last_call_id, id);

-- Up Migration

-- Bodies of one conversation share their bytes. What is stored moves to `stored_events`; `conversation_events` becomes a
-- view with the documented shape over it, also over the rows that are there already.
ALTER INDEX conversation_events_sequence RENAME TO stored_events_sequence;
ALTER INDEX conversation_events_type RENAME TO stored_events_type;
ALTER TABLE conversation_events RENAME TO stored_events;
ALTER TABLE stored_events RENAME CONSTRAINT conversation_events_pkey TO stored_events_pkey;

DO $$
DECLARE partition name;
BEGIN
  FOR partition IN SELECT relname FROM pg_inherits JOIN pg_class ON oid = inhrelid WHERE inhparent = 'stored_events'::regclass LOOP
    EXECUTE format('ALTER TABLE %I RENAME TO %I', partition, replace(partition, 'conversation_events', 'stored_events'));
  END LOOP;
END $$;

ALTER TABLE stored_events
  DROP COLUMN payload,
  ADD COLUMN transcript uuid,
  ADD COLUMN transcript_from integer,
  ADD COLUMN transcript_to integer,
  ADD COLUMN original_pieces integer[],
  ADD COLUMN final_pieces integer[],
  ADD COLUMN original_sum integer,
  ADD COLUMN final_sum integer,
  -- What can be read in SQL is stored as it is: the embedded server compresses slowly, and by a third at most.
  ALTER COLUMN original_raw SET STORAGE EXTERNAL,
  ALTER COLUMN final_raw SET STORAGE EXTERNAL;

COMMENT ON TABLE stored_events IS 'What conversation_events is made of: bodies as pieces of what was new in them.';
COMMENT ON COLUMN stored_events.original IS 'The body as JSON where it can''t be made of the bytes: of streams, of what jsonb holds otherwise, of policy events.';
COMMENT ON COLUMN stored_events.final IS 'The same of the body as it went out.';
COMMENT ON COLUMN stored_events.original_raw IS 'What was new in the original, encoded as raw_encoding says: all of it without original_pieces.';
COMMENT ON COLUMN stored_events.final_raw IS 'What was new in the final; null when it is the original.';
COMMENT ON COLUMN stored_events.transcript IS 'The conversation whose new bytes, one after the other, the pieces are of; null for the row''s own.';
COMMENT ON COLUMN stored_events.transcript_from IS 'Where this row''s bytes (original_raw, then final_raw, decoded) are in the transcript.';
COMMENT ON COLUMN stored_events.transcript_to IS 'And where they end.';
COMMENT ON COLUMN stored_events.original_pieces IS 'The original as pieces of the transcript: from, to, from, to, …; null: it is original_raw.';
COMMENT ON COLUMN stored_events.final_pieces IS 'The final likewise; null: it is final_raw.';

COMMENT ON COLUMN stored_events.original_sum IS 'CRC-32 of the original''s exact bytes; null for policy events, and for what versions before stored.';
COMMENT ON COLUMN stored_events.final_sum IS 'The same of the final.';

CREATE INDEX stored_events_transcript ON stored_events (transcript, transcript_to) WHERE transcript IS NOT NULL;

-- The time in a call id of version 7, in seconds since the Unix epoch.
CREATE FUNCTION lens_call_seconds(call_id text) RETURNS double precision LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ('x' || lpad(replace(substr(call_id, 1, 13), '-', ''), 16, '0'))::bit(64)::bigint / 1000.0;

-- Pieces of a transcript. Null where a part is compressed or missing. The day's partition is named, as a plan for any day
-- takes the range of call ids for a better way in than the transcript.
CREATE FUNCTION lens_pieces(of_transcript uuid, of_call text, pieces integer[]) RETURNS bytea LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  day name := 'stored_events_p' || to_char(to_timestamp(lens_call_seconds(of_call)) AT TIME ZONE 'UTC', 'YYYYMMDD');
  joined bytea;
BEGIN
  EXECUTE format($query$
    SELECT CASE WHEN bool_and(plain) AND sum(octet_length(part)) = (
        SELECT sum($2[n + 1] - $2[n]) FROM generate_series(1, cardinality($2), 2) AS n
      ) THEN string_agg(part, ''::bytea ORDER BY n, at) END
    FROM (
      SELECT n, greatest($2[n], e.transcript_from) AS at, e.raw_encoding = 'identity' AS plain,
        substring(
          e.original_raw || coalesce(e.final_raw, ''::bytea)
          FROM greatest($2[n] - e.transcript_from, 0) + 1
          FOR least($2[n + 1], e.transcript_to) - greatest($2[n], e.transcript_from)
        ) AS part
      FROM generate_series(1, cardinality($2), 2) AS n
      JOIN %I AS e ON e.transcript = $1 AND e.transcript_to > $2[n] AND e.transcript_from < $2[n + 1]
    ) AS parts
  $query$, CASE WHEN to_regclass(day) IS NULL THEN 'stored_events' ELSE day END)
  INTO joined USING of_transcript, pieces;
  RETURN joined;
END $$;

-- The exact bytes of an event's original or final; null where there are none, or SQL can't read them.
CREATE FUNCTION lens_bytes(event stored_events, is_final boolean) RETURNS bytea LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  pieces integer[] := CASE WHEN is_final THEN event.final_pieces ELSE event.original_pieces END;
  own bytea;
BEGIN
  IF is_final AND event.final_raw IS NULL THEN RETURN NULL; END IF;
  IF pieces IS NOT NULL AND event.transcript IS NOT NULL THEN
    RETURN lens_pieces(event.transcript, event.call_id, pieces);
  END IF;
  IF event.raw_encoding <> 'identity' THEN RETURN NULL; END IF;
  IF pieces IS NULL THEN RETURN CASE WHEN is_final THEN event.final_raw ELSE event.original_raw END; END IF;
  own := event.original_raw || coalesce(event.final_raw, ''::bytea);
  RETURN (
    SELECT coalesce(string_agg(substring(own FROM pieces[n] + 1 FOR pieces[n + 1] - pieces[n]), ''::bytea ORDER BY n), ''::bytea)
    FROM generate_series(1, cardinality(pieces), 2) AS n
  );
END $$;

-- A body as JSON. What is none although it should be is a note: one such row must not fail a query over many.
CREATE FUNCTION lens_json(bytes bytea, kind text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  IF bytes IS NULL OR octet_length(bytes) = 0 THEN RETURN NULL; END IF;
  IF kind = 'json' THEN RETURN nullif(convert_from(bytes, 'UTF8')::jsonb, 'null'); END IF;
  IF kind = 'text' THEN RETURN to_jsonb(convert_from(bytes, 'UTF8')); END IF;
  IF kind = 'binary' THEN RETURN jsonb_build_object('base64', replace(encode(bytes, 'base64'), E'\n', '')); END IF;
  RETURN NULL;
EXCEPTION WHEN data_exception OR program_limit_exceeded OR statement_too_complex THEN
  RETURN jsonb_build_object('lens_note', 'Can''t be kept as JSON; see the raw body.');
END $$;

-- {original, final} with the final body's keys beside them; what a policy said as it is; null where SQL can't read the
-- bodies. In one function, so that each is put together once.
CREATE FUNCTION lens_payload(event stored_events) RETURNS jsonb LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  bytes bytea;
  original jsonb := event.original;
  final jsonb := event.final;
  shown jsonb;
BEGIN
  IF event.raw_kind IS NULL THEN RETURN original; END IF;
  IF original IS NULL AND event.original_raw IS NOT NULL THEN
    bytes := lens_bytes(event, false);
    IF bytes IS NULL THEN RETURN NULL; END IF;
    original := lens_json(bytes, event.raw_kind);
  END IF;
  IF final IS NULL AND event.final_raw IS NOT NULL THEN
    bytes := lens_bytes(event, true);
    IF bytes IS NULL THEN RETURN NULL; END IF;
    final := lens_json(bytes, event.raw_kind);
  END IF;
  shown := coalesce(final, original);
  RETURN CASE WHEN jsonb_typeof(shown) = 'object' THEN shown ELSE '{}'::jsonb END
    || jsonb_build_object('original', original, 'final', shown);
END $$;

-- The documented shape. Its bodies are put together when they are asked for, and only those that are.
CREATE VIEW conversation_events AS
SELECT
  id, call_id, event_type, sequence, created_at,
  coalesce(e.original, lens_json(lens_bytes(e, false), raw_kind)) AS original,
  coalesce(e.final, lens_json(lens_bytes(e, true), raw_kind)) AS final,
  lens_payload(e) AS payload,
  CASE WHEN original_pieces IS NULL THEN original_raw ELSE lens_bytes(e, false) END AS original_raw,
  CASE WHEN final_pieces IS NULL THEN final_raw ELSE lens_bytes(e, true) END AS final_raw,
  raw_kind, raw_encoding, steps
FROM stored_events AS e;

COMMENT ON VIEW conversation_events IS 'Bodies of calls before and after the policies, and policy events.';
COMMENT ON COLUMN conversation_events.payload IS '{original, final} and the final body''s keys at top level; computed when read.';

-- Counts erasures: whoever knows transcripts from before one begins others.
CREATE SEQUENCE erasures;

-- A call whose bytes others are made of is not deleted by hand: `npm run erase` stores those anew first. Whole
-- conversations, and days, go without.
CREATE FUNCTION lens_keep_pieces() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM stored_events AS e
    CROSS JOIN LATERAL (SELECT coalesce(e.original_pieces, '{}') || coalesce(e.final_pieces, '{}') AS pieces) AS both_bodies
    WHERE e.transcript = OLD.transcript
      AND EXISTS (
        SELECT FROM generate_series(1, cardinality(pieces), 2) AS n
        WHERE pieces[n] < OLD.transcript_to AND pieces[n + 1] > OLD.transcript_from
      )
  ) THEN
    RAISE EXCEPTION 'Other calls of its conversation have bytes in common with call %.', OLD.call_id
      USING ERRCODE = 'foreign_key_violation', HINT = 'Erase it with: npm run erase -- --call ' || OLD.call_id;
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER stored_events_pieces AFTER DELETE ON stored_events DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.transcript IS NOT NULL) EXECUTE FUNCTION lens_keep_pieces();

-- Down Migration

DROP TRIGGER stored_events_pieces ON stored_events;
DROP FUNCTION lens_keep_pieces;
DROP SEQUENCE erasures;
DROP VIEW conversation_events;
DROP FUNCTION lens_payload, lens_json, lens_bytes, lens_pieces, lens_call_seconds;
ALTER TABLE stored_events
  DROP COLUMN transcript, DROP COLUMN transcript_from, DROP COLUMN transcript_to,
  DROP COLUMN original_pieces, DROP COLUMN final_pieces, DROP COLUMN original_sum, DROP COLUMN final_sum;
ALTER TABLE stored_events RENAME TO conversation_events;

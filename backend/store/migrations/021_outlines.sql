-- Up Migration

-- The pieces that turns of a conversation have in common are said once, too: said whole in each turn, they grew with the
-- square of the turns.
ALTER TABLE stored_events ADD COLUMN outline integer[], ADD COLUMN outline_from integer;

COMMENT ON COLUMN stored_events.outline IS 'Pieces that turns have in common and that were new in this one. All of a transcript, one after the other, are its outline.';
COMMENT ON COLUMN stored_events.outline_from IS 'Where those of this row begin in it.';
COMMENT ON COLUMN stored_events.original_pieces IS 'The original as pieces of the transcript: from, to, from, to, … A pair with a negative number is a range of the outline: -1 - from, to. Null: it is original_raw.';

-- Pieces with what ranges of the outline stand for in their place; null where some of it is missing.
CREATE FUNCTION lens_said(of_transcript uuid, of_call text, said integer[]) RETURNS integer[] LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  day name := 'stored_events_p' || to_char(to_timestamp(lens_call_seconds(of_call)) AT TIME ZONE 'UTC', 'YYYYMMDD');
  pieces integer[];
BEGIN
  EXECUTE format($query$
    WITH said AS (
      SELECT n, $2[n] AS a, $2[n + 1] AS b FROM generate_series(1, cardinality($2), 2) AS n
    ), numbers AS (
      SELECT n, at, number FROM said CROSS JOIN LATERAL (VALUES (0, a), (1, b)) AS own (at, number) WHERE a >= 0
      UNION ALL
      SELECT n, e.outline_from + place - 1, number
      FROM said
      JOIN %I AS e ON e.transcript = $1 AND e.outline_from < b AND e.outline_from + cardinality(e.outline) > -1 - a
      CROSS JOIN LATERAL unnest(e.outline) WITH ORDINALITY AS o (number, place)
      WHERE a < 0 AND e.outline_from + place - 1 BETWEEN -1 - a AND b - 1
    )
    SELECT CASE WHEN count(*) = (SELECT sum(CASE WHEN a < 0 THEN b + a + 1 ELSE 2 END) FROM said)
      THEN array_agg(number ORDER BY n, at) END
    FROM numbers
  $query$, CASE WHEN to_regclass(day) IS NULL THEN 'stored_events' ELSE day END)
  INTO pieces USING of_transcript, said;
  RETURN pieces;
END $$;

CREATE OR REPLACE FUNCTION lens_bytes(event stored_events, is_final boolean) RETURNS bytea LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  pieces integer[] := CASE WHEN is_final THEN event.final_pieces ELSE event.original_pieces END;
  own bytea;
BEGIN
  IF is_final AND event.final_raw IS NULL THEN RETURN NULL; END IF;
  IF pieces IS NOT NULL AND event.transcript IS NOT NULL THEN
    IF pieces[1] < 0 THEN pieces := lens_said(event.transcript, event.call_id, pieces); END IF;
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

-- A call is not deleted by hand either whose part of the outline others are said by.
CREATE OR REPLACE FUNCTION lens_keep_pieces() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM stored_events AS e
    CROSS JOIN LATERAL (
      SELECT coalesce(e.original_pieces, '{}') || coalesce(e.final_pieces, '{}') AS pieces, coalesce(e.outline, '{}') AS own
    ) AS both_bodies
    WHERE e.transcript = OLD.transcript
      AND (
        EXISTS (
          SELECT FROM generate_series(1, cardinality(pieces), 2) AS n
          WHERE CASE
            WHEN pieces[n] < 0 THEN -1 - pieces[n] < OLD.outline_from + cardinality(OLD.outline) AND pieces[n + 1] > OLD.outline_from
            ELSE pieces[n] < OLD.transcript_to AND pieces[n + 1] > OLD.transcript_from
          END
        )
        OR EXISTS (
          SELECT FROM generate_series(1, cardinality(own), 2) AS n
          WHERE own[n] < OLD.transcript_to AND own[n + 1] > OLD.transcript_from
        )
      )
  ) THEN
    RAISE EXCEPTION 'Other calls of its conversation have bytes in common with call %.', OLD.call_id
      USING ERRCODE = 'foreign_key_violation', HINT = 'Erase it with: npm run erase -- --call ' || OLD.call_id;
  END IF;
  RETURN NULL;
END $$;

-- Down Migration

-- Events that are said by an outline can't be said without: their days have to be dropped first.
ALTER TABLE stored_events DROP COLUMN outline, DROP COLUMN outline_from;
DROP FUNCTION lens_said;

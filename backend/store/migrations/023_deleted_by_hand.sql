-- Up Migration

-- A recorder that runs knows the transcripts it has written. What is deleted by hand counts as an erasure, too, so that it
-- builds on nothing that is gone: batches under way are waited for (the lock that the eraser takes), and see it next.
CREATE OR REPLACE FUNCTION lens_keep_pieces() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7305118403);
  PERFORM nextval('erasures');
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

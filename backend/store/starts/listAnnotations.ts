import type { AnnotationQuery } from '@lens/core/api';
import type { Pool } from 'pg';

/** What happened at a moment that explains what calls did from then on. */
export type StoredAnnotation = { at: Date } & (
  | { kind: 'deployment' | 'policies'; service: string; version: string; changes: string[] }
  | { kind: 'error'; type: string; message: string; callId: string | null }
);

interface Row {
  at: Date;
  kind: 'deployment' | 'policies' | 'error';
  /** Of a start: service, version. Of an error: type, message. */
  one: string;
  other: string;
  changes: string[];
  callId: string | null;
}

const within = "at >= coalesce($1::timestamptz, '-infinity') AND at < coalesce($2::timestamptz, 'infinity')";
const limited = 'ORDER BY at DESC LIMIT $3';

const parts: Record<Row['kind'], string> = {
  deployment: `(SELECT at, 'deployment' AS kind, service AS one, version AS other, changes, NULL AS "callId"
     FROM gateway_starts WHERE ${within} ${limited})`,
  policies: `(SELECT at, 'policies' AS kind, service AS one, version AS other, changes, NULL AS "callId"
     FROM gateway_starts WHERE changes <> '{}' AND ${within} ${limited})`,
  error: `(SELECT first_seen AS at, 'error' AS kind, type AS one, message AS other, '{}'::text[] AS changes,
       (SELECT example FROM unnest(examples) WITH ORDINALITY AS given (example, place)
        WHERE EXISTS (SELECT FROM conversation_calls WHERE call_id = example) ORDER BY place LIMIT 1) AS "callId"
     FROM error_groups WHERE ${within.replaceAll('at >=', 'first_seen >=').replaceAll('at <', 'first_seen <')}
     ORDER BY first_seen DESC LIMIT $3)`,
};

/** The newest first. */
export async function listAnnotations(
  pool: Pool,
  { from, to, kind, limit }: AnnotationQuery,
): Promise<StoredAnnotation[]> {
  const wanted = kind === undefined ? Object.values(parts) : [parts[kind]];
  const { rows } = await pool.query<Row>(`SELECT * FROM (${wanted.join(' UNION ALL ')}) AS found ${limited}`, [
    from ?? null,
    to ?? null,
    limit,
  ]);
  return rows.map(({ at, kind: of, one, other, changes, callId }) =>
    of === 'error'
      ? { at, kind: of, type: one, message: other, callId }
      : { at, kind: of, service: one, version: other, changes },
  );
}

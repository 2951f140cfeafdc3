import type { ClientBase, Pool } from 'pg';
import type { ErrorOccurrence } from '../../call';

/** Calls that a group names as examples. */
const mostExamples = 5;
const hourMs = 3_600_000;

const upsertGroups = `
  INSERT INTO error_groups AS known (fingerprint, kind, type, message, status, provider, operation, policy, component,
    frames, first_seen, last_seen, examples)
  SELECT fingerprint, kind, type, message, status, provider, operation, policy, component,
    frames, first_seen, last_seen, examples
  FROM jsonb_to_recordset($1::jsonb) AS given (fingerprint text, kind text, type text, message text, status text,
    provider text, operation text, policy text, component text, frames text[], first_seen timestamptz,
    last_seen timestamptz, examples text[])
  ORDER BY fingerprint
  ON CONFLICT (fingerprint) DO UPDATE SET
    first_seen = least(known.first_seen, excluded.first_seen),
    last_seen = greatest(known.last_seen, excluded.last_seen),
    examples = (excluded.examples || known.examples)[1:${mostExamples}]`;

const upsertCounts = `
  INSERT INTO error_counts AS known (fingerprint, hour, count)
  SELECT fingerprint, hour, count
  FROM jsonb_to_recordset($1::jsonb) AS given (fingerprint text, hour timestamptz, count bigint)
  ORDER BY fingerprint, hour
  ON CONFLICT (fingerprint, hour) DO UPDATE SET count = known.count + excluded.count`;

/**
 * Counts errors in their groups, in the order of their fingerprints: two who write the same groups wait for each other and
 * never both. Each call counts what it is given, so within a transaction, or once.
 */
export async function writeErrors(client: ClientBase | Pool, errors: readonly ErrorOccurrence[]): Promise<void> {
  if (errors.length === 0) return;
  const groups = new Map<string, ErrorOccurrence[]>();
  for (const error of errors) groups.set(error.fingerprint, [...(groups.get(error.fingerprint) ?? []), error]);
  await client.query(upsertGroups, [JSON.stringify([...groups.values()].map(groupRow))]);
  await client.query(upsertCounts, [JSON.stringify([...groups.values()].flatMap(countRows))]);
}

function groupRow(errors: readonly ErrorOccurrence[]) {
  const [first] = errors;
  const times = errors.map(({ at }) => at);
  const examples = errors.toSorted((a, b) => b.at - a.at).flatMap(({ callId }) => callId ?? []);
  return {
    ...first,
    first_seen: new Date(Math.min(...times)).toISOString(),
    last_seen: new Date(Math.max(...times)).toISOString(),
    examples: [...new Set(examples)].slice(0, mostExamples),
  };
}

function countRows(errors: readonly ErrorOccurrence[]) {
  const counts = new Map<number, number>();
  for (const { at } of errors) {
    const hour = Math.floor(at / hourMs) * hourMs;
    counts.set(hour, (counts.get(hour) ?? 0) + 1);
  }
  const fingerprint = errors[0]?.fingerprint;
  return [...counts].map(([hour, count]) => ({ fingerprint, hour: new Date(hour).toISOString(), count }));
}

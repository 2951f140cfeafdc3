import type { CallQuery } from '@lens/core/api';
import { firstCallIdAt } from '../partitions/days';
import { searchQuery } from '../search/searchQuery';
import { textValue } from '../write/values';

export interface Conditions {
  /** `true` or conditions joined by AND, with `$1`… for `values`. */
  sql: string;
  values: unknown[];
}

type Filters = Omit<CallQuery, 'limit' | 'before' | 'after'>;

/** A call's id is made a moment before or after its start is noted. */
const idToleranceMs = 1_000;

/** The SQL of a query's filters; every value is a parameter. */
export function callConditions(filters: Filters): Conditions {
  const values: unknown[] = [];
  const parts: string[] = [];
  const add = (value: unknown, condition: (parameter: string) => string): void => {
    if (value === undefined) return;
    // As it was written: PostgreSQL takes no NUL.
    values.push(typeof value === 'string' ? textValue(value) : value);
    parts.push(condition(`$${values.length}`));
  };

  // The last part is what the partial index of requested models is about.
  add(
    filters.model,
    (p) => `(final_model = ${p} OR (requested_model = ${p} AND requested_model IS DISTINCT FROM final_model))`,
  );
  add(filters.provider, (p) => `provider = ${p}`);
  add(filters.status, (p) => `status = ${p}`);
  add(filters.operation, (p) => `operation = ${p}`);
  // The second half lets the partial index serve it.
  add(filters.policy, (p) => `(changed_by @> ARRAY[${p}::text] AND changed_by <> '{}')`);
  add(filters.stream, (p) => `stream = ${p}`);
  add(filters.session, (p) => `session_id = ${p}`);
  add(filters.user, (p) => `user_hash = ${p}`);
  if (filters.changed !== undefined) parts.push(changedConditions[filters.changed]);
  addTimes(filters, add);
  addText(filters.text, values, parts);
  return { sql: parts.length === 0 ? 'true' : parts.join(' AND '), values };
}

const changedConditions: Record<NonNullable<Filters['changed']>, string> = {
  any: '(request_changed OR response_changed)',
  request: 'request_changed',
  response: 'response_changed',
  none: 'NOT (request_changed OR response_changed)',
};

type Add = (value: unknown, condition: (parameter: string) => string) => void;

/** The ids' own times name the partitions to read; `started_at` decides. */
function addTimes({ from, to }: Filters, add: Add): void {
  if (from !== undefined) {
    add(firstCallIdAt(Date.parse(from) - idToleranceMs), (p) => `call_id >= ${p}`);
    add(new Date(from), (p) => `started_at >= ${p}`);
  }
  if (to !== undefined) {
    add(firstCallIdAt(Date.parse(to) + idToleranceMs), (p) => `call_id < ${p}`);
    add(new Date(to), (p) => `started_at < ${p}`);
  }
}

function addText(text: string | undefined, values: unknown[], parts: string[]): void {
  const words = text?.replaceAll('\0', ' ').trim() ?? '';
  if (words === '') return;
  const id = `$${values.push(words)}`;
  const query = searchQuery(words);
  const found = query === null ? '' : ` OR search @@ $${values.push(query)}::tsquery`;
  parts.push(`(call_id = lower(${id}) OR trace_id = lower(${id}) OR provider_request_id = ${id}${found})`);
}

import { statusGroups, type CallQuery } from '@lens/core/api';
import { storedColumns } from '../columns/callColumns';
import type { FilterName } from '../columns/column';
import { firstCallIdAt } from '../partitions/days';
import { searchQuery, wordsAsked } from '../search/searchQuery';
import { textValue } from '../write/values';
import type { CallIdRange } from './scanCalls';

export interface Conditions {
  /** `true` or conditions joined by AND, with `$1`… for `values`. */
  sql: string;
  values: unknown[];
}

type Filters = Pick<CallQuery, FilterName>;

/** Takes a value and gives the parameter that stands for it. */
type Add = (value: unknown) => string;

/** Filters that ask for one value of a column. */
const columnFilters = Object.values(storedColumns).flatMap(({ name, filter }) =>
  filter === undefined ? [] : [{ column: name, filter }],
);

type OtherFilter = Exclude<FilterName, (typeof columnFilters)[number]['filter']>;

/** What of the calls a reader may ask for. */
export interface CallScope {
  /** Calls of a session whose id could be guessed are found by it. */
  guessableSessions: boolean;
}

export const everything: CallScope = { guessableSessions: true };

/** The SQL of a query's filters; every value is a parameter. */
export function callConditions(filters: Filters, { guessableSessions }: CallScope): Conditions {
  const values: unknown[] = [];
  // As it was written: PostgreSQL takes no NUL.
  const add: Add = (value) => `$${values.push(typeof value === 'string' ? textValue(value) : value)}`;
  const parts = [
    ...columnFilters
      .filter(({ filter }) => filters[filter] !== undefined)
      .map(({ column, filter }) => `${column} = ${add(filters[filter])}`),
    ...otherFilters.flatMap((filter) => otherCondition(filter, filters[filter], add)),
    ...(filters.session === undefined || guessableSessions ? [] : ['session_is_random']),
  ];
  return { sql: parts.length === 0 ? 'true' : parts.join(' AND '), values };
}

/** A call's id is made a moment before or after its start is noted. */
const idToleranceMs = 1_000;

/** No call that began in that time has an id outside of it; without a tolerance a call is of the moment of its id. */
export function idEdges(from?: string, to?: string, toleranceMs = idToleranceMs): CallIdRange {
  return {
    from: from === undefined ? '' : firstCallIdAt(Date.parse(from) - toleranceMs),
    below: to === undefined ? '~' : firstCallIdAt(Date.parse(to) + toleranceMs),
  };
}

/**
 * The newest calls of a time, as FROM has them. By their ids alone: PostgreSQL takes the two conditions that times are
 * asked by for independent, expects few calls, and sorts those of whole days.
 */
export function newestBetween({ from, to }: Pick<Filters, 'from' | 'to'>, columns: string, most: number): Conditions {
  const edges = idEdges(from, to, 0);
  return {
    sql: `SELECT ${columns} FROM conversation_calls WHERE call_id >= $1 AND call_id < $2 ORDER BY call_id DESC LIMIT ${most}`,
    values: [edges.from, edges.below],
  };
}

/** What all the other filters ask for. */
const otherConditions: { [Filter in OtherFilter]: (value: NonNullable<Filters[Filter]>, add: Add) => string } = {
  model(model, add) {
    const is = model.includes('*') ? `LIKE ${add(likePattern(model))}` : `= ${add(model)}`;
    // The last part is what the partial index of requested models is about.
    return `(final_model ${is} OR (requested_model ${is} AND requested_model IS DISTINCT FROM final_model))`;
  },
  // The second half lets the partial index serve it.
  policy: (policy, add) => `(changed_by @> ARRAY[${add(policy)}::text] AND changed_by <> '{}')`,
  status: (status, add) =>
    status === 'failed' || status === 'unsuccessful'
      ? `status = ANY(${add(statusGroups[status])}::text[])`
      : `status = ${add(status)}`,
  changed: (changed) => changedConditions[changed],
  slower: (ms, add) => `duration_ms >= ${add(ms)}`,
  dearer: (usd, add) => `cost_usd >= ${add(usd)}`,
  // The ids' own times name the partitions to read; `started_at` decides.
  from: (from, add) => `call_id >= ${add(idEdges(from).from)} AND started_at >= ${add(new Date(from))}`,
  to: (to, add) => `call_id < ${add(idEdges(undefined, to).below)} AND started_at < ${add(new Date(to))}`,
  text: textCondition,
};

const otherFilters = Object.keys(otherConditions) as OtherFilter[];

function otherCondition<Filter extends OtherFilter>(filter: Filter, value: Filters[Filter], add: Add): string[] {
  return value === undefined ? [] : [otherConditions[filter](value, add)];
}

/** As routes name models: `*` stands for anything. */
function likePattern(model: string): string {
  return model.replaceAll(/[\\%_]/g, String.raw`\$&`).replaceAll('*', '%');
}

const changedConditions: Record<NonNullable<Filters['changed']>, string> = {
  any: '(request_changed OR response_changed)',
  request: 'request_changed',
  response: 'response_changed',
  none: 'NOT (request_changed OR response_changed)',
};

function textCondition(text: string, add: Add): string {
  const words = text.replaceAll('\0', ' ').trim();
  if (words === '') return 'true';
  const id = add(words);
  const asked = wordsAsked(words);
  const found = asked.length === 0 ? '' : ` OR search @@ ${add(searchQuery(asked))}::tsquery`;
  return `(call_id = lower(${id}) OR trace_id = lower(${id}) OR provider_request_id = ${id}${found})`;
}

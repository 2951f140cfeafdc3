import type { CallQuery } from '@lens/core/api';
import { callConditions, type CallScope, type Conditions } from './callConditions';

/** `near` looks no further than {@link nearCalls}; `gathered` finds all that fit by whatever index does, then sorts them. */
export type PageWay = 'in order' | 'near' | 'gathered';

export interface PageAsked {
  query: CallQuery;
  scope: CallScope;
  /** Towards newer calls. */
  upwards: boolean;
}

/** Looked through in some 100 ms when each holds as many words as there may be. */
export const nearCalls = 1_000;

/** The SQL of a page of calls in its order, with one row more than it holds. */
export function pageStatement(columns: string, { query, scope, upwards }: PageAsked, way: PageWay): Conditions {
  const { before, after, limit, order: _listed, ...filters } = query;
  const { sql, values } = callConditions(filters, scope);
  const order = upwards ? 'ASC' : 'DESC';
  const edges: string[] = [];
  if (before !== undefined) edges.push(`call_id < $${values.push(before.toLowerCase())}`);
  if (after !== undefined) edges.push(`call_id > $${values.push(after.toLowerCase())}`);
  const wanted = [sql, ...edges];
  if (way === 'near') wanted.push(beforeThe(nearCalls, edges, order));
  // An expression, so that no index has this order and tempts to be read from its end.
  const key = way === 'gathered' ? "call_id || ''" : 'call_id';
  return {
    sql: `SELECT ${columns} FROM conversation_calls WHERE ${wanted.join(' AND ')}
     ORDER BY ${key} ${order} LIMIT $${values.push(limit + 1)}`,
    values,
  };
}

/** Of the calls between `edges` the first `count`. */
function beforeThe(count: number, edges: string[], order: 'ASC' | 'DESC'): string {
  const end = `(SELECT call_id FROM conversation_calls WHERE ${['true', ...edges].join(' AND ')}
     ORDER BY call_id ${order} OFFSET ${count} LIMIT 1)`;
  // Sorts after every id, and before: there are fewer calls than that.
  return order === 'ASC' ? `call_id < coalesce(${end}, '~')` : `call_id > coalesce(${end}, '')`;
}

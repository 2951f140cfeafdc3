import type { CallQuery } from '@lens/core/api';
import type { Pool } from 'pg';
import { listedColumns } from '../columns/callColumns';
import { selectionOf, type Selected } from '../columns/selection';
import type { ListedCall } from '../rows';
import { everything, type CallScope } from './callConditions';
import { pageStatement, type PageAsked } from './pageStatement';

const listedCall = selectionOf<ListedCall>(listedColumns);

export interface ListedPage {
  /** In the order that was asked for. */
  calls: ListedCall[];
  /** There are calls beyond the last of these that fit the query. */
  more: boolean;
}

/** A page of calls by keyset: the same rows whatever is written meanwhile. */
export async function listCalls(pool: Pool, query: CallQuery, scope: CallScope = everything): Promise<ListedPage> {
  const { limit, before, after, order = 'newest' } = query;
  const oldestFirst = order === 'oldest';
  // Against the order of the list the calls nearest to the one asked from are wanted, not those at the list's beginning.
  const backwards = oldestFirst
    ? before !== undefined && after === undefined
    : after !== undefined && before === undefined;
  const rows = await findRows(pool, { query, scope, upwards: oldestFirst !== backwards });
  const calls = rows.slice(0, limit).map(listedCall.read);
  // Backwards the call that was asked from is beyond all of these.
  return backwards ? { calls: calls.reverse(), more: calls.length > 0 } : { calls, more: rows.length > limit };
}

/**
 * In the order of the page, with one row more than it holds. For a text PostgreSQL can't tell whether many calls hold a word
 * that begins so or none does, and would read them all in their order for one that none does. So the nearest calls are looked
 * through, which fill the page with common words; rarer ones are taken from the index of words, and sorted.
 */
async function findRows(pool: Pool, asked: PageAsked): Promise<Selected[]> {
  const { query } = asked;
  const read = async (way: Parameters<typeof pageStatement>[2]) => {
    const { sql, values } = pageStatement(listedCall.sql, asked, way);
    return (await pool.query<Selected>(sql, values)).rows;
  };
  if (query.text === undefined || query.text.trim() === '') return read('in order');
  const near = await read('near');
  return near.length > query.limit ? near : read('gathered');
}

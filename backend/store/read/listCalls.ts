import type { CallQuery } from '@lens/core/api';
import type { Pool, PoolClient } from 'pg';
import { listedColumns } from '../columns/callColumns';
import { selectionOf, type Selected } from '../columns/selection';
import { inTransaction } from '../inTransaction';
import type { ListedCall } from '../rows';
import { wordsAsked } from '../search/searchQuery';
import { everything, type CallScope } from './callConditions';
import { findByWords } from './findByWords';
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

/** In the order of the page, with one row more than it holds. */
async function findRows(pool: Pool, asked: PageAsked): Promise<Selected[]> {
  const text = asked.query.text?.trim() ?? '';
  if (text === '') return readPage(pool, asked, 'in order');
  const words = wordsAsked(text);
  const named = await findNamed(pool, asked);
  const read = (client: PoolClient) => findByWords(client, listedCall.sql, asked, words);
  const hits = words.length === 0 ? [] : await inTransaction(pool, read, 'ISOLATION LEVEL REPEATABLE READ READ ONLY');
  return merge(named, hits, asked);
}

async function readPage(pool: Pool, asked: PageAsked, way: Parameters<typeof pageStatement>[2]): Promise<Selected[]> {
  const { sql, values } = pageStatement(listedCall.sql, asked, way);
  return (await pool.query<Selected>(sql, values)).rows;
}

/**
 * Calls with one of the ids that the text may be, and those whose words a version before has kept beside them. Of the latter
 * PostgreSQL can't tell whether many hold a word that begins so or none does, and would read them all in their order for one
 * that none does. So the nearest calls are looked through, which fill the page with common words; rarer ones are taken from
 * the index of words, and sorted.
 */
async function findNamed(pool: Pool, asked: PageAsked): Promise<Selected[]> {
  const near = await readPage(pool, asked, 'near');
  return near.length > asked.query.limit ? near : readPage(pool, asked, 'gathered');
}

function merge(some: Selected[], others: Selected[], { query, upwards }: PageAsked): Selected[] {
  const byId = new Map([...some, ...others].map((row) => [String(row['callId']), row]));
  const ids = [...byId.keys()].sort();
  if (!upwards) ids.reverse();
  return ids
    .slice(0, query.limit + 1)
    .map((id) => byId.get(id))
    .filter((row) => row !== undefined);
}

import type { CallQuery } from '@lens/core/api';
import type { Pool, PoolClient } from 'pg';
import { listedColumns } from '../columns/callColumns';
import { selectionOf, type Selected } from '../columns/selection';
import { inTransaction } from '../inTransaction';
import type { ListedCall } from '../rows';
import { wordsAsked } from '../search/searchQuery';
import { everything, type CallScope } from './callConditions';
import { findByWords, type FoundByWords, type SearchBound } from './findByWords';
import { pageStatement, type PageAsked } from './pageStatement';

const listedCall = selectionOf<ListedCall>(listedColumns);

export interface ListedPage {
  /** In the order that was asked for. */
  calls: ListedCall[];
  /** The id behind which the next page begins, in that order; null when there is none. */
  next: string | null;
}

interface ListOptions {
  scope?: CallScope;
  search?: SearchBound;
}

/** A page of calls by keyset: the same rows whatever is written meanwhile. */
export async function listCalls(
  pool: Pool,
  query: CallQuery,
  { scope = everything, search = {} }: ListOptions = {},
): Promise<ListedPage> {
  const { limit, before, after, order = 'newest' } = query;
  const oldestFirst = order === 'oldest';
  // Against the order of the list the calls nearest to the one asked from are wanted, not those at the list's beginning.
  const backwards = oldestFirst
    ? before !== undefined && after === undefined
    : after !== undefined && before === undefined;
  const { rows, reached } = await findRows(pool, { query, scope, upwards: oldestFirst !== backwards }, search);
  const calls = rows.slice(0, limit).map(listedCall.read);
  // Backwards the call that was asked from is beyond all of these.
  if (backwards) calls.reverse();
  const last = calls.at(-1)?.callId ?? null;
  // A search that found nothing so far ends where the way back to that call begins.
  if (backwards) return { calls, next: last ?? reached };
  return { calls, next: rows.length > limit ? last : reached };
}

/** In the order of the page, with one row more than it holds. */
async function findRows(pool: Pool, asked: PageAsked, bound: SearchBound): Promise<FoundByWords> {
  const text = asked.query.text?.trim() ?? '';
  if (text === '') return { rows: await readPage(pool, asked, 'in order'), reached: null };
  const words = wordsAsked(text);
  const named = await findNamed(pool, asked);
  const read = (client: PoolClient) => findByWords(client, listedCall.sql, { ...asked, words, bound });
  if (words.length === 0) return { rows: merge(named, [], asked), reached: null };
  const { rows, reached } = await inTransaction(pool, read, 'ISOLATION LEVEL REPEATABLE READ READ ONLY');
  return { rows: merge(named, rows, asked, reached), reached };
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

/** What is beyond the place that was reached comes with the pages behind it. */
function merge(
  some: Selected[],
  others: Selected[],
  { query, upwards }: PageAsked,
  reached: string | null = null,
): Selected[] {
  const byId = new Map([...some, ...others].map((row) => [String(row['callId']), row]));
  const isBeyond = (id: string) => reached !== null && (upwards ? id > reached : id < reached);
  const ids = [...byId.keys()].filter((id) => !isBeyond(id)).sort();
  if (!upwards) ids.reverse();
  return ids
    .slice(0, query.limit + 1)
    .map((id) => byId.get(id))
    .filter((row) => row !== undefined);
}

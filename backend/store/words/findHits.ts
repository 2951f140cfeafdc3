import type { ClientBase } from 'pg';
import { searchQuery } from '../search/searchQuery';
import { callsWith } from './segment';

/** Only calls with ids between these. */
export interface Edges {
  before: string;
  after: string;
}

interface HitsAsked extends Edges {
  /** Each begins a word of the calls that are wanted. */
  words: readonly string[];
  /** Only these calls. */
  only: ReadonlySet<string> | null;
  /** Towards newer calls. */
  upwards: boolean;
}

interface Row {
  id: string;
  first: string;
  last: string;
  calls: number;
}

/**
 * Calls of the first segments that are looked through at once; of the next ones twice as many, up to the most: calls through
 * the gateway wait meanwhile.
 */
const firstCalls = 1_024;
const mostCalls = 4_096;

/** Hits of one part of the segments. */
interface Hits {
  callIds: string[];
  /** How many calls are in the segments that were looked through so far. */
  looked: number;
  /** What was not looked through begins here: no call beyond it is known. Null when that is nothing. */
  reached: string | null;
}

/**
 * The calls with all the words, in the order that is asked for, by and by: all of one part are before those of the next. In
 * a transaction that sees one state, as segments are merged meanwhile.
 */
export async function* findHits(client: ClientBase, asked: HitsAsked): AsyncGenerator<Hits> {
  const { before, after, upwards, words, only } = asked;
  const rows = having(await findSegments(client, asked), only);
  let waiting: string[] = [];
  let size = firstCalls;
  let looked = 0;
  for (let from = 0; from < rows.length; size = Math.min(size * 2, mostCalls)) {
    let to = from;
    for (let calls = 0; to < rows.length && calls < size; to += 1) calls += rows[to]?.calls ?? 0;
    for (const callId of await hitsIn(client, rows.slice(from, to), words)) {
      if (callId > after && callId < before && only?.has(callId) !== false) waiting.push(callId);
    }
    looked += rows.slice(from, to).reduce((sum, { calls }) => sum + calls, 0);
    from = to;
    // What follows has no call before its own first one.
    const next = rows[from];
    const isSure = (callId: string): boolean =>
      next === undefined || (upwards ? callId < next.first : callId > next.last);
    const sure = waiting.filter(isSure).sort();
    waiting = waiting.filter((callId) => !isSure(callId));
    const callIds = upwards ? sure : sure.reverse();
    yield { callIds, looked, reached: next === undefined ? null : upwards ? next.first : next.last };
  }
}

/** Those that may have one of the calls. */
function having(rows: Row[], only: ReadonlySet<string> | null): Row[] {
  const ids = only && [...only];
  return ids === null
    ? rows
    : rows.filter(({ first, last }) => ids.some((callId) => callId >= first && callId <= last));
}

/** In the order in which their first calls come. Sorted by an expression, so that no index is read in that order. */
async function findSegments(client: ClientBase, { words, before, after, upwards }: HitsAsked): Promise<Row[]> {
  const segment = 'SELECT id, first_call_id AS first, last_call_id AS last, calls FROM call_words';
  const edges = 'last_call_id > $2 AND first_call_id < $3';
  // PostgreSQL doesn't count what the words of a row take, which are beside it, and would read all of them.
  await client.query('SET LOCAL enable_seqscan = off');
  const { rows } = await client.query<Row>(
    `SELECT * FROM (
       ${segment} WHERE words @@ $1::tsquery AND ${edges} UNION ALL ${segment} WHERE words IS NULL AND ${edges}
     ) AS found ORDER BY ${upwards ? `first || ''` : `last || '' DESC`}`,
    [searchQuery(words), after, before],
  );
  return rows;
}

async function hitsIn(client: ClientBase, segments: readonly Row[], words: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ postings: Buffer }>({
    name: 'words_of_segments',
    text: 'SELECT postings FROM call_words WHERE last_call_id = ANY($1) AND id = ANY($2)',
    values: [segments.map(({ last }) => last), segments.map(({ id }) => id)],
  });
  return rows.flatMap(({ postings }) => callsWith(postings, words));
}

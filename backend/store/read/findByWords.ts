import type { CallQuery } from '@lens/core/api';
import type { PoolClient } from 'pg';
import type { Selected } from '../columns/selection';
import { findHits, type Edges } from '../words/findHits';
import { callConditions, idEdges, type Conditions } from './callConditions';
import type { PageAsked } from './pageStatement';

/** So few calls that fit the other filters are asked for their words, instead of those with the words for the rest. */
const fewCalls = 500;

/**
 * Words that many calls have, and none has together, are in all segments: a page that is not full after so many calls ends
 * there. To look through the default's takes the process some tenths of a second, in pieces.
 */
export interface SearchBound {
  /** 100,000 by default. */
  calls?: number;
  limitsHit?: { search_calls: number };
}

interface SearchAsked extends PageAsked {
  words: readonly string[];
  bound: SearchBound;
}

export interface FoundByWords {
  rows: Selected[];
  /** Where the page ended before it was full: the next one begins beside it. Null when everything was looked through. */
  reached: string | null;
}

/** Of the calls with all the words, those that fit the other filters: read by and by until the page has one more than it holds. */
export async function findByWords(client: PoolClient, columns: string, asked: SearchAsked): Promise<FoundByWords> {
  const { words, upwards, bound } = asked;
  const edges = edgesOf(asked.query);
  const only = await fewFitting(client, asked, edges);
  const rows: Selected[] = [];
  for await (const { callIds, looked, reached } of findHits(client, { words, ...edges, only, upwards })) {
    await readAmong(client, columns, asked, callIds, rows);
    if (rows.length > asked.query.limit) break;
    const place = looked < (bound.calls ?? 100_000) || reached === null ? null : beside(reached, upwards);
    // Segments may overlap: a page that began where it ends would be followed by itself.
    const isFurther = place !== null && (upwards ? place > edges.after : place < edges.before);
    if (!isFurther) continue;
    if (bound.limitsHit) bound.limitsHit.search_calls += 1;
    return { rows, reached: place };
  }
  return { rows, reached: null };
}

/** The id next to it on the side that was looked through: pages begin behind an id, and that call is not among those yet. */
function beside(callId: string, upwards: boolean): string {
  const last = 12;
  const number = Number.parseInt(callId.slice(-last), 16) + (upwards ? -1 : 1);
  const isOther = number >= 0 && number < 16 ** last;
  return isOther ? callId.slice(0, -last) + number.toString(16).padStart(last, '0') : callId;
}

/** The first calls are likely to fit, so not all are asked for at once. */
async function readAmong(
  client: PoolClient,
  columns: string,
  asked: PageAsked,
  callIds: readonly string[],
  found: Selected[],
): Promise<void> {
  const wanted = asked.query.limit + 1;
  for (let from = 0, size = wanted; from < callIds.length && found.length < wanted; from += size, size *= 4) {
    const { sql, values } = among(columns, asked, callIds.slice(from, from + size), wanted - found.length);
    found.push(...(await client.query<Selected>(sql, values)).rows);
  }
}

/** All calls that fit the other filters, where there are others, and few calls do; else null. */
async function fewFitting(client: PoolClient, { query, scope }: PageAsked, edges: Edges): Promise<Set<string> | null> {
  const filters = otherFilters(query);
  if (Object.values(filters).every((value) => value === undefined)) return null;
  const { sql, values } = callConditions(filters, scope);
  const { rows } = await client.query<{ call_id: string }>(
    `SELECT call_id FROM conversation_calls
     WHERE ${sql} AND call_id > $${values.push(edges.after)} AND call_id < $${values.push(edges.before)}
     ORDER BY call_id DESC LIMIT ${fewCalls + 1}`,
    values,
  );
  return rows.length > fewCalls ? null : new Set(rows.map(({ call_id: callId }) => callId));
}

function otherFilters(query: CallQuery): Omit<CallQuery, 'limit' | 'order' | 'before' | 'after' | 'text'> {
  const { before: _before, after: _after, limit: _limit, order: _order, text: _text, ...filters } = query;
  return filters;
}

function edgesOf({ before, after, from, to }: CallQuery): Edges {
  const ids = idEdges(from, to);
  const edges = { before: before?.toLowerCase() ?? '~', after: after?.toLowerCase() ?? '' };
  return {
    before: ids.below < edges.before ? ids.below : edges.before,
    after: ids.from > edges.after ? ids.from : edges.after,
  };
}

/** Ids that are near each other: the partitions of other days are not asked. */
function among(
  columns: string,
  { query, scope, upwards }: PageAsked,
  callIds: readonly string[],
  limit: number,
): Conditions {
  const { sql, values } = callConditions(otherFilters(query), scope);
  const [first, last] = [callIds[0], callIds.at(-1)].sort();
  return {
    sql: `SELECT ${columns} FROM conversation_calls
     WHERE ${sql} AND call_id = ANY($${values.push(callIds)})
       AND call_id >= $${values.push(first)} AND call_id <= $${values.push(last)}
     ORDER BY call_id ${upwards ? 'ASC' : 'DESC'} LIMIT $${values.push(limit)}`,
    values,
  };
}

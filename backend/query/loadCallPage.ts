import type { CallPage, CallQuery } from '@lens/core/api';
import type { Pool } from 'pg';
import { mayReveal, type Principal } from '../auth';
import { listCalls, type SearchBound } from '../store';
import { forbiddenFilter } from './forbiddenFilter';
import { toCall } from './toCall';

/** `GET /api/v1/calls`: a page of calls and where the next one begins. */
export async function loadCallPage(
  pool: Pool,
  query: CallQuery,
  reader: Principal,
  search?: SearchBound,
): Promise<CallPage> {
  const revealed = mayReveal(reader);
  if (query.user !== undefined && !revealed) throw forbiddenFilter('user');
  const { calls, next } = await listCalls(pool, query, {
    scope: { guessableSessions: revealed },
    ...(search && { search }),
  });
  return { calls: calls.map((call) => toCall(call, revealed)), next };
}

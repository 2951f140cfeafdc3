import type { CallPage, CallQuery } from '@lens/core/api';
import type { Pool } from 'pg';
import { listCalls } from '../store';
import { toCall } from './toCall';

/** `GET /api/v1/calls`: a page of calls and where the next one begins. */
export async function loadCallPage(pool: Pool, query: CallQuery): Promise<CallPage> {
  const { calls, more } = await listCalls(pool, query);
  return { calls: calls.map(toCall), next: more ? (calls.at(-1)?.callId ?? null) : null };
}

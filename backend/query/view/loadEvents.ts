import type { PolicyEventView } from '@lens/core/api';
import type { Pool } from 'pg';
import { findCall, findEvents } from '../../store';
import { policyEvent } from './policyEvent';

/** `GET /api/v1/calls/{id}/events`; null for an unknown call. */
export async function loadEvents(
  pool: Pool,
  callId: string,
): Promise<{ callId: string; events: PolicyEventView[] } | null> {
  const [call, events] = await Promise.all([findCall(pool, callId), findEvents(pool, callId, 'policy')]);
  return call && { callId: call.callId, events: events.map((event) => policyEvent(event, call)) };
}

import type { EventPage, EventQuery, RecordedEvent } from '@lens/core/api';
import type { Pool } from 'pg';
import { listEvents, type StoredPolicyEvent } from '../store';
import { policyEvent } from './view/policyEvent';

/** `GET /api/v1/policy-events`: what policies said, over all calls. */
export async function loadEventPage(pool: Pool, query: EventQuery): Promise<EventPage> {
  const found = await listEvents(pool, query);
  const events = found.slice(0, query.limit);
  const last = events.at(-1);
  return {
    events: events.map(recordedEvent),
    next: last === undefined || found.length <= query.limit ? null : `${last.callId}_${last.sequence}_${last.id}`,
  };
}

function recordedEvent(event: StoredPolicyEvent): RecordedEvent {
  return {
    ...policyEvent(event, { startedAt: event.createdAt }),
    callId: event.callId,
    recordedAt: event.createdAt.toISOString(),
  };
}

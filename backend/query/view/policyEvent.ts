import { policyEventSchema, type PolicyEventView } from '@lens/core/api';
import { isObject } from '@lens/core/json';
import type { StoredEvent, StoredCall } from '../../store';

/** What a policy said, from its stored event; an event of another shape is shown with what every event has. */
export function policyEvent(
  event: Pick<StoredEvent, 'id' | 'eventType' | 'original' | 'createdAt'>,
  call: Pick<StoredCall, 'startedAt'>,
): PolicyEventView {
  const said = isObject(event.original) ? event.original : {};
  const known = policyEventSchema.safeParse({ ...said, id: event.id, type: event.eventType });
  if (known.success) return known.data;
  return {
    id: event.id,
    type: event.eventType,
    policy: '',
    summary: event.eventType,
    severity: 'info',
    details: {},
    phase: 'request',
    at: event.createdAt.getTime() - call.startedAt.getTime(),
  };
}

import { eventId } from '../eventId';
import type { PolicyEvent } from '../policyEvent';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What was said of a call, in the order of time, each event with an id of its own among all calls. */
export function recordedEvents(callId: string, events: readonly PolicyEvent[]): PolicyEvent[] {
  const named = events.map((event) =>
    uuid.test(event.id) ? event : { ...event, id: eventId(callId, `policy:${event.id}`, 0) },
  );
  return named.sort((a, b) => a.at - b.at);
}

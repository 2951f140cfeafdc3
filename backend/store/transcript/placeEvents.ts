import type { EventRow } from '../rows';
import type { Bodies, Place } from './place';

/** Adds the bodies of a call to its conversation's transcript. Streams and files have nothing in common with others. */
export function placeEvents(
  events: readonly EventRow[],
  conversation: { place(bodies: Bodies): Place },
  places: Map<string, Place>,
): void {
  for (const { id, eventType, rawKind, originalRaw: original, finalRaw: final } of events) {
    if (original === null || rawKind === 'sse' || rawKind === 'binary') continue;
    places.set(id, conversation.place({ original, final, isTurn: eventType === 'request' }));
  }
}

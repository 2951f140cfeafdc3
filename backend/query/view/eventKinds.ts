import type { Direction } from '../../call';
import type { StoredEvent } from '../../store';

/** The event with the bodies of a direction; policy events have no raw kind, whatever they call themselves. */
export function sideOf(events: StoredEvent[], direction: Direction): StoredEvent | undefined {
  return events.find(({ eventType, rawKind }) => eventType === direction && rawKind !== null);
}

export function policyEventsOf(events: StoredEvent[]): StoredEvent[] {
  return events.filter(({ rawKind }) => rawKind === null);
}

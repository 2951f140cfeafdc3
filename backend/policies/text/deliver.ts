import type { StreamText } from '@lens/core/formats';
import type { PolicyStreamEvent } from '../contract';

/** An event with the one text it carries. */
export interface CarryingEvent {
  event: PolicyStreamEvent;
  text: StreamText;
}

/**
 * Sends `text` with events that came with other text: as long as an event's own text is the next of it, the event goes
 * as it came; the first one for which that is not so takes all the rest, and those behind it go without text.
 */
export function deliver(events: readonly CarryingEvent[], text: string): PolicyStreamEvent[] {
  let rest = text;
  for (const [index, carrying] of events.entries()) {
    const own = carrying.text.text;
    const isLast = index === events.length - 1;
    if (!isLast && rest.startsWith(own)) {
      rest = rest.slice(own.length);
      continue;
    }
    if (rest !== own) carrying.text.replace(rest);
    rest = '';
  }
  return events.map(({ event }) => event);
}

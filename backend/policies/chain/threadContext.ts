import type { ThreadContext } from '../contract';
import { plainDetails, plainDraft, type EventDraft } from './plainEvent';

/** What a policy said in a thread. */
export interface SaidInThread {
  events: EventDraft[];
  /** How many more there were. */
  droppedEvents: number;
}

/** What a policy is given in a thread whatever its task is. `said` is for when it is done: details may count until then. */
export function createThreadContext(maxEvents: number): { ctx: ThreadContext; said: () => SaidInThread } {
  const events: EventDraft[] = [];
  let droppedEvents = 0;
  return {
    ctx: {
      emit(type, summary, details = {}, severity = 'info') {
        if (events.length < maxEvents) events.push({ type, summary, details, severity });
        else droppedEvents += 1;
      },
      // Whoever gives the task ends the thread.
      signal: new AbortController().signal,
    },
    said: () => ({
      events: events.map((event) => ({ ...plainDraft(event), details: plainDetails(event.details) })),
      droppedEvents,
    }),
  };
}

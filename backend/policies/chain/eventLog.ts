import type { PolicyEvent } from '../../call';
import { uuidOf } from '../../uuid';
import type { ChainCall } from '../chain.types';
import { plainDetails, plainDraft, type EventDraft } from './plainEvent';
import type { SaidInThread } from './threadContext';

/** What the policies of a chain say about one direction of a call. */
export interface EventLog {
  add(policyIndex: number, policy: string, draft: EventDraft): void;
  addSaid(policyIndex: number, policy: string, said: SaidInThread): void;
  readonly maxEvents: number;
  /** All events with their details as they are now. What is said afterwards is only counted. */
  close(): PolicyEvent[];
}

export interface EventLimits {
  /** Events of one policy beyond this are dropped, and an event says how many. */
  maxEvents: number;
  onLateEvent(): void;
}

export function createEventLog(call: ChainCall, phase: PolicyEvent['phase'], limits: EventLimits): EventLog {
  const events: PolicyEvent[] = [];
  const perPolicy = new Map<number, { policy: string; count: number }>();
  let closed = false;

  function push(policyIndex: number, policy: string, number: number, draft: EventDraft): void {
    const id = uuidOf(call.callId, phase, policyIndex, number);
    const event = { id, policy, ...plainDraft(draft), phase, at: call.now() };
    events.push(event);
    call.onPolicyEvent?.({ ...event, details: plainDetails(event.details) });
  }

  function add(policyIndex: number, policy: string, draft: EventDraft): void {
    if (closed) {
      limits.onLateEvent();
      return;
    }
    const counter = perPolicy.get(policyIndex) ?? { policy, count: 0 };
    perPolicy.set(policyIndex, counter);
    if (counter.count < limits.maxEvents) push(policyIndex, policy, counter.count, draft);
    counter.count += 1;
  }

  return {
    maxEvents: limits.maxEvents,
    add,
    addSaid(policyIndex, policy, { events: said, droppedEvents }) {
      for (const draft of said) add(policyIndex, policy, draft);
      const counter = perPolicy.get(policyIndex);
      if (counter !== undefined) counter.count += droppedEvents;
    },
    close() {
      closed = true;
      for (const [policyIndex, { policy, count }] of perPolicy) {
        const dropped = count - limits.maxEvents;
        if (dropped > 0) push(policyIndex, policy, limits.maxEvents, droppedEvents(dropped));
      }
      return events.map((event) => ({ ...event, details: plainDetails(event.details) }));
    },
  };
}

function droppedEvents(dropped: number): EventDraft {
  return {
    type: 'policy.events_dropped',
    summary: `Said more than is kept of one call: ${dropped} events were dropped`,
    severity: 'warning',
    details: { dropped },
  };
}

import type { Direction } from '../../call';
import type { ReadableEvent, StoredCall } from '../../store';
import type { Say } from '../finding';

/** The events that hold the bodies of a call. */
export interface BodyEvents {
  request: ReadableEvent | null;
  response: ReadableEvent | null;
  /** What policies, and capture itself, said. */
  said: ReadableEvent[];
}

/**
 * One request and at most one response, one exactly where the row tells of one; what policies said between them, as many
 * as the row counts; no event twice, and sequences that rise.
 */
export function checkEvents(call: StoredCall, events: ReadableEvent[], say: Say): BodyEvents {
  const said = events.filter(({ rawKind }) => rawKind === null);
  const bodies = events.filter(({ rawKind }) => rawKind !== null);
  const request = only('request', bodies, say);
  const response = only('response', bodies, say);
  if (request === null) say('body_missing', 'request: no event holds it.');
  checkAnswer(call, response, say);
  if (said.length !== call.policyEvents) {
    say('count_wrong', `the row counts ${call.policyEvents} events of policies, and ${said.length} are there.`);
  }
  const strange = bodies.find(({ eventType }) => eventType !== 'request' && eventType !== 'response');
  if (strange !== undefined) say('unreadable', `an event of type ${strange.eventType} holds a body.`);
  checkOrder(events, request, response, say);
  return { request, response, said };
}

function only(direction: Direction, bodies: ReadableEvent[], say: Say): ReadableEvent | null {
  const found = bodies.filter(({ eventType }) => eventType === direction);
  if (found.length > 1) say('body_twice', `${direction}: ${found.length} events hold one.`);
  return found[0] ?? null;
}

function checkAnswer(call: StoredCall, response: ReadableEvent | null, say: Say): void {
  // Who tells of a call elsewhere may leave its answer out.
  const mustBe = call.status === 'complete' && call.source === 'gateway';
  const answered = call.responseBytes !== null || mustBe;
  if (answered && response === null) say('body_missing', 'response: the row tells of one, and no event holds it.');
  if (!answered && response !== null) say('count_wrong', 'response: an event holds one, and the row tells of none.');
}

function checkOrder(
  events: ReadableEvent[],
  request: ReadableEvent | null,
  response: ReadableEvent | null,
  say: Say,
): void {
  const ids = new Set(events.map(({ id }) => id));
  if (ids.size < events.length) say('event_twice', `${events.length - ids.size} of its events are there again.`);
  const rises = events.every(({ sequence }, index) => index === 0 || sequence !== events[index - 1]?.sequence);
  if (!rises) say('order_wrong', 'two of its events have the same sequence.');
  if (request !== null && events[0] !== request) say('order_wrong', 'request: an event is before it.');
  if (response !== null && events.at(-1) !== response) say('order_wrong', 'response: an event is after it.');
}

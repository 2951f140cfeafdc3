import type { Json } from '@lens/core/json';
import type { EventRow } from '../../store/rows';
import type { CallStart, PolicyEvent } from '../../call';
import type { Direction } from './compare';
import { eventId } from './eventId';

export interface Described extends Direction {
  comparison: { steps: EventRow['steps'] };
}

/** The request, what policies said in order, the response: rows whose sequences rise strictly. */
export function eventRows(
  { callId, startedAt }: CallStart,
  request: Described,
  policyEvents: PolicyEvent[],
  response: { described: Described; at: number } | null,
): EventRow[] {
  let last = 0n;
  function moment(at: number): Pick<EventRow, 'sequence' | 'createdAt'> {
    const sequence = nanoseconds(startedAt, at);
    last = sequence > last ? sequence : last + 1n;
    return { sequence: last, createdAt: new Date(startedAt + at) };
  }

  const said = [...policyEvents].sort((a, b) => a.at - b.at);
  const rows = [bodyRow(callId, 'request', request, moment(0))];
  for (const event of said) rows.push(policyRow(callId, event, moment(event.at)));
  if (response) rows.push(bodyRow(callId, 'response', response.described, moment(response.at)));
  return rows;
}

/** Microseconds fit a double until the year 2255; nanoseconds since 1970 don't. */
function nanoseconds(startedAt: number, at: number): bigint {
  return BigInt(Math.round(startedAt * 1000)) * 1000n + BigInt(Math.round(at * 1e6));
}

type Moment = Pick<EventRow, 'sequence' | 'createdAt'>;

function bodyRow(callId: string, eventType: string, side: Described, moment: Moment): EventRow {
  const { original, final, comparison } = side;
  return {
    id: eventId(callId, eventType, 0),
    callId,
    eventType,
    ...moment,
    original: original.json,
    final: final?.json ?? null,
    originalRaw: original.raw,
    finalRaw: final?.raw ?? null,
    rawKind: original.kind,
    steps: comparison.steps,
  };
}

function policyRow(callId: string, event: PolicyEvent, moment: Moment): EventRow {
  const { id, policy, type, summary, severity, details, phase, at } = event;
  const original: Json = { id, policy, type, summary, severity, details, phase, at };
  const none = { final: null, originalRaw: null, finalRaw: null, rawKind: null, steps: [] };
  return { id: policyEventId(callId, id), callId, eventType: type, ...moment, original, ...none };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function policyEventId(callId: string, id: string): string {
  return uuid.test(id) ? id : eventId(callId, `policy:${id}`, 0);
}

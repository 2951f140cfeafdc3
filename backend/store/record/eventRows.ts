import type { Json } from '@lens/core/json';
import type { CallRecord, PolicyEvent, RecordedDirection } from '../../call';
import { uuidOf } from '../../uuid';
import type { EventRow } from '../rows';

/** The request, what policies said in order, the response: rows whose sequences rise strictly. */
export function eventRows({ callId, startedAt, request, response, events }: CallRecord): EventRow[] {
  let last = 0n;
  function moment(at: number): Moment {
    const sequence = nanoseconds(startedAt, at);
    last = sequence > last ? sequence : last + 1n;
    return { sequence: last, createdAt: new Date(startedAt + at) };
  }

  const rows = [bodyRow(callId, 'request', request, moment(request.at))];
  for (const event of events) rows.push(policyRow(callId, event, moment(event.at)));
  if (response) rows.push(bodyRow(callId, 'response', response, moment(response.at)));
  return rows;
}

type Moment = Pick<EventRow, 'sequence' | 'createdAt'>;

/** Microseconds fit a double until the year 2255; nanoseconds since 1970 don't. */
function nanoseconds(startedAt: number, at: number): bigint {
  return BigInt(Math.round(startedAt * 1000)) * 1000n + BigInt(Math.round(at * 1e6));
}

function bodyRow(callId: string, eventType: string, direction: RecordedDirection, moment: Moment): EventRow {
  const { original, final, steps } = direction;
  return {
    id: uuidOf(callId, eventType, 0),
    callId,
    eventType,
    ...moment,
    original: original.json,
    final: final?.json ?? null,
    originalRaw: original.raw,
    finalRaw: final?.raw ?? null,
    rawKind: original.kind,
    steps,
  };
}

function policyRow(callId: string, event: PolicyEvent, moment: Moment): EventRow {
  const { id, policy, type, summary, severity, details, phase, at } = event;
  const original: Json = { id, policy, type, summary, severity, details, phase, at };
  const none = { final: null, originalRaw: null, finalRaw: null, rawKind: null, steps: [] };
  return { id, callId, eventType: type, ...moment, original, ...none };
}

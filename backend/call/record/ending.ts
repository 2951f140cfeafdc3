import { isUuid, uuidOf } from '../../uuid';
import type { CallEnd } from '../frames';
import type { Outcome } from '../outcome';
import type { PolicyEvent } from '../policyEvent';
import type { RecordedCall } from '../recordedCall';
import { callSpans } from '../span/callSpans';

/** What the frames tell without a look at any body. */
export function ending({ start, end }: RecordedCall, outcome: Outcome) {
  const events = recordedEvents(start.callId, [...start.events, ...(end?.events ?? [])]);
  const timings = failedAs(outcome, end?.timings ?? []);
  const responseHeaders = end?.headers ?? {};
  return {
    ...outcome,
    httpStatus: end?.httpStatus ?? null,
    upstreamStatus: end?.upstreamStatus ?? null,
    durationMs: end?.durationMs ?? null,
    responseHeaders,
    providerRequestId: responseHeaders['x-request-id'] ?? responseHeaders['request-id'] ?? null,
    events,
    timings,
    spans: callSpans({ ...start, timings }, events),
  };
}

/** The root span failed as the call did: who read the whole answer may know more than the gateway that timed it. */
function failedAs({ status, errorType }: Outcome, [root, ...others]: CallEnd['timings']): CallEnd['timings'] {
  if (!root) return [];
  const { error: _, ...timed } = root;
  return [status === 'complete' ? timed : { ...timed, error: errorType ?? status }, ...others];
}

/** What was said of a call, in the order of time, each event with an id of its own among all calls. */
function recordedEvents(callId: string, events: readonly PolicyEvent[]): PolicyEvent[] {
  const named = events.map((event) =>
    isUuid(event.id) ? event : { ...event, id: uuidOf(callId, `policy:${event.id}`, 0) },
  );
  return named.sort((a, b) => a.at - b.at);
}

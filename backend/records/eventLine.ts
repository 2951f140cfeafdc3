import type { LuthienEvent } from './observabilityContext';

/** Whose line it is, as `component` is for all other lines of the log. */
const recordsComponent = 'records';

/**
 * An event as a line of the log: one JSON object with the names that all lines have, so that a collector and the direct push
 * to Loki make the same labels of it.
 */
export function eventLine({ type, call, level, at, payloadType, fields }: LuthienEvent, service: string): string {
  return JSON.stringify({
    level,
    timestamp: new Date(at).toISOString(),
    service,
    component: recordsComponent,
    message: payloadType === null ? type : `${type} ${payloadType}`,
    event: type,
    call_id: call.callId,
    trace_id: call.traceId,
    span_id: call.spanId,
    ...(payloadType !== null && { payload_type: payloadType }),
    ...fields,
  });
}

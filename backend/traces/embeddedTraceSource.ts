import type { Span, SpanEvent } from '@lens/core/waterfall';
import type { Timing } from '../call';
import type { TracedCall, TraceSource } from './traceSource';

/** Builds the spans from the timings in the call's record, so that a waterfall needs no tracing backend. */
export function embeddedTraceSource(service: string): TraceSource {
  return { spans: (call) => Promise.resolve(spansFromTimings(call, service)) };
}

function spansFromTimings(call: TracedCall, service: string): Span[] {
  return call.timings.map((timing, index) => ({
    id: spanId(call, index),
    parentId: parentOf(call, timing, index),
    name: timing.name,
    startMs: call.startedAt.getTime() + timing.start,
    durationMs: Math.max(0, timing.end - timing.start),
    status: timing.error === undefined ? 'ok' : 'error',
    service,
    attributes: timing.attributes ?? {},
    events: failure(call, timing),
  }));
}

/** The first timing is the gateway's root span, whose id the caller's trace knows. */
function spanId(call: TracedCall, index: number): string {
  return index === 0 ? call.spanId : `${call.spanId}.${index}`;
}

/** Timings come from a stored record: a parent that is no other timing is taken for none. */
function parentOf(call: TracedCall, timing: Timing, index: number): string | null {
  const known = timing.parent >= 0 && timing.parent < call.timings.length && timing.parent !== index;
  return known ? spanId(call, timing.parent) : null;
}

function failure(call: TracedCall, timing: Timing): SpanEvent[] {
  if (timing.error === undefined) return [];
  const timeMs = call.startedAt.getTime() + timing.end;
  return [{ name: 'exception', timeMs, attributes: { 'exception.message': timing.error } }];
}

import { hash } from 'node:crypto';
import { attachEvents, type Span, type SpanEvent } from '@lens/core/waterfall';
import type { PolicyEvent } from '../policyEvent';
import type { Timing } from '../timing';

/** A span as every trace source gives it, but for the service, which is the same for all of a call. */
export type CallSpan = Omit<Span, 'service'>;

/** What is needed of a call to tell its spans. */
export interface TimedCall {
  callId: string;
  /** The gateway's root span. */
  spanId: string;
  /** The caller's span, from `traceparent`; null too when only the call's own spans are to be seen. */
  parentSpanId: string | null;
  /** Milliseconds since the Unix epoch, with fractions. */
  startedAt: number;
  timings: Timing[];
}

/**
 * The spans of a call. Those that had to exist in time (the root, the provider call's) have the ids that the gateway made
 * for them; the others' follow from the call and their place in it, so that a span that is made again is the same one.
 * Events stand on the span of their policy.
 */
export function callSpans(call: TimedCall, events: readonly PolicyEvent[] = []): CallSpan[] {
  const ids = call.timings.map(({ spanId }, index) => spanId ?? (index === 0 ? call.spanId : derivedId(call, index)));
  const spans = call.timings.map((timing, index): CallSpan => {
    // Timings come from a stored record: a parent that is no other timing is taken for none.
    const parent = timing.parent === index ? undefined : ids[timing.parent];
    return {
      id: ids[index] ?? call.spanId,
      parentId: parent ?? (index === 0 ? call.parentSpanId : null),
      name: timing.name,
      startMs: call.startedAt + timing.start,
      durationMs: Math.max(0, timing.end - timing.start),
      status: timing.error === undefined ? 'ok' : 'error',
      attributes: timing.attributes ?? {},
      events: failure(call, timing),
    };
  });
  return attachEvents(
    spans,
    events.map((event) => ({ ...event, timeMs: call.startedAt + event.at })),
  );
}

/** Eight bytes, as the W3C Trace Context recommendation has them; all zeros would be no id, and can't come out in practice. */
function derivedId({ callId }: TimedCall, index: number): string {
  return hash('sha256', `${callId}\nspan\n${index}`).slice(0, 16);
}

function failure({ startedAt }: TimedCall, { error, end }: Timing): SpanEvent[] {
  if (error === undefined) return [];
  return [{ name: 'exception', timeMs: startedAt + end, attributes: { 'exception.message': error } }];
}

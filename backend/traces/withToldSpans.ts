import type { Span } from '@lens/core/waterfall';
import type { TraceSpan } from '../call';
import { recordedSpans } from './embeddedTraceSource';
import type { Trace, TracedCall, TraceSource } from './traceSource';

/** What is on record of a trace beside the calls that are asked about. */
interface Around {
  /** What applications told of, the oldest first. */
  spansOf: (traceId: string, most: number) => Promise<TraceSpan[]>;
  callsOf: (traceId: string, most: number) => Promise<TracedCall[]>;
}

/** Spans of one trace that are given. */
const mostSpans = 2000;
const mostCalls = 200;

/**
 * Gives, beside what `source` has, the spans that applications told of (docs/ingestion.md): each below its parent, wherever
 * that is from. Where there are any, and `source` has the records of calls alone, the other calls of the trace stand among
 * them.
 */
export function withToldSpans(source: TraceSource, { spansOf, callsOf }: Around, service: string): TraceSource {
  return {
    async trace(traceId, calls) {
      const [trace, told] = await Promise.all([source.trace(traceId, calls), spansOf(traceId, mostSpans)]);
      if (told.length === 0) return trace;
      const asked = new Set(calls.map(({ callId }) => callId));
      const ofTrace = trace.source === 'record' ? await callsOf(traceId, mostCalls) : [];
      const others = ofTrace.filter(({ callId }) => !asked.has(callId));
      const known = [...trace.spans, ...others.flatMap((call) => recordedSpans(call, service))];
      const ids = new Set(known.map(({ id }) => id));
      const missing = unique(told).filter(({ id }) => !ids.has(id));
      return among(trace, [...calls, ...others], known, missing);
    },
  };
}

/** Of a span that came again with another time one is enough. */
function unique(told: readonly TraceSpan[]): Span[] {
  return [...new Map(told.map((span) => [span.spanId, toSpan(span)])).values()];
}

function toSpan({ spanId, parentSpanId, startedAt, events, traceId: _, ...span }: TraceSpan): Span {
  return {
    ...span,
    id: spanId,
    parentId: parentSpanId,
    startMs: startedAt,
    events: events.map(({ at, ...event }) => ({ ...event, timeMs: at })),
  };
}

function among(trace: Trace, calls: readonly TracedCall[], known: readonly Span[], missing: readonly Span[]): Trace {
  const spans = [...known, ...missing];
  const ids = new Set(spans.map(({ id }) => id));
  const callers = new Map(calls.map(({ spanId, parentSpanId }) => [spanId, parentSpanId]));
  // A record does not know whether the span that its call stands below is anywhere.
  const placed = spans.slice(0, mostSpans).map((span) => {
    const caller = span.parentId ?? callers.get(span.id) ?? null;
    return caller !== null && ids.has(caller) ? { ...span, parentId: caller } : span;
  });
  const told = Math.max(0, placed.length - known.length);
  if (spans.length <= mostSpans) return { ...trace, told, spans: placed };
  const cut = `${spans.length - mostSpans} more spans of this trace are left out.`;
  return { ...trace, told, spans: placed, complete: false, note: [trace.note, cut].filter(Boolean).join(' ') };
}

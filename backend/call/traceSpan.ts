import type { CallRecord } from './record/callRecord';

/** What a span or a moment on it says, as waterfalls have it. */
type Said = Record<string, string | number | boolean>;

/**
 * A span that is no call here: an application told of it, as of what its calls stand among. Nothing in it is more than
 * sinks of telemetry may have.
 */
export interface TraceSpan {
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  name: string;
  service: string;
  status: 'ok' | 'error' | 'unset';
  /** Milliseconds since the Unix epoch, with fractions. */
  startedAt: number;
  durationMs: number;
  attributes: Said;
  events: { name: string; at: number; attributes: Said }[];
}

/** Spans that came together: one record of the spool. */
export interface SpanBatch {
  batchId: string;
  traceSpans: TraceSpan[];
}

export function isSpanBatch(record: CallRecord | SpanBatch): record is SpanBatch {
  return 'traceSpans' in record;
}

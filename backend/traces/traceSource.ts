import type { Timing } from '../call';
import type { Span } from '@lens/core/waterfall';

/** The facts of a call that a source needs to find or build its spans. */
export interface TracedCall {
  callId: string;
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  startedAt: Date;
  timings: Timing[];
}

/** Where a call's spans come from: its own record, Tempo, or Tempo through Grafana. */
export interface TraceSource {
  /** The spans of the call's trace; empty when the source has none (yet). */
  spans(call: TracedCall): Promise<Span[]>;
}

import type { Span } from '@lens/core/waterfall';
import type { Timing } from '../call';

/** The facts of a call that a source needs to find or build its spans. */
export interface TracedCall {
  callId: string;
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  startedAt: Date;
  durationMs: number | null;
  timings: Timing[];
  /** Null of a call that nobody decided on. */
  sampled: boolean | null;
  /** Of a call that others made, what they call themselves. */
  sourceName?: string | null;
}

/** The spans of a trace, and what is known of where they are from. */
export interface Trace {
  spans: Span[];
  /** How many of them are on record because applications told of them. */
  told: number;
  source: 'record' | 'tempo' | 'grafana';
  /** Every span that the source should have of these calls it has. */
  complete: boolean;
  /** For people, where there is something to say: why it is not complete, or not from where it should be. */
  note: string | null;
}

/** Where the spans of a trace come from: the records of its calls, Tempo, or Tempo through Grafana. */
export interface TraceSource {
  /** `calls` are those of the trace that are asked about. */
  trace(traceId: string, calls: readonly TracedCall[]): Promise<Trace>;
}

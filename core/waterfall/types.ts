/** A span as every trace source gives it: Tempo, Grafana's proxy, or the timings in the call's own record. */
export interface Span {
  id: string;
  parentId: string | null;
  name: string;
  /** Milliseconds since the Unix epoch, with fractions. */
  startMs: number;
  durationMs: number;
  status: 'ok' | 'error' | 'unset';
  service: string;
  attributes: Record<string, string | number | boolean>;
  events: SpanEvent[];
}

export interface SpanEvent {
  name: string;
  timeMs: number;
  attributes: Record<string, string | number | boolean>;
}

/** Chunk times of one side of a stream: `at` in milliseconds since the call began, `bytes` passed on at that moment. */
export interface ChunkTimes {
  at: number[];
  bytes: number[];
}

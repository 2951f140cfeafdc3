import type { Json } from '@lens/core/json';

export type Attributes = ReadonlyMap<string, Json>;

/** A span as OTLP has it, whatever it came in. */
export interface OtlpSpan {
  /** Hexadecimal, in lower case. */
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  name: string;
  /** Milliseconds since the Unix epoch, with fractions. */
  startMs: number;
  endMs: number;
  attributes: Attributes;
  events: { name: string; timeMs: number; attributes: Attributes }[];
  status: 'unset' | 'ok' | 'error';
  statusMessage: string;
  /** Of the resource: which service the span is of. */
  resource: Attributes;
}

/** What came is no OTLP, or more than is taken. */
export class OtlpError extends Error {
  readonly code = 'otlp_invalid';

  constructor(message: string) {
    super(message);
    this.name = 'OtlpError';
  }
}

export interface OtlpLimits {
  jsonDepth: number;
  jsonValues: number;
}

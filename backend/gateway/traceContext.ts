/** Where a call stands in its trace, as hexadecimal ids of the W3C Trace Context recommendation. */
export interface TraceContext {
  traceId: string;
  /** The gateway's root span. */
  spanId: string;
  /** The span of the provider call, which what the provider does is a child of. */
  providerSpanId: string;
  /** The caller's span. */
  parentSpanId: string | null;
  flags: string;
}

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const ZEROS = /^0+$/;

/**
 * Continues the caller's trace, or starts one when `traceparent` is missing or not valid (then it must be ignored). The ids
 * made here are those that have to exist while the call goes on; all other spans have theirs derived afterwards.
 */
export function traceContext(traceparent: string | undefined, randomHex: (bytes: number) => string): TraceContext {
  const [, traceId, parentSpanId, flags] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  const spanId = randomHex(8);
  const providerSpanId = randomHex(8);
  if (
    traceId === undefined ||
    parentSpanId === undefined ||
    flags === undefined ||
    ZEROS.test(traceId) ||
    ZEROS.test(parentSpanId)
  ) {
    return { traceId: randomHex(16), spanId, providerSpanId, parentSpanId: null, flags: '01' };
  }
  return { traceId, spanId, providerSpanId, parentSpanId, flags };
}

/** The `traceparent` that makes what the provider does a child of the call's span of it. */
export function providerTraceparent({ traceId, providerSpanId, flags }: TraceContext): string {
  return `00-${traceId}-${providerSpanId}-${flags}`;
}

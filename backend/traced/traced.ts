import {
  context,
  createContextKey,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Span,
} from '@opentelemetry/api';
import { redactForSinks } from '@lens/core/privacy';
import { codeOf } from '../errors';

const startedAt = createContextKey('when the span began');
const tracer = () => trace.getTracer('luthien-lens');

/** What may stand in a span; redacted and bounded like everything that leaves for a sink. */
type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** The span that the code at work stands in. */
interface CurrentSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Milliseconds since it began. */
  durationMs: () => number;
  setAttributes: (attributes: SpanAttributes) => void;
  addEvent: (name: string, attributes?: SpanAttributes) => void;
}

interface SpanOptions {
  kind?: SpanKind;
  attributes?: SpanAttributes;
}

/**
 * Wraps a function in a span of that name, by default the function's own: what it calls stands below it, and when it throws
 * or rejects the span has failed. Without an SDK it calls the function and nothing else.
 */
export function traced(name?: string, options: SpanOptions = {}) {
  return <Args extends unknown[], Result>(work: (...args: Args) => Result): ((...args: Args) => Result) =>
    (...args) =>
      inSpan(name ?? (work.name || 'anonymous'), options, () => work(...args));
}

/** Runs `work` in a span of its own, which ends with it. */
export function inSpan<Result>(name: string, options: SpanOptions, work: () => Result): Result {
  const { span, within } = begin(name, options);
  try {
    const result = context.with(within, work);
    if (!(result instanceof Promise)) {
      span.end();
      return result;
    }
    void result.then(
      () => span.end(),
      (error: unknown) => endFailed(span, error),
    );
    return result;
  } catch (error) {
    endFailed(span, error);
    throw error;
  }
}

/** A span that somebody else ends, and the context in which what is done in it is to run. */
export function begin(
  name: string,
  { kind = SpanKind.INTERNAL, attributes = {} }: SpanOptions,
  parent = context.active(),
): { span: Span; within: Context } {
  const span = tracer().startSpan(redactForSinks(name), { kind, attributes: sendable(attributes) }, parent);
  return { span, within: trace.setSpan(parent, span).setValue(startedAt, performance.now()) };
}

/** Null outside of any. */
export function currentSpan(): CurrentSpan | null {
  const active = context.active();
  const span = trace.getSpan(active);
  if (span === undefined || !trace.isSpanContextValid(span.spanContext())) return null;
  const began = active.getValue(startedAt);
  const { traceId, spanId } = span.spanContext();
  return {
    traceId,
    spanId,
    durationMs: () => (typeof began === 'number' ? performance.now() - began : 0),
    setAttributes: (attributes) => void span.setAttributes(sendable(attributes)),
    addEvent: (name, attributes = {}) => void span.addEvent(redactForSinks(name), sendable(attributes)),
  };
}

/** An error's message may quote what it was about: its class and its code are told. */
export function endFailed(span: Span, error: unknown): void {
  const type = error instanceof Error ? error.name : typeof error;
  span.setAttribute('error.type', codeOf(error) || type);
  span.setStatus({ code: SpanStatusCode.ERROR, message: type });
  span.end();
}

function sendable(attributes: SpanAttributes): Attributes {
  return redactForSinks(attributes);
}

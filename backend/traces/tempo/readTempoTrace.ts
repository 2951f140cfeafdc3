import type { Span } from '@lens/core/waterfall';
import { z } from 'zod';
import { TraceSourceError } from '../traceSourceError';

export interface TempoAnswer {
  spans: Span[];
  /** Tempo says that it has more than it gives. */
  isPartial: boolean;
}

/** A value of OTLP's JSON: 64-bit numbers are texts there. */
interface AnyValue {
  stringValue?: string | undefined;
  boolValue?: boolean | undefined;
  intValue?: string | number | undefined;
  doubleValue?: number | string | undefined;
  arrayValue?: { values?: AnyValue[] | undefined } | undefined;
}

const anyValue: z.ZodType<AnyValue> = z.lazy(() =>
  z.object({
    stringValue: z.string().optional(),
    boolValue: z.boolean().optional(),
    intValue: z.union([z.string(), z.number()]).optional(),
    doubleValue: z.union([z.number(), z.string()]).optional(),
    arrayValue: z.object({ values: z.array(anyValue).optional() }).optional(),
  }),
);
const attributes = z.array(z.object({ key: z.string(), value: anyValue.optional() })).default([]);
const nanoseconds = z
  .union([z.string().regex(/^\d{1,20}$/), z.number().int().nonnegative()])
  .transform((text) => BigInt(text));

const spanSchema = z.object({
  spanId: z.string(),
  parentSpanId: z.string().default(''),
  name: z.string().default(''),
  startTimeUnixNano: nanoseconds,
  endTimeUnixNano: nanoseconds,
  attributes,
  events: z.array(z.object({ name: z.string().default(''), timeUnixNano: nanoseconds, attributes })).default([]),
  status: z.object({ code: z.union([z.string(), z.number()]).optional() }).optional(),
});

const resourceSpans = z.array(
  z.object({
    resource: z.object({ attributes }).optional(),
    scopeSpans: z.array(z.object({ spans: z.array(spanSchema).default([]) })).default([]),
  }),
);

/** The second version has the trace beside how much of it that is; the first one calls it batches. */
const answerSchema = z.object({
  trace: z.object({ resourceSpans: resourceSpans.default([]) }).optional(),
  batches: resourceSpans.optional(),
  status: z.union([z.string(), z.number()]).optional(),
});

/** @throws {TraceSourceError} for what is no trace */
export function readTempoTrace(json: unknown): TempoAnswer {
  const parsed = answerSchema.safeParse(json);
  if (!parsed.success) throw new TraceSourceError('answered with something else than a trace', parsed.error);
  const { trace, batches, status } = parsed.data;
  const spans = (trace?.resourceSpans ?? batches ?? []).flatMap(({ resource, scopeSpans }) => {
    const service = attributesOf(resource?.attributes ?? [])['service.name'];
    return scopeSpans.flatMap(({ spans: all }) => all.map((span) => spanOf(span, String(service ?? 'unknown'))));
  });
  return { spans: unique(spans), isPartial: status === 'PARTIAL' || status === 1 };
}

function spanOf(span: z.infer<typeof spanSchema>, service: string): Span {
  return {
    id: idOf(span.spanId),
    parentId: span.parentSpanId === '' ? null : idOf(span.parentSpanId),
    name: span.name,
    startMs: milliseconds(span.startTimeUnixNano),
    durationMs: Math.max(0, milliseconds(span.endTimeUnixNano - span.startTimeUnixNano)),
    status: statusOf(span.status?.code),
    service,
    attributes: attributesOf(span.attributes),
    events: span.events.map(({ name, timeUnixNano, attributes: given }) => ({
      name,
      timeMs: milliseconds(timeUnixNano),
      attributes: attributesOf(given),
    })),
  };
}

/** What was delivered twice is there twice. */
function unique(spans: Span[]): Span[] {
  return [...new Map(spans.map((span) => [span.id, span])).values()];
}

/** Tempo's JSON has ids as base64 where OTLP's has hexadecimal digits. */
function idOf(text: string): string {
  return /^[0-9a-f]{16}$/i.test(text) ? text.toLowerCase() : Buffer.from(text, 'base64').toString('hex');
}

function milliseconds(nano: bigint): number {
  return Number(nano / 1_000_000n) + Number(nano % 1_000_000n) / 1e6;
}

function statusOf(code: string | number | undefined): Span['status'] {
  if (code === 'STATUS_CODE_ERROR' || code === 2) return 'error';
  return code === 'STATUS_CODE_OK' || code === 1 ? 'ok' : 'unset';
}

function attributesOf(list: z.infer<typeof attributes>): Span['attributes'] {
  const entries = list.flatMap(({ key, value }): [string, string | number | boolean][] => {
    const read = value && valueOf(value);
    return read === undefined ? [] : [[key, read]];
  });
  return Object.fromEntries(entries);
}

function valueOf(value: AnyValue): string | number | boolean | undefined {
  if (value.intValue !== undefined) return Number(value.intValue);
  if (value.doubleValue !== undefined) return Number(value.doubleValue);
  if (value.arrayValue !== undefined) return (value.arrayValue.values ?? []).map(valueOf).join(', ');
  return value.stringValue ?? value.boolValue;
}

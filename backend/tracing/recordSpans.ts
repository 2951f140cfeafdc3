import type * as Api from '@opentelemetry/api';
import type { HrTime, SpanContext, TraceState } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { redactForSinks } from '@lens/core/privacy';
import { spanNames } from '@lens/core/waterfall';
import { callSpans, isFetch, type CallRecord, type Timing } from '../call';
import type { TelemetryOfProgram } from '../config';
import { eventsOf, payloadLimits } from '../records';
import type { GenAiDialect } from './attributes/genAiNames';
import { limited, mostEvents } from './attributes/limits';
import { spanAttributes } from './attributes/spanAttributes';

export interface SpanShape {
  resource: Resource;
  scope: ReadableSpan['instrumentationScope'];
  dialect: GenAiDialect;
  /** Where upstreams are, by name. */
  servers: TelemetryOfProgram['servers'];
  /** OpenTelemetry's numbers, loaded only where something is sent. */
  api: Pick<typeof Api, 'SpanKind' | 'SpanStatusCode' | 'TraceFlags'>;
  readTraceState: (text: string) => TraceState;
}

type CallSpan = CallRecord['spans'][number];

/** The finished spans of a call: what its record tells, with the ids that the gateway made and derived. */
export function recordSpans(told: CallRecord, shape: SpanShape): ReadableSpan[] {
  const record = told.spans.length === 0 ? withRoot(told) : told;
  const context = contextOf(record, shape);
  return record.spans.map((span, index) => spanOf(record, span, index, shape, context));
}

/** The end of a call that was interrupted nobody wrote, and who tells of one may not know it: all that is known of its time is what came of its answer. */
function withRoot(record: CallRecord): CallRecord {
  const { callId, spanId, parentSpanId, startedAt, operation, chunks, status, errorType, source } = record;
  const end = record.durationMs ?? chunks?.upstream?.at.at(-1) ?? 0;
  const name = source === undefined ? spanNames.root(operation) : spanNames.ingested(operation);
  const failed = status === 'complete' ? {} : { error: errorType ?? status };
  const timings = [{ name, parent: -1, start: 0, end, ...failed }];
  return { ...record, timings, spans: callSpans({ callId, spanId, parentSpanId, startedAt, timings }, record.events) };
}

function contextOf(record: CallRecord, { api, readTraceState }: SpanShape): (spanId: string) => SpanContext {
  const { traceId, traceState } = record;
  const common = {
    traceId,
    traceFlags: api.TraceFlags.SAMPLED,
    // In part it would say something else than its writers did.
    ...(traceState !== undefined &&
      redactForSinks(traceState) === traceState && { traceState: readTraceState(traceState) }),
  };
  return (spanId) => ({ ...common, spanId });
}

function spanOf(
  record: CallRecord,
  span: CallSpan,
  index: number,
  shape: SpanShape,
  context: (spanId: string) => SpanContext,
): ReadableSpan {
  const own = context(span.id);
  const { resource, scope, api } = shape;
  const { attributes, dropped } = limited(spanAttributes(record, index, shape));
  const events = index === 0 ? [...span.events, ...recordEvents(record)] : span.events;
  const kept = events.slice(0, mostEvents);
  const error = record.timings[index]?.error;
  return {
    name: redactForSinks(span.name),
    kind: kindOf(record.timings[index], index, api),
    spanContext: () => own,
    ...(span.parentId !== null && {
      parentSpanContext: { ...context(span.parentId), isRemote: index === 0 },
    }),
    startTime: hrTime(span.startMs),
    endTime: hrTime(span.startMs + span.durationMs),
    duration: hrTime(span.durationMs),
    status:
      span.status === 'error'
        ? { code: api.SpanStatusCode.ERROR, message: redactForSinks(error ?? '') }
        : { code: api.SpanStatusCode.UNSET },
    attributes,
    droppedAttributesCount: dropped,
    events: kept.map(eventOf),
    droppedEventsCount: events.length - kept.length,
    links: [],
    droppedLinksCount: 0,
    ended: true,
    resource,
    instrumentationScope: scope,
  };
}

/** The records of the call, without what they quote of bodies. */
function recordEvents(record: CallRecord): CallSpan['events'] {
  return eventsOf(record, recordOptions).map(({ type, at, fields: { payload: _, ...fields } }) => ({
    name: type,
    timeMs: at,
    attributes: Object.fromEntries(
      Object.entries(fields).flatMap(([name, value]) => (isPlain(value) ? [[`luthien.${name}`, value]] : [])),
    ),
  }));
}

const recordOptions = { limits: payloadLimits.none, streamChunks: false };

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function kindOf(timing: Timing | undefined, index: number, { SpanKind }: SpanShape['api']): Api.SpanKind {
  if (index === 0) return SpanKind.SERVER;
  return timing?.name === spanNames.completion || isFetch(timing) ? SpanKind.CLIENT : SpanKind.INTERNAL;
}

/** Says by itself what was cut of its attributes. */
function eventOf({ name, timeMs, attributes }: CallSpan['events'][number]): ReadableSpan['events'][number] {
  return { name: redactForSinks(name), time: hrTime(timeMs), attributes: redactForSinks(attributes) };
}

/** Seconds and nanoseconds; a number of milliseconds since the epoch is exact to a few hundred nanoseconds. */
function hrTime(ms: number): HrTime {
  const seconds = Math.floor(ms / 1000);
  const nanoseconds = Math.round((ms - seconds * 1000) * 1e6);
  return nanoseconds === 1e9 ? [seconds + 1, 0] : [seconds, nanoseconds];
}

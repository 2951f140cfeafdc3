import { isObject, type Json } from '@lens/core/json';
import { redactForSinks } from '@lens/core/privacy';
import type { TraceSpan } from '../../call';
import type { Attributes, OtlpSpan } from './otlpSpan';
import { identityNames } from './spanFacts';
import { parentOf } from './toldBySpan';

/** A span that is no call, before its people are hashed. */
export interface SpanAround extends TraceSpan {
  /** Who and which session it is of, by the attribute that says so. */
  identities: Record<string, string>;
  /** Some of what it says was left out: it is more than one span may. */
  isCut: boolean;
}

type Said = TraceSpan['attributes'];

const mostEvents = 32;
const nameChars = 256;

/** What is kept of a span around calls: names, times, and of what it says so much as telemetry may have, within `mostBytes`. */
export function spanAround(span: OtlpSpan, mostBytes: number): SpanAround {
  const { attributes, startMs, endMs, events } = span;
  const room = { bytes: mostBytes };
  const said = within(room, attributes);
  const told = events.slice(0, mostEvents).map((event) => {
    const { kept, isCut } = within(room, event.attributes);
    return { event: { name: nameOf(event.name), at: momentIn(span, event.timeMs), attributes: kept }, isCut };
  });
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: parentOf(span),
    name: nameOf(span.name),
    service: nameOf(span.resource.get('service.name') ?? 'unknown'),
    status: span.status,
    startedAt: startMs,
    durationMs: endMs - startMs,
    attributes: said.kept,
    events: told.map(({ event }) => event),
    identities: identitiesIn(attributes),
    isCut: said.isCut || events.length > mostEvents || told.some(({ isCut }) => isCut),
  };
}

/** Whatever it says: one far away would make the waterfall's axis as long. */
function momentIn({ startMs, endMs }: OtlpSpan, timeMs: number): number {
  return Number.isFinite(timeMs) ? Math.min(Math.max(timeMs, startMs), endMs) : startMs;
}

function nameOf(name: Json): string {
  return redactForSinks(typeof name === 'string' ? name : '').slice(0, nameChars);
}

/** As many of them as there is room for. */
function within(room: { bytes: number }, attributes: Attributes): { kept: Said; isCut: boolean } {
  // Whose it is stands beside them, to be hashed.
  const said = [...attributes].filter(([name]) => !identityNames.includes(name));
  const given = Object.entries(redactForSinks(Object.fromEntries(said)));
  const kept: [string, Said[string]][] = [];
  for (const [name, value] of given) {
    const flat = flatOf(value);
    if (flat === null) continue;
    room.bytes -= Buffer.byteLength(name) + (typeof flat === 'string' ? Buffer.byteLength(flat) : 8);
    if (room.bytes < 0) return { kept: Object.fromEntries(kept), isCut: true };
    kept.push([name, flat]);
  }
  return { kept: Object.fromEntries(kept), isCut: given.some(([name]) => name === 'attributes_cut') };
}

/** Waterfalls show texts, numbers and switches. */
function flatOf(value: Json): Said[string] | null {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return Array.isArray(value) || isObject(value) ? redactForSinks(JSON.stringify(value)) : null;
}

function identitiesIn(attributes: Attributes): Record<string, string> {
  const said = identityNames.flatMap((name): [string, string][] => {
    const value = attributes.get(name);
    return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [];
  });
  return Object.fromEntries(said);
}

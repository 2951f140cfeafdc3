import protobuf, { type Reader } from 'protobufjs/minimal.js';
import { setOwn, type Json, type JsonObject } from '@lens/core/json';
import { OtlpError, type Attributes, type OtlpLimits, type OtlpSpan } from './otlpSpan';

/** Reads the value of a field. Fields that are not read are skipped. */
type Fields = Readonly<Record<number, (reader: Reader) => void>>;

/** The spans of an `ExportTraceServiceRequest` (opentelemetry-proto 1.x, trace/v1). Throws `OtlpError`. */
export function readProtobuf(bytes: Uint8Array, limits: OtlpLimits): OtlpSpan[] {
  const spans: OtlpSpan[] = [];
  const values = new Values(limits);
  try {
    message(protobuf.Reader.create(bytes), bytes.length, { 1: (reader) => resourceSpans(reader, values, spans) });
  } catch (error) {
    if (error instanceof OtlpError) throw error;
    throw new OtlpError('The body is no ExportTraceServiceRequest in protobuf.');
  }
  return spans;
}

function message(reader: Reader, end: number, fields: Fields): void {
  while (reader.pos < end) {
    const tag = reader.uint32();
    const field = fields[tag >>> 3];
    if (field === undefined) reader.skipType(tag & 7);
    else field(reader);
  }
  if (reader.pos !== end) throw new OtlpError('A message of the body is longer than it says.');
}

function within(reader: Reader, fields: Fields): void {
  const length = reader.uint32();
  if (reader.pos + length > reader.len) throw new OtlpError('The body ends too early.');
  message(reader, reader.pos + length, fields);
}

function resourceSpans(reader: Reader, values: Values, spans: OtlpSpan[]): void {
  values.take();
  const resource = new Map<string, Json>();
  within(reader, {
    1: () => within(reader, { 1: () => values.keyValue(reader, resource) }),
    2: () => within(reader, { 2: () => spans.push(span(reader, values, resource)) }),
  });
}

function span(reader: Reader, values: Values, resource: Attributes): OtlpSpan {
  values.take();
  const attributes = new Map<string, Json>();
  const events: OtlpSpan['events'] = [];
  const ids = { traceId: '', spanId: '', parentSpanId: null };
  const read = { name: '', startMs: 0, endMs: 0, status: 'unset' as const, statusMessage: '' };
  const made: OtlpSpan = { ...ids, ...read, attributes, events, resource };
  within(reader, {
    1: () => (made.traceId = hex(reader)),
    2: () => (made.spanId = hex(reader)),
    4: () => (made.parentSpanId = hex(reader) || null),
    5: () => (made.name = reader.string()),
    7: () => (made.startMs = milliseconds(reader)),
    8: () => (made.endMs = milliseconds(reader)),
    9: () => values.keyValue(reader, attributes),
    11: () => events.push(event(reader, values)),
    15: () =>
      within(reader, {
        2: () => (made.statusMessage = reader.string()),
        3: () => (made.status = statuses[reader.uint32()] ?? 'unset'),
      }),
  });
  return made;
}

const statuses = ['unset', 'ok', 'error'] as const;

function event(reader: Reader, values: Values): OtlpSpan['events'][number] {
  values.take();
  const attributes = new Map<string, Json>();
  const made = { name: '', timeMs: 0, attributes };
  within(reader, {
    1: () => (made.timeMs = milliseconds(reader)),
    2: () => (made.name = reader.string()),
    3: () => values.keyValue(reader, attributes),
  });
  return made;
}

function hex(reader: Reader): string {
  return Buffer.from(reader.bytes()).toString('hex');
}

/** Nanoseconds, as 64 bits in two halves. */
function milliseconds(reader: Reader): number {
  const low = reader.fixed32();
  const high = reader.fixed32();
  return Number(((BigInt(high) << 32n) | BigInt(low)) / 1000n) / 1000;
}

/** What a body holds, within the limits of JSON: at a few bytes each, it would fill the memory. */
class Values {
  private readonly limits: OtlpLimits;
  private count = 0;
  private depth = 0;

  constructor(limits: OtlpLimits) {
    this.limits = limits;
  }

  take(): void {
    this.count += 1;
    if (this.count > this.limits.jsonValues) throw new OtlpError('The spans hold more values than limits.json_values.');
  }

  keyValue(reader: Reader, into: Map<string, Json>): void {
    const [key, value] = this.pair(reader);
    into.set(key, value);
  }

  private pair(reader: Reader): [string, Json] {
    this.take();
    let key = '';
    let value: Json = null;
    within(reader, { 1: () => (key = reader.string()), 2: () => (value = this.any(reader)) });
    return [key, value];
  }

  private any(reader: Reader): Json {
    this.take();
    this.depth += 1;
    if (this.depth > this.limits.jsonDepth)
      throw new OtlpError('An attribute is nested deeper than limits.json_depth.');
    let value: Json = null;
    within(reader, {
      1: () => (value = reader.string()),
      2: () => (value = reader.bool()),
      3: () => (value = integer(reader)),
      4: () => (value = finite(reader.double())),
      5: () => (value = this.list(reader)),
      6: () => (value = this.object(reader)),
      7: () => (value = Buffer.from(reader.bytes()).toString('base64')),
    });
    this.depth -= 1;
    return value;
  }

  private list(reader: Reader): Json[] {
    const list: Json[] = [];
    within(reader, { 1: () => list.push(this.any(reader)) });
    return list;
  }

  private object(reader: Reader): JsonObject {
    const object: JsonObject = {};
    within(reader, {
      1: () => {
        const [key, value] = this.pair(reader);
        setOwn(object, key, value);
      },
    });
    return object;
  }
}

/** A `Long`, where that package is to be had. */
function integer(reader: Reader): number {
  const value = reader.int64();
  return typeof value === 'number' ? value : value.high * 2 ** 32 + (value.low >>> 0);
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

import { isObject, measureJson, setOwn, type Json, type JsonObject } from '@lens/core/json';
import { OtlpError, type Attributes, type OtlpLimits, type OtlpSpan } from './otlpSpan';

/** Of the envelope around an attribute's value, in levels. */
const envelopeDepth = 16;

/** The spans of OTLP's JSON: ids in hexadecimal, 64-bit numbers as texts or numbers. Throws `OtlpError`. */
export function readJson(bytes: Uint8Array, { jsonDepth, jsonValues }: OtlpLimits): OtlpSpan[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
  // A value stands in two levels of its own.
  const most = 2 * jsonDepth + envelopeDepth;
  const { depth, values } = measureJson(text, most, jsonValues);
  if (depth > most) throw new OtlpError('An attribute is nested deeper than limits.json_depth.');
  if (values > jsonValues) throw new OtlpError('The spans hold more values than limits.json_values.');
  return listIn(parsed(text), 'resourceSpans').flatMap((one) => {
    const resource = attributesIn(objectIn(one, 'resource'));
    return listIn(one, 'scopeSpans').flatMap((scope) => listIn(scope, 'spans').map((span) => spanOf(span, resource)));
  });
}

function parsed(text: string): JsonObject {
  try {
    const json = JSON.parse(text) as Json;
    if (isObject(json)) return json;
  } catch {
    // The parser's message quotes the body.
  }
  throw new OtlpError('The body is no ExportTraceServiceRequest in JSON.');
}

function spanOf(span: JsonObject, resource: Attributes): OtlpSpan {
  const status = objectIn(span, 'status');
  return {
    traceId: textIn(span, 'traceId').toLowerCase(),
    spanId: textIn(span, 'spanId').toLowerCase(),
    parentSpanId: textIn(span, 'parentSpanId').toLowerCase() || null,
    name: textIn(span, 'name'),
    startMs: milliseconds(span['startTimeUnixNano']),
    endMs: milliseconds(span['endTimeUnixNano']),
    attributes: attributesIn(span),
    events: listIn(span, 'events').map(eventOf),
    status: statusOf(status['code']),
    statusMessage: textIn(status, 'message'),
    resource,
  };
}

function eventOf(event: JsonObject): OtlpSpan['events'][number] {
  return {
    name: textIn(event, 'name'),
    timeMs: milliseconds(event['timeUnixNano']),
    attributes: attributesIn(event),
  };
}

function statusOf(code: Json | undefined): OtlpSpan['status'] {
  if (code === 2 || code === 'STATUS_CODE_ERROR') return 'error';
  return code === 1 || code === 'STATUS_CODE_OK' ? 'ok' : 'unset';
}

function milliseconds(value: Json | undefined): number {
  if (typeof value === 'string' && /^\d{1,20}$/.test(value)) return Number(BigInt(value) / 1000n) / 1000;
  return typeof value === 'number' ? value / 1e6 : 0;
}

function attributesIn(holder: JsonObject): Attributes {
  return new Map(listIn(holder, 'attributes').map((pair) => [textIn(pair, 'key'), anyOf(pair['value'])]));
}

function anyOf(value: Json | undefined): Json {
  if (!isObject(value)) return null;
  const number = value['intValue'] ?? value['doubleValue'];
  if (number !== undefined) return Number.isFinite(Number(number)) ? Number(number) : null;
  if (isObject(value['arrayValue'])) return listIn(value['arrayValue'], 'values').map(anyOf);
  if (isObject(value['kvlistValue'])) {
    const object: JsonObject = {};
    for (const pair of listIn(value['kvlistValue'], 'values'))
      setOwn(object, textIn(pair, 'key'), anyOf(pair['value']));
    return object;
  }
  return value['stringValue'] ?? value['boolValue'] ?? value['bytesValue'] ?? null;
}

function listIn(holder: JsonObject, key: string): JsonObject[] {
  const list = holder[key];
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function objectIn(holder: JsonObject, key: string): JsonObject {
  const value = holder[key];
  return isObject(value) ? value : {};
}

function textIn(holder: JsonObject, key: string): string {
  const value = holder[key];
  return typeof value === 'string' ? value : '';
}

import { isObject, measureJson, whereNotJson, type JsonObject } from '@lens/core/json';
import type { LimitsConfig } from '../../config';
import { refusalOf, type Refusal } from '../errors/refusal';

export type Parsed = { body: JsonObject; refusal: null } | { body: null; refusal: Refusal };

/** Parses a request body that must be a JSON object within the limits of depth and size. */
export function parseBody(bytes: Buffer, limits: Pick<LimitsConfig, 'jsonDepth' | 'jsonValues'>): Parsed {
  const text = bytes.toString();
  const refusal = overJsonLimits(text, limits);
  if (refusal !== null) return { body: null, refusal };
  const body = parse(text);
  if (isObject(body)) return { body, refusal: null };
  if (body === undefined) return { body: null, refusal: refusalOf('not_json', notJson(text)) };
  const message = 'The request body is JSON but not an object. Send the fields of the API in one JSON object.';
  return { body: null, refusal: refusalOf('not_an_object', message) };
}

export function isJson(contentType: string | undefined): boolean {
  return contentType !== undefined && /[/+]json\b/i.test(contentType);
}

/** Undefined for what is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the body, and this one's goes into the record for everybody: `notJson` says where.
    return undefined;
  }
}

function notJson(text: string): string {
  return `The request body is not valid JSON: ${whatIsWrong(text)}. Send the request as one JSON object.`;
}

function whatIsWrong(text: string): string {
  if (text === '') return 'it is empty';
  const before = text.slice(0, whereNotJson(text) ?? text.length);
  if (before.length === text.length) return 'it ends too early';
  const lineStart = before.lastIndexOf('\n') + 1;
  return `it goes wrong at line ${before.split('\n').length}, column ${before.length - lineStart + 1}`;
}

function overJsonLimits(text: string, limits: Pick<LimitsConfig, 'jsonDepth' | 'jsonValues'>): Refusal | null {
  const { depth, values } = measureJson(text, limits.jsonDepth, limits.jsonValues);
  if (depth > limits.jsonDepth) {
    const message = `The request body is nested deeper than ${limits.jsonDepth} levels. Flatten it, or raise limits.json_depth of the gateway.`;
    return refusalOf('json_too_deep', message);
  }
  if (values > limits.jsonValues) {
    const message = `The request body holds more than ${limits.jsonValues} values. Send less, or raise limits.json_values of the gateway.`;
    return refusalOf('json_too_many_values', message);
  }
  return null;
}

import { isUtf8 } from 'node:buffer';
import { isObject, measureJson, whereKeyRepeats, whereNotJson, withoutMark, type JsonObject } from '@lens/core/json';
import type { LimitsConfig } from '../../config';
import { refusalOf, type Refusal } from '../errors/refusal';

export type Parsed = { body: JsonObject; refusal: null } | { body: null; refusal: Refusal };

/**
 * Parses a request body that must be a JSON object within the limits of depth and size.
 *
 * @param oneReading what servers read differently is refused, as the provider could read what policies did not: a key that
 *   stands twice in one object, and bytes that are no UTF-8
 */
export function parseBody(
  bytes: Buffer,
  limits: Pick<LimitsConfig, 'jsonDepth' | 'jsonValues'>,
  oneReading: boolean,
): Parsed {
  const text = withoutMark(bytes.toString());
  const refusal = overJsonLimits(text, limits);
  if (refusal !== null) return { body: null, refusal };
  const body = parse(text);
  if (isObject(body)) {
    const ambiguous = oneReading ? readDifferently(bytes, text) : null;
    return ambiguous === null ? { body, refusal: null } : { body: null, refusal: ambiguous };
  }
  if (body === undefined) return { body: null, refusal: refusalOf('not_json', notJson(text)) };
  const message = 'The request body is JSON but not an object. Send the fields of the API in one JSON object.';
  return { body: null, refusal: refusalOf('not_an_object', message) };
}

function readDifferently(bytes: Buffer, text: string): Refusal | null {
  if (!isUtf8(bytes)) return refusalOf('not_utf8', notUtf8);
  const again = whereKeyRepeats(text);
  return again === null ? null : refusalOf('repeated_key', keyTwice(text, again));
}

const notUtf8 =
  'The request body has bytes that are no UTF-8, which its policies and the provider could read differently. Send JSON in UTF-8.';

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
  const at = whereNotJson(text) ?? text.length;
  return at === text.length ? 'it ends too early' : `it goes wrong at ${placeOf(text, at)}`;
}

/** Says where and not which: a key may be a person's own word. */
function keyTwice(text: string, again: number): string {
  return `The request body has a key twice in one object, for the second time at ${placeOf(text, again)}. Its policies and the provider could read different ones. Send each key once.`;
}

function placeOf(text: string, at: number): string {
  const before = text.slice(0, at);
  const lineStart = before.lastIndexOf('\n') + 1;
  return `line ${before.split('\n').length}, column ${at - lineStart + 1}`;
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

import { isObject, measureJson, type JsonObject } from '@lens/core/json';
import type { LimitsConfig } from '../config';
import { badRequest, overLimit, type Refusal } from './refusal';

export type Parsed = { body: JsonObject; refusal: null } | { body: null; refusal: Refusal };

/** Parses a request body that must be a JSON object within the limits of depth and size. */
export function parseBody(bytes: Buffer, limits: Pick<LimitsConfig, 'jsonDepth' | 'jsonValues'>): Parsed {
  const refusal = overJsonLimits(bytes, limits);
  if (refusal !== null) return { body: null, refusal };
  try {
    const body: unknown = JSON.parse(bytes.toString());
    if (isObject(body)) return { body, refusal: null };
    const message = 'The request body is JSON but not an object. Send the fields of the API in one JSON object.';
    return { body: null, refusal: badRequest('not_an_object', message) };
  } catch (error) {
    const why = bytes.length === 0 ? 'it is empty' : error instanceof Error ? error.message : String(error);
    const message = `The request body is not valid JSON: ${why}. Send the request as one JSON object.`;
    return { body: null, refusal: badRequest('not_json', message) };
  }
}

function overJsonLimits(bytes: Buffer, limits: Pick<LimitsConfig, 'jsonDepth' | 'jsonValues'>): Refusal | null {
  const { depth, values } = measureJson(bytes, limits.jsonDepth, limits.jsonValues);
  if (depth > limits.jsonDepth) {
    const message = `The request body is nested deeper than ${limits.jsonDepth} levels. Flatten it, or raise limits.json_depth of the gateway.`;
    return overLimit('json_too_deep', 400, message);
  }
  if (values > limits.jsonValues) {
    const message = `The request body holds more than ${limits.jsonValues} values. Send less, or raise limits.json_values of the gateway.`;
    return overLimit('json_too_many_values', 413, message);
  }
  return null;
}

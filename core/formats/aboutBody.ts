import { isObject, type Json, type JsonObject } from '../json';

/** Longer texts say nothing of the call: ids and names are short. */
const maxChars = 4096;
const fields = ['model', 'stream', 'user', 'safety_identifier'] as const;
const metadataFields = ['user_id', 'session_id'] as const;

/** What of a body `requestFacts` reads, without the rest: small, however large the body is. */
export function aboutBody(body: JsonObject): JsonObject {
  const { metadata } = body;
  const about = pick(body, fields);
  return isObject(metadata) ? { ...about, metadata: pick(metadata, metadataFields) } : about;
}

function pick(body: JsonObject, names: readonly string[]): JsonObject {
  const kept = names.flatMap((name): [string, Json][] => {
    const value = body[name];
    const isShort = typeof value === 'string' ? value.length <= maxChars : typeof value === 'boolean';
    return value !== undefined && isShort ? [[name, value]] : [];
  });
  return Object.fromEntries(kept);
}

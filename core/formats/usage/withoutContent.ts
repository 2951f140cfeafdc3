import { isObject, type Json, type JsonObject } from '../../json';

/** Under these, answers and events tell what is billed, and nothing that anybody wrote. */
const figures = new Set([
  'usage',
  'x_groq',
  'amazon-bedrock-invocationMetrics',
  'meta',
  'usageMetadata',
  'usage_metadata',
  'metrics',
  'timings',
]);
/** A word of the provider's. */
const words = new Set(['model', 'service_tier', 'type', 'stop_reason', 'finish_reason', 'status', 'object']);
/** What of those within tells that something is billed. */
const holders = new Set(['response', 'message', 'delta', 'choices', 'output', 'annotations', 'action']);
const word = /^[\w.:@/-]{1,128}$/;
const deepest = 8;

/**
 * What of an answer, or of an event of a stream, says which model worked how much, as `usageOf`, `billedOf` and
 * `finishReasonOf` read it: figures, and words of the provider's. A list of what may be, so that no content is in it.
 */
export function withoutContent(body: JsonObject): JsonObject {
  return kept(body, 0);
}

function kept(body: JsonObject, depth: number): JsonObject {
  const fields = Object.entries(body).flatMap(([key, value]): [string, Json][] => {
    if (figures.has(key)) return [[key, figuresOf(value, depth)]];
    if (words.has(key)) return typeof value === 'string' && word.test(value) ? [[key, value]] : [];
    // That there is none of it may be what decides whether anything is billed.
    if (key === 'content') return Array.isArray(value) && value.length === 0 ? [[key, value]] : [];
    if (typeof value === 'number') return [[key, value]];
    return holders.has(key) && depth < deepest ? [[key, within(value, depth + 1)]] : [];
  });
  return Object.fromEntries(fields);
}

function within(value: Json, depth: number): Json {
  if (Array.isArray(value)) return value.map((item) => (isObject(item) ? kept(item, depth) : null));
  return isObject(value) ? kept(value, depth) : null;
}

function figuresOf(value: Json, depth: number): Json {
  if (typeof value === 'string') return word.test(value) ? value : null;
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  if (depth >= deepest) return null;
  if (Array.isArray(value)) return value.map((item) => figuresOf(item, depth + 1));
  if (!isObject(value)) return null;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, figuresOf(item, depth + 1)]));
}

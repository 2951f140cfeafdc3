import { isObject, type Json, type JsonObject } from '../../json';

/** Where an answer, or the event of a stream, tells its tokens; `*` is each element of a list. The first that tells any counts. */
const places: readonly (readonly string[])[] = [
  ['usage'],
  // Groq's streams.
  ['x_groq', 'usage'],
  // Moonshot's streams.
  ['choices', '*', 'usage'],
  // The last events of the Responses API, and of Anthropic's API behind Bedrock.
  ['response', 'usage'],
  ['amazon-bedrock-invocationMetrics'],
  // The first event of Anthropic's streams, when the last one never came.
  ['message', 'usage'],
  // Cohere: what was read and written, then what is billed; plain, streamed and of its first version.
  ['usage', 'tokens'],
  ['usage', 'billed_units'],
  ['delta', 'usage', 'tokens'],
  ['delta', 'usage', 'billed_units'],
  ['meta', 'tokens'],
  ['meta', 'billed_units'],
  ['response', 'meta', 'tokens'],
  // Gemini.
  ['usageMetadata'],
  ['usage_metadata'],
  // LangServe, Replicate and their like.
  ['metrics'],
  // llama.cpp's own server.
  ['timings'],
];

/** Everything in `body` that may tell tokens, the likeliest first. */
export function usagePlaces(body: JsonObject): JsonObject[] {
  return places.flatMap((steps) => objectsAt(body, steps));
}

function objectsAt(value: Json | undefined, [step, ...rest]: readonly string[]): JsonObject[] {
  if (step === '*')
    return Array.isArray(value) ? value.toReversed().flatMap((element) => objectsAt(element, rest)) : [];
  if (!isObject(value)) return [];
  return step === undefined ? [value] : objectsAt(Object.hasOwn(value, step) ? value[step] : undefined, rest);
}

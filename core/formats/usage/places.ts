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

/** Everything in `body` that may tell tokens, the likeliest first; nearly always nobody asks for the next. */
export function* usagePlaces(body: JsonObject): Iterable<JsonObject> {
  for (const steps of places) yield* objectsAt(body, steps, 0);
}

function* objectsAt(value: Json | undefined, steps: readonly string[], done: number): Iterable<JsonObject> {
  const step = steps[done];
  if (step === '*') {
    if (Array.isArray(value)) for (const element of value.toReversed()) yield* objectsAt(element, steps, done + 1);
  } else if (isObject(value)) {
    if (step === undefined) yield value;
    else if (Object.hasOwn(value, step)) yield* objectsAt(value[step], steps, done + 1);
  }
}

import { isObject, type Json, type JsonObject } from '../../json';
import { count, objectAt, textAt } from '../fields';
import type { Usage } from '../types';
import { usageOf } from './usage';

/** What one model took part in a call with. */
export interface Sample {
  /** Null where it is the one that answered. */
  model: string | null;
  usage: Usage;
  /** Of the tokens in `usage` those that have prices of their own. */
  audio: { input: number; cacheRead: number; output: number };
  image: { input: number; output: number };
}

/** What an answer says of all that is billed for it. */
export interface Billed {
  /** The one that answered, in the provider's word: behind a fallback not the one that was asked. */
  model: string | null;
  serviceTier: string | null;
  /** Anthropic's `speed`; null where it is the standard one. */
  speed: string | null;
  inferenceGeo: string | null;
  /** None where nothing is billed. */
  samples: Sample[];
  webSearches: number;
  fileSearches: number;
  /** It has something that is billed and that it does not count: containers, pictures, searches within a chat completion. */
  more: boolean;
}

/** Reads an answer, or the event of a stream that tells its usage. */
export function billedOf(body: JsonObject): Billed {
  // The last event of the Responses API has the answer within it.
  const answer = isObject(body['response']) ? body['response'] : body;
  const told = objectAt(answer, 'usage');
  const items = objectsAt(answer, 'output');
  const usage = usageOf(body);
  return {
    model: textAt(answer, 'model'),
    serviceTier: usage.serviceTier,
    speed: textAt(told, 'speed') === 'standard' ? null : textAt(told, 'speed'),
    inferenceGeo: textAt(told, 'inference_geo'),
    samples: isUnbilledRefusal(answer) ? [] : samplesOf(told, usage),
    webSearches: figureAt(told, 'server_tool_use', 'web_search_requests') + items.filter(isWebSearch).length,
    fileSearches: items.filter(({ type }) => type === 'file_search_call').length,
    more: items.some(isUncounted) || objectsAt(answer, 'choices').some(citesTheWeb),
  };
}

function isUncounted({ type }: JsonObject): boolean {
  return type === 'code_interpreter_call' || type === 'image_generation_call' || type === 'shell_call';
}

/** Of what the Responses API does in the web only searches are billed; pages are read for nothing. */
function isWebSearch({ type, action }: JsonObject): boolean {
  return type === 'web_search_call' && (!isObject(action) || action['type'] === 'search');
}

function citesTheWeb(choice: JsonObject): boolean {
  return objectsAt(objectAt(choice, 'message'), 'annotations').some(({ type }) => type === 'url_citation');
}

/** Anthropic bills nothing of a refusal that comes before any output. */
function isUnbilledRefusal({ stop_reason: reason, content }: JsonObject): boolean {
  return reason === 'refusal' && Array.isArray(content) && content.length === 0;
}

/**
 * Anthropic's `iterations` name the models of a call that had more than one. Its sums hold neither compactions nor what an
 * advisor took; behind a fallback it is each attempt by itself that is billed, at the price of its model.
 */
function samplesOf(told: JsonObject, usage: Usage): Sample[] {
  const iterations = objectsAt(told, 'iterations');
  if (iterations.every(({ type }) => type === 'message')) return [sampleOf(null, told, usage)];
  const fellBack = iterations.some(({ type }) => type === 'fallback_message');
  return iterations.flatMap((iteration) => {
    // A model that declined before it said anything (one token counts as nothing) is not billed.
    const declined = fellBack && iteration['type'] === 'message' && figureAt(iteration, 'output_tokens') <= 1;
    return declined ? [] : [sampleOf(textAt(iteration, 'model'), iteration, usageOf({ usage: iteration }))];
  });
}

function sampleOf(model: string | null, told: JsonObject, usage: Usage): Sample {
  const input = detailsOf(told, ['prompt_tokens_details', 'input_tokens_details', 'input_token_details']);
  const output = detailsOf(told, ['completion_tokens_details', 'output_tokens_details', 'output_token_details']);
  return {
    model,
    usage,
    audio: {
      input: figureAt(input, 'audio_tokens'),
      cacheRead: figureAt(input, 'cached_tokens_details', 'audio_tokens'),
      output: figureAt(output, 'audio_tokens'),
    },
    image: { input: figureAt(input, 'image_tokens'), output: figureAt(output, 'image_tokens') },
  };
}

/** As chat completions call them, the Responses API and the images API, and realtime sessions. */
function detailsOf(told: JsonObject, names: string[]): JsonObject {
  return names.map((name) => told[name]).find(isObject) ?? {};
}

/** 0 where nothing is told: of what has a price of its own only what is told is billed. */
function figureAt(holder: JsonObject, ...path: [string, ...string[]]): number {
  let value: Json | undefined = holder;
  for (const key of path) value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return count(value) ?? 0;
}

function objectsAt(holder: JsonObject, key: string): JsonObject[] {
  const value = holder[key];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

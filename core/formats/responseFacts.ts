import { isObject, type Json, type JsonObject } from '../json';
import type { Api } from './types';

/** Why the model stopped, in the provider's own word (`stop`, `end_turn`, `tool_calls`, …). */
export function finishReasonOf(api: Api, responseBody: JsonObject): string | null {
  return api === 'openai' ? openAiFinishReason(responseBody) : anthropicFinishReason(responseBody);
}

/** The first choice's reason: with `n > 1` the others are in the body. */
function openAiFinishReason(body: JsonObject): string | null {
  const { choices } = body;
  const first: Json | undefined = Array.isArray(choices) ? choices.find(isObject) : undefined;
  const reason = isObject(first) ? first['finish_reason'] : null;
  return typeof reason === 'string' ? reason : null;
}

function anthropicFinishReason(body: JsonObject): string | null {
  const reason = body['stop_reason'];
  return typeof reason === 'string' ? reason : null;
}

import type { JsonObject } from '../json';
import { anthropicFinishReason } from './anthropic/facts';
import { openAiFinishReason } from './openai/facts';
import type { Api } from './types';

/** Why the model stopped, in the provider's own word (`stop`, `end_turn`, `tool_calls`, …). */
export function finishReasonOf(api: Api, responseBody: JsonObject): string | null {
  return api === 'openai' ? openAiFinishReason(responseBody) : anthropicFinishReason(responseBody);
}

import type { JsonObject } from '../json';
import { anthropicFinishReason, anthropicUsage } from './anthropic/facts';
import { openAiFinishReason, openAiUsage } from './openai/facts';
import type { Api, Usage } from './types';

/** Of an answer that says nothing of it, or that nobody could read. */
export const noUsage: Usage = {
  inputTokens: null,
  outputTokens: null,
  cacheReadTokens: null,
  cacheWriteTokens: null,
  cacheWrite5mTokens: null,
  cacheWrite1hTokens: null,
  reasoningTokens: null,
  serviceTier: null,
};

/** The tokens of a whole response; null where the provider did not say, never 0 for unknown. */
export function usageOf(api: Api, responseBody: JsonObject): Usage {
  return api === 'openai' ? openAiUsage(responseBody) : anthropicUsage(responseBody);
}

/** Why the model stopped, in the provider's own word (`stop`, `end_turn`, `tool_calls`, …). */
export function finishReasonOf(api: Api, responseBody: JsonObject): string | null {
  return api === 'openai' ? openAiFinishReason(responseBody) : anthropicFinishReason(responseBody);
}

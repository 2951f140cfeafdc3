import { isObject, type Json, type JsonObject } from '../../json';
import { count, objectAt, textAt } from '../fields';
import type { Usage } from '../types';

/** `prompt_tokens` includes cached tokens and `completion_tokens` reasoning tokens. */
export function openAiUsage(body: JsonObject): Usage {
  const usage = objectAt(body, 'usage');
  const prompt = objectAt(usage, 'prompt_tokens_details');
  const completion = objectAt(usage, 'completion_tokens_details');
  return {
    inputTokens: count(usage['prompt_tokens']),
    outputTokens: count(usage['completion_tokens']),
    // DeepSeek counts cache hits beside the total instead of in the details.
    cacheReadTokens: count(prompt['cached_tokens']) ?? count(usage['prompt_cache_hit_tokens']),
    cacheWriteTokens: count(prompt['cache_write_tokens']),
    cacheWrite5mTokens: null,
    cacheWrite1hTokens: null,
    reasoningTokens: count(completion['reasoning_tokens']),
    serviceTier: textAt(body, 'service_tier'),
  };
}

/** The first choice's reason: with `n > 1` the others are in the body. */
export function openAiFinishReason(body: JsonObject): string | null {
  const { choices } = body;
  const first: Json | undefined = Array.isArray(choices) ? choices.find(isObject) : undefined;
  const reason = isObject(first) ? first['finish_reason'] : null;
  return typeof reason === 'string' ? reason : null;
}

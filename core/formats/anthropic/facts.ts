import type { JsonObject } from '../../json';
import { count, objectAt } from '../fields';
import type { Usage } from '../types';

/** Anthropic counts cached input apart from `input_tokens`; the whole input is the sum of the three. */
export function anthropicUsage(body: JsonObject): Usage {
  const usage = objectAt(body, 'usage');
  const input = count(usage['input_tokens']);
  const cacheReadTokens = count(usage['cache_read_input_tokens']);
  const cacheWriteTokens = count(usage['cache_creation_input_tokens']);
  return {
    inputTokens: input === null ? null : input + (cacheReadTokens ?? 0) + (cacheWriteTokens ?? 0),
    outputTokens: count(usage['output_tokens']),
    cacheReadTokens,
    cacheWriteTokens,
    reasoningTokens: count(objectAt(usage, 'output_tokens_details')['thinking_tokens']),
  };
}

export function anthropicFinishReason(body: JsonObject): string | null {
  const reason = body['stop_reason'];
  return typeof reason === 'string' ? reason : null;
}

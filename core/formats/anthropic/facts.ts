import type { JsonObject } from '../../json';
import { count, objectAt, textAt } from '../fields';
import type { Usage } from '../types';

/** Anthropic counts cached input apart from `input_tokens`; the whole input is the sum of the three. */
export function anthropicUsage(body: JsonObject): Usage {
  const usage = objectAt(body, 'usage');
  const input = count(usage['input_tokens']);
  const cacheReadTokens = count(usage['cache_read_input_tokens']);
  const cacheWriteTokens = count(usage['cache_creation_input_tokens']);
  const cacheWrites = objectAt(usage, 'cache_creation');
  return {
    inputTokens: input === null ? null : input + (cacheReadTokens ?? 0) + (cacheWriteTokens ?? 0),
    outputTokens: count(usage['output_tokens']),
    cacheReadTokens,
    cacheWriteTokens,
    cacheWrite5mTokens: count(cacheWrites['ephemeral_5m_input_tokens']),
    cacheWrite1hTokens: count(cacheWrites['ephemeral_1h_input_tokens']),
    reasoningTokens: count(objectAt(usage, 'output_tokens_details')['thinking_tokens']),
    serviceTier: textAt(usage, 'service_tier'),
  };
}

export function anthropicFinishReason(body: JsonObject): string | null {
  const reason = body['stop_reason'];
  return typeof reason === 'string' ? reason : null;
}

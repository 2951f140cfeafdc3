import type { StoredSummary } from '../../call';
import type { Metrics } from './createMetrics';

const tokenCounters = {
  gen_ai_client_inference_usage_input_tokens_total: 'inputTokens',
  gen_ai_client_inference_usage_output_tokens_total: 'outputTokens',
  gen_ai_client_inference_usage_cache_read_input_tokens_total: 'cacheReadTokens',
  gen_ai_client_inference_usage_cache_write_input_tokens_total: 'cacheWriteTokens',
  gen_ai_client_inference_usage_reasoning_output_tokens_total: 'reasoningTokens',
} as const;

type TokenCounter = keyof typeof tokenCounters;

/**
 * Counts what only the recorder knows of calls, when they are stored.
 *
 * @param models that the configuration names; any other is a caller's word and so no label
 */
export function createStoredMetrics(
  metrics: Pick<Metrics, 'count'>,
  models: ReadonlySet<string>,
): (calls: StoredSummary[]) => void {
  return (calls) => {
    for (const call of calls) {
      metrics.count('luthien_stored_calls_total', { provider: call.provider, outcome: call.status });
      countTokens(metrics, models, call);
      countCost(metrics, models, call);
      for (const policy of call.requestChangedBy) {
        metrics.count('luthien_changed_calls_total', { policy, direction: 'request' });
      }
      for (const policy of call.responseChangedBy) {
        metrics.count('luthien_changed_calls_total', { policy, direction: 'response' });
      }
    }
  };
}

function countTokens(metrics: Pick<Metrics, 'count'>, models: ReadonlySet<string>, call: StoredSummary): void {
  const { provider, operation, inputTokens, outputTokens } = call;
  const isChat = operation !== 'passthrough';
  if (isChat && call.status === 'complete' && inputTokens === null && outputTokens === null) {
    metrics.count('luthien_calls_without_usage_total', { provider });
  }
  const labels = labelsOf(models, call);
  for (const [name, field] of Object.entries(tokenCounters)) {
    const tokens = call[field];
    if (tokens !== null) metrics.count(name as TokenCounter, labels, tokens);
  }
}

function countCost(metrics: Pick<Metrics, 'count'>, models: ReadonlySet<string>, call: StoredSummary): void {
  const { provider, costUsd, costExact, costUnknown } = call;
  if (costUnknown !== null) metrics.count('luthien_price_unknown_total', { provider, reason: costUnknown });
  if (costUsd === null) return;
  const basis = costExact ? 'exact' : 'estimated';
  metrics.count('luthien_cost_usd_total', { ...labelsOf(models, call), basis }, costUsd);
}

function labelsOf(models: ReadonlySet<string>, { provider, operation, finalModel }: StoredSummary) {
  return {
    gen_ai_operation_name: operation === 'passthrough' ? 'passthrough' : 'chat',
    gen_ai_provider_name: provider,
    gen_ai_request_model: finalModel !== null && models.has(finalModel) ? finalModel : 'other',
  };
}

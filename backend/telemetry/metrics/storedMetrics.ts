import type { StoredSummary } from '../../call';
import type { Metrics } from './createMetrics';
import type { Exemplar } from './histogram';
import { other, type ModelLabel } from './modelLabels';

const tokenCounters = {
  gen_ai_client_inference_usage_input_tokens_total: 'inputTokens',
  gen_ai_client_inference_usage_output_tokens_total: 'outputTokens',
  gen_ai_client_inference_usage_cache_read_input_tokens_total: 'cacheReadTokens',
  gen_ai_client_inference_usage_cache_write_input_tokens_total: 'cacheWriteTokens',
  gen_ai_client_inference_usage_reasoning_output_tokens_total: 'reasoningTokens',
} as const;

type TokenCounter = keyof typeof tokenCounters;
type Counting = Pick<Metrics, 'count' | 'observe' | 'merge'>;

/** Counts what only the recorder knows of calls, when they are stored. */
export function createStoredMetrics(
  metrics: Counting,
  modelLabel: ModelLabel,
): (calls: readonly StoredSummary[]) => void {
  const provider = createNames();
  const policy = createNames();
  return (calls) => {
    for (const told of calls) {
      const call = told.source === 'gateway' ? told : withKnownNames(told, provider, policy);
      metrics.count('luthien_stored_calls_total', { provider: call.provider, outcome: call.status });
      countTokens(metrics, modelLabel, call);
      countCost(metrics, modelLabel, call);
      countPolicies(metrics, call);
      if (call.chunkGaps !== null && call.operation !== 'passthrough') {
        const labels = labelsOf(modelLabel, call);
        metrics.merge('gen_ai_client_inference_time_per_output_chunk_seconds', labels, call.chunkGaps);
      }
    }
  };
}

type Name = (word: string) => string;

/** Who tells of calls elsewhere names providers and policies as it likes: a label takes the first of them alone. */
function createNames(): Name {
  const known = new Set<string>();
  return (word) => {
    if (known.size < mostNames) known.add(word);
    return known.has(word) ? word : other;
  };
}

const mostNames = 50;

function withKnownNames(call: StoredSummary, provider: Name, policy: Name): StoredSummary {
  return {
    ...call,
    provider: provider(call.provider),
    requestChangedBy: call.requestChangedBy.map(policy),
    responseChangedBy: call.responseChangedBy.map(policy),
  };
}

function countPolicies(metrics: Counting, { requestChangedBy, responseChangedBy, policyRuns }: StoredSummary): void {
  for (const policy of requestChangedBy) {
    metrics.count('luthien_changed_calls_total', { policy, direction: 'request' });
  }
  for (const policy of responseChangedBy) {
    metrics.count('luthien_changed_calls_total', { policy, direction: 'response' });
  }
  for (const { policy, direction, ms, outcome } of policyRuns) {
    metrics.count('luthien_policy_runs_total', { policy, direction, outcome });
    metrics.observe('luthien_policy_duration_seconds', { policy, direction }, ms / 1000);
  }
}

function countTokens(metrics: Counting, modelLabel: ModelLabel, call: StoredSummary): void {
  const { provider, operation, inputTokens, outputTokens } = call;
  const isChat = operation !== 'passthrough';
  if (isChat && call.status === 'complete' && inputTokens === null && outputTokens === null) {
    metrics.count('luthien_calls_without_usage_total', { provider });
  }
  const labels = labelsOf(modelLabel, call);
  for (const [name, field] of Object.entries(tokenCounters)) {
    const tokens = call[field];
    // Providers tell them of all modalities together.
    if (tokens !== null) metrics.count(name as TokenCounter, { ...labels, gen_ai_token_modality: 'unknown' }, tokens);
  }
  observeTokens(metrics, labels, call);
}

type Labels = ReturnType<typeof labelsOf>;

/** How many tokens a call takes, in the names of both generations. */
function observeTokens(metrics: Counting, labels: Labels, call: StoredSummary): void {
  const { inputTokens, outputTokens } = call;
  if (inputTokens !== null) {
    const example = exampleOf(call, inputTokens);
    metrics.observe('gen_ai_client_inference_operation_input_tokens', labels, inputTokens, example);
    metrics.observe('gen_ai_client_token_usage', { ...labels, gen_ai_token_type: 'input' }, inputTokens, example);
  }
  if (outputTokens !== null) {
    const example = exampleOf(call, outputTokens);
    metrics.observe('gen_ai_client_inference_operation_output_tokens', labels, outputTokens, example);
    metrics.observe('gen_ai_client_token_usage', { ...labels, gen_ai_token_type: 'output' }, outputTokens, example);
  }
}

function exampleOf({ sampled, traceId, startedAt, durationMs }: StoredSummary, value: number): Exemplar | undefined {
  return sampled ? { traceId, value, at: startedAt + (durationMs ?? 0) } : undefined;
}

function countCost(metrics: Counting, modelLabel: ModelLabel, call: StoredSummary): void {
  const { provider, costUsd, costExact, costUnknown } = call;
  if (costUnknown !== null) metrics.count('luthien_price_unknown_total', { provider, reason: costUnknown });
  if (costUsd === null) return;
  const basis = costExact ? 'exact' : 'estimated';
  metrics.count('luthien_cost_usd_total', { ...labelsOf(modelLabel, call), basis }, costUsd);
  metrics.observe('luthien_call_cost_usd', { provider }, costUsd, exampleOf(call, costUsd));
}

function labelsOf(modelLabel: ModelLabel, { provider, operation, finalModel }: StoredSummary) {
  return {
    gen_ai_operation_name: operation === 'passthrough' ? 'passthrough' : 'chat',
    gen_ai_provider_name: provider,
    gen_ai_request_model: modelLabel(provider, finalModel),
  };
}

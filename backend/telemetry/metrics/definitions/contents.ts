import { modelCallSeconds } from '../../../call';
import { modelLabels, requestSeconds } from './shared';
import type { MetricDefinition } from './metricDefinition';

/** As OpenTelemetry's conventions have them. */
const tokens = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864];

/** Of what was in calls: known when they are stored. */
export const contents = {
  luthien_stored_calls_total: {
    type: 'counter',
    counted: true,
    labels: ['provider', 'outcome'],
    help: 'Calls that are in the database since, by how they ended; each once.',
  },
  luthien_changed_calls_total: {
    type: 'counter',
    counted: true,
    labels: ['policy', 'direction'],
    help: 'Of these, calls that a policy changed, by what it changed: request or response.',
  },
  luthien_calls_without_usage_total: {
    type: 'counter',
    counted: true,
    labels: ['provider'],
    help: 'Of these, calls that are complete and do not say how many tokens they took, as streams that were not asked to.',
  },
  gen_ai_client_inference_usage_input_tokens_total: {
    type: 'counter',
    counted: true,
    names: 'genai-0.1',
    labels: [...modelLabels, 'gen_ai_token_modality'],
    help: 'Tokens that went in, as the provider billed them; those of its cache included.',
  },
  gen_ai_client_inference_usage_output_tokens_total: {
    type: 'counter',
    counted: true,
    names: 'genai-0.1',
    labels: [...modelLabels, 'gen_ai_token_modality'],
    help: 'Tokens that came out, reasoning included.',
  },
  gen_ai_client_inference_usage_cache_read_input_tokens_total: {
    type: 'counter',
    counted: true,
    names: 'genai-0.1',
    labels: [...modelLabels, 'gen_ai_token_modality'],
    help: 'Of those that went in, tokens that the provider read from its cache.',
  },
  gen_ai_client_inference_usage_cache_write_input_tokens_total: {
    type: 'counter',
    counted: true,
    names: 'genai-0.1',
    labels: [...modelLabels, 'gen_ai_token_modality'],
    help: 'Of those that went in, tokens that the provider wrote to its cache.',
  },
  gen_ai_client_inference_usage_reasoning_output_tokens_total: {
    type: 'counter',
    counted: true,
    names: 'genai-0.1',
    labels: [...modelLabels, 'gen_ai_token_modality'],
    help: 'Of those that came out, tokens of reasoning.',
  },

  gen_ai_client_inference_operation_input_tokens: {
    type: 'histogram',
    names: 'genai-0.1',
    buckets: tokens,
    labels: modelLabels,
    help: 'How many tokens go into a call.',
  },
  gen_ai_client_inference_operation_output_tokens: {
    type: 'histogram',
    names: 'genai-0.1',
    buckets: tokens,
    labels: modelLabels,
    help: 'How many tokens come out of a call.',
  },
  gen_ai_client_token_usage: {
    type: 'histogram',
    names: 'semconv-1.41',
    buckets: tokens,
    labels: [...modelLabels, 'gen_ai_token_type'],
    help: 'Tokens that a call takes, by type: input, output.',
  },
  gen_ai_client_inference_time_per_output_chunk_seconds: {
    type: 'histogram',
    names: 'genai-0.1',
    buckets: modelCallSeconds,
    labels: modelLabels,
    help: 'How long each chunk of a streamed answer but the first lets wait for it.',
  },
  gen_ai_client_operation_time_per_output_chunk_seconds: {
    type: 'histogram',
    names: 'semconv-1.41',
    sameAs: 'gen_ai_client_inference_time_per_output_chunk_seconds',
    buckets: modelCallSeconds,
    labels: modelLabels,
    help: 'The same as gen_ai_client_inference_time_per_output_chunk_seconds, in the names before.',
  },
  luthien_policy_runs_total: {
    type: 'counter',
    counted: true,
    labels: ['policy', 'direction', 'outcome'],
    help: 'How often a policy saw a request or a response, and what came of it: changed, unchanged, blocked, error, timeout.',
  },
  luthien_policy_duration_seconds: {
    type: 'histogram',
    buckets: requestSeconds,
    labels: ['policy', 'direction'],
    help: 'What a policy works on a request or a response; of a stream all its events together.',
  },
  luthien_cost_usd_total: {
    type: 'counter',
    counted: true,
    labels: [...modelLabels, 'basis'],
    help: 'What these calls cost in US dollars, by whether it is exact or estimated.',
  },
  luthien_call_cost_usd: {
    type: 'histogram',
    buckets: [0.0001, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    labels: ['provider'],
    help: 'What a call costs in US dollars.',
  },
  luthien_price_unknown_total: {
    type: 'counter',
    counted: true,
    labels: ['provider', 'reason'],
    help: 'Of these, calls whose cost is not known: model, tier, price, usage.',
  },

  active_users: {
    type: 'gauge',
    labels: [],
    help: 'Users with a call that began within the last five minutes and is stored, as far as callers name them.',
  },
  active_sessions: { type: 'gauge', labels: [], help: 'Sessions with such a call.' },
} as const satisfies Record<string, MetricDefinition>;

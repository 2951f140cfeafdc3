import { modelCallSeconds } from '../../../call';
import { modelLabels } from './shared';
import type { MetricDefinition } from './metricDefinition';

/** The objective for the 95th percentile has a bound of its own: see `observability/slo.yaml`. */
const callSeconds = [...modelCallSeconds, 30].sort((a, b) => a - b);

/** Of calls as they come and end. */
export const calls = {
  luthien_build_info: {
    type: 'gauge',
    labels: ['version', 'node_version'],
    help: 'Always 1; which version runs, and on which Node.js.',
  },

  luthien_calls_in_flight: { type: 'gauge', labels: [], help: 'Calls that have begun and not ended.' },
  luthien_calls_waiting: {
    type: 'gauge',
    labels: [],
    help: 'Those of them that wait for room in the spool: the recorder is behind.',
  },
  luthien_calls_waited_total: { type: 'counter', labels: [], help: 'Calls that had to wait for room in the spool.' },
  luthien_request_bodies_arriving: {
    type: 'gauge',
    labels: [],
    help: 'Request bodies on their way; limits.arriving_per_address and limits.arriving_per_key bound those of one sender.',
  },
  luthien_request_bodies_held_bytes: {
    type: 'gauge',
    labels: [],
    help: 'Request bodies that calls in flight keep in memory; limits.bodies_bytes bounds them.',
  },
  luthien_upstream_active_calls: {
    type: 'gauge',
    labels: ['upstream'],
    help: 'Calls that an upstream is answering now.',
  },
  luthien_upstream_max_calls: {
    type: 'gauge',
    labels: ['upstream'],
    help: 'The most there may be at one time: its max_connections.',
  },
  api_requests_total: {
    type: 'counter',
    counted: true,
    labels: ['endpoint', 'status'],
    help: 'Calls that ended, by the HTTP status that the client was sent; none where it left before.',
  },
  luthien_calls_ended_total: {
    type: 'counter',
    counted: true,
    labels: ['endpoint', 'outcome'],
    help: 'The same calls by how they ended, as their page says it.',
  },
  luthien_call_duration_seconds: {
    type: 'histogram',
    buckets: callSeconds,
    labels: ['endpoint', 'provider', 'model'],
    help: 'From the first byte of a call to the end of its answer.',
  },
  llm_errors_total: {
    type: 'counter',
    counted: true,
    labels: ['provider', 'error_type'],
    help: 'Of these, calls that failed on the side of the provider, by its word for it; other where it is none that is known.',
  },
  validation_errors_total: {
    type: 'counter',
    counted: true,
    labels: ['error_type'],
    help: 'Of these, calls that the gateway refused as no valid request, by the code of its error.',
  },
  gen_ai_client_inference_duration_seconds: {
    type: 'histogram',
    names: 'genai-0.1',
    buckets: modelCallSeconds,
    labels: [...modelLabels, 'error_type'],
    help: 'What the provider takes, from the request to the end of its answer; error_type is how the call ended where it failed.',
  },
  gen_ai_client_inference_time_to_first_chunk_seconds: {
    type: 'histogram',
    names: 'genai-0.1',
    buckets: modelCallSeconds,
    labels: modelLabels,
    help: 'From the request to the first chunk of a streamed answer.',
  },
  gen_ai_client_operation_duration_seconds: {
    type: 'histogram',
    names: 'semconv-1.41',
    sameAs: 'gen_ai_client_inference_duration_seconds',
    buckets: modelCallSeconds,
    labels: [...modelLabels, 'error_type'],
    help: 'The same as gen_ai_client_inference_duration_seconds, in the names before.',
  },
  gen_ai_client_operation_time_to_first_chunk_seconds: {
    type: 'histogram',
    names: 'semconv-1.41',
    sameAs: 'gen_ai_client_inference_time_to_first_chunk_seconds',
    buckets: modelCallSeconds,
    labels: modelLabels,
    help: 'The same as gen_ai_client_inference_time_to_first_chunk_seconds, in the names before.',
  },
  luthien_policy_events_total: {
    type: 'counter',
    counted: true,
    labels: ['policy', 'severity'],
    help: 'Events that policies emitted, the chain about them included.',
  },
  luthien_listener_failures_total: {
    type: 'counter',
    labels: ['listener'],
    help: 'How often a part that follows calls as they happen has failed; no call is hurt by it.',
  },
  luthien_limits_hit_total: {
    type: 'counter',
    labels: ['limit'],
    help: 'How often a limit was hit, by the code of its error.',
  },
  luthien_policy_failures_total: {
    type: 'counter',
    labels: ['policy', 'hook', 'reason'],
    help: 'How often a hook of a policy failed: by an error, or because its time was up (timeout).',
  },
  luthien_policy_late_events_total: {
    type: 'counter',
    labels: [],
    help: 'Events that policies emitted after their call had ended; they are not on record.',
  },
} as const satisfies Record<string, MetricDefinition>;

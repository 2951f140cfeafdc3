import type { BegunCall, CallListener, EndedCall } from '../../call';
import type { Metrics } from './createMetrics';
import type { Exemplar } from './histogram';

const endpoints: Record<BegunCall['operation'], string> = {
  chat_completions: '/v1/chat/completions',
  messages: '/v1/messages',
  // Its path is the caller's.
  passthrough: '/v1/*',
};

/** Failures of the provider's side; a call that was refused, blocked or given up is none. */
const providerFailures: ReadonlySet<EndedCall['status']> = new Set(['provider_error', 'upstream_failed', 'cut']);

/**
 * Counts and times calls as they end; each time leads to the trace of a call that took it. Models are the callers' words
 * and so no labels.
 */
export function createCallMetrics(metrics: Pick<Metrics, 'count' | 'observe'>): CallListener {
  return {
    name: 'metrics',
    policyEvent: (_call, { policy, severity }) => metrics.count('luthien_policy_events_total', { policy, severity }),
    ended(call, ending) {
      const endpoint = endpoints[call.operation];
      const { status: outcome, httpStatus, durationMs } = ending;
      const status = httpStatus === null ? 'none' : String(httpStatus);
      metrics.count('api_requests_total', { endpoint, status });
      metrics.count('luthien_calls_ended_total', { endpoint, outcome });
      metrics.observe('luthien_call_duration_seconds', { endpoint }, ...timed(call, ending, 0, durationMs));
      timeProvider(metrics, call, ending);
    },
  };
}

function timeProvider(metrics: Pick<Metrics, 'observe'>, call: BegunCall, ending: EndedCall): void {
  const { status, streamed, providerCall } = ending;
  if (providerCall === null || call.provider === null || call.operation === 'passthrough') return;
  const { calledMs, firstByteMs, endedMs } = providerCall;
  const labels = { gen_ai_operation_name: 'chat', gen_ai_provider_name: call.provider };
  const error_type = providerFailures.has(status) ? status : '';
  metrics.observe(
    'gen_ai_client_inference_duration_seconds',
    { ...labels, error_type },
    ...timed(call, ending, calledMs, endedMs),
  );
  if (!streamed || firstByteMs === null) return;
  metrics.observe(
    'gen_ai_client_inference_time_to_first_chunk_seconds',
    labels,
    ...timed(call, ending, calledMs, firstByteMs),
  );
}

function timed(call: BegunCall, { durationMs }: EndedCall, fromMs: number, toMs: number): [number, Exemplar] {
  const value = (toMs - fromMs) / 1000;
  return [value, { traceId: call.traceId, value, at: call.startedAt + durationMs }];
}

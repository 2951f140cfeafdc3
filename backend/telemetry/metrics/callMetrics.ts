import {
  isProviderFailure,
  samplingOf,
  type BegunCall,
  type CallListener,
  type EndedCall,
  type SamplingSettings,
} from '../../call';
import { errorTypeLabel } from './errorTypeLabel';
import type { Metrics } from './createMetrics';
import type { Exemplar } from './histogram';
import { other, type ModelLabel } from './modelLabels';

const endpoints: Record<BegunCall['operation'], string> = {
  chat_completions: '/v1/chat/completions',
  messages: '/v1/messages',
  // Its path is the caller's.
  passthrough: '/v1/*',
};

/** Of a request that is refused for what it is, not for when it came or by whom. */
const validationStatuses: ReadonlySet<number | null> = new Set([400, 405, 408, 413, 415, 426]);

export interface CallMetricsOptions {
  metrics: Pick<Metrics, 'count' | 'observe'>;
  modelLabel: ModelLabel;
  /** Which traces are kept: the others are no examples of anything, as nobody could open them. */
  sampling: SamplingSettings;
}

/** Counts and times calls as they end; each time leads to the trace of a call that took it. */
export function createCallMetrics({ metrics, modelLabel, sampling }: CallMetricsOptions): CallListener {
  return {
    name: 'metrics',
    policyEvent: (_call, { policy, severity }) => metrics.count('luthien_policy_events_total', { policy, severity }),
    ended(call, ending) {
      const endpoint = endpoints[call.operation];
      const { status: outcome, httpStatus, durationMs, errorType } = ending;
      const provider = call.provider ?? '';
      const model = modelLabel(call.provider, ending.finalModel);
      const sampled = isKept(call, ending, sampling);
      metrics.count('api_requests_total', { endpoint, status: httpStatus === null ? 'none' : String(httpStatus) });
      metrics.count('luthien_calls_ended_total', { endpoint, outcome });
      metrics.observe(
        'luthien_call_duration_seconds',
        { endpoint, provider, model },
        ...timed(call, ending, sampled, 0, durationMs),
      );
      if (outcome === 'rejected' && validationStatuses.has(httpStatus)) {
        // The gateway's own codes.
        metrics.count('validation_errors_total', { error_type: errorType ?? other });
      }
      if (isProviderFailure(outcome)) {
        metrics.count('llm_errors_total', { provider, error_type: errorTypeLabel(errorType) });
      }
      timeProvider(metrics, call, ending, model, sampled);
    },
  };
}

function timeProvider(
  metrics: Pick<Metrics, 'observe'>,
  call: BegunCall,
  ending: EndedCall,
  model: string,
  sampled: boolean,
): void {
  const { status, streamed, providerCall } = ending;
  if (providerCall === null || call.provider === null || call.operation === 'passthrough') return;
  const { calledMs, firstByteMs, endedMs } = providerCall;
  const labels = {
    gen_ai_operation_name: 'chat',
    gen_ai_provider_name: call.provider,
    gen_ai_request_model: model,
  };
  const error_type = isProviderFailure(status) ? status : '';
  metrics.observe(
    'gen_ai_client_inference_duration_seconds',
    { ...labels, error_type },
    ...timed(call, ending, sampled, calledMs, endedMs),
  );
  if (!streamed || firstByteMs === null) return;
  metrics.observe(
    'gen_ai_client_inference_time_to_first_chunk_seconds',
    labels,
    ...timed(call, ending, sampled, calledMs, firstByteMs),
  );
}

/** What policies changed the listener is not told: such a call's trace is kept, and is no example all the same. */
function isKept({ traceId }: BegunCall, { status, durationMs }: EndedCall, sampling: SamplingSettings): boolean {
  const judged = { traceId, status, durationMs, request: { changed: false }, response: null, timings: [] };
  return samplingOf(judged, sampling).sampled;
}

function timed(
  call: BegunCall,
  { durationMs }: EndedCall,
  sampled: boolean,
  fromMs: number,
  toMs: number,
): [number, Exemplar | undefined] {
  const value = (toMs - fromMs) / 1000;
  return [value, sampled ? { traceId: call.traceId, value, at: call.startedAt + durationMs } : undefined];
}

import { keepAll, type BegunCall, type EndedCall, type PolicyEvent, type SamplingSettings } from '../../call';
import { createCallMetrics, createMetrics, createModelLabels, type Metrics } from '..';

const begun: BegunCall = {
  callId: '0199c1d2-6f3e-7000-8000-5b1d6f0c2a44',
  startedAt: 1_790_000_000_000,
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  spanId: '00f067aa0ba902b7',
  api: 'openai',
  operation: 'chat_completions',
  provider: 'openai',
  upstream: 'openai',
  requestedModel: 'a model of the caller’s choice',
  stream: false,
  captureMode: 'full',
};
const ended: EndedCall = {
  status: 'complete',
  errorType: null,
  httpStatus: 200,
  durationMs: 1500,
  finalModel: 'a model of the caller’s choice',
  streamed: false,
  providerCall: { calledMs: 100, firstByteMs: 400, endedMs: 1400 },
};

const listenerOf = (metrics: Metrics, sampling: SamplingSettings = keepAll) =>
  createCallMetrics({
    metrics,
    modelLabel: createModelLabels(
      (model) => (model === 'gpt-5' ? model : null),
      () => null,
    ),
    sampling,
  });

/** The lines of `name` after these calls. */
function linesOf(name: string, ...calls: [Partial<BegunCall>, Partial<EndedCall>][]): string[] {
  const metrics = createMetrics();
  const listener = listenerOf(metrics);
  for (const [call, ending] of calls) listener.ended?.({ ...begun, ...call }, { ...ended, ...ending });
  const text = metrics.expose('classic');
  expect(text).not.toContain('a model of');
  return text.split('\n').filter((line) => line.startsWith(name));
}

test('requests are counted by endpoint and status; a caller’s path is no endpoint', () => {
  const lines = linesOf(
    'api_requests_total',
    [{}, {}],
    [{}, {}],
    [{ operation: 'messages' }, { httpStatus: 429 }],
    [{ operation: 'passthrough' }, { httpStatus: null }],
  );
  expect(lines.sort()).toEqual([
    'api_requests_total{endpoint="/v1/*",status="none"} 1',
    'api_requests_total{endpoint="/v1/chat/completions",status="200"} 2',
    'api_requests_total{endpoint="/v1/messages",status="429"} 1',
  ]);
});

test('calls are counted by how they ended', () => {
  expect(linesOf('luthien_calls_ended_total', [{}, { status: 'cut' }])).toEqual([
    'luthien_calls_ended_total{endpoint="/v1/chat/completions",outcome="cut"} 1',
  ]);
});

test('durations are in seconds, in buckets that reach beyond half an hour', () => {
  const lines = linesOf('luthien_call_duration_seconds', [{}, {}], [{}, { durationMs: 1_800_000 }]);
  const endpoint = 'endpoint="/v1/chat/completions",provider="openai",model="other"';
  expect(lines).toContain(`luthien_call_duration_seconds_bucket{${endpoint},le="1.28"} 0`);
  expect(lines).toContain(`luthien_call_duration_seconds_bucket{${endpoint},le="2.56"} 1`);
  expect(lines).toContain(`luthien_call_duration_seconds_bucket{${endpoint},le="2621.44"} 2`);
  expect(lines).toContain(`luthien_call_duration_seconds_sum{${endpoint}} 1801.5`);
});

test('of a provider’s call the time is its own, with how it failed', () => {
  const lines = linesOf(
    'gen_ai_client_inference_duration_seconds_sum',
    [{}, {}],
    [{}, { status: 'blocked' }],
    [{ provider: 'anthropic', operation: 'messages' }, { status: 'provider_error' }],
    [{ operation: 'passthrough' }, {}],
    [{}, { providerCall: null }],
  );
  const of = (provider: string, error: string) =>
    `{gen_ai_operation_name="chat",gen_ai_provider_name="${provider}",gen_ai_request_model="other",error_type="${error}"}`;
  expect(lines).toEqual([
    `gen_ai_client_inference_duration_seconds_sum${of('openai', '')} 2.6`,
    `gen_ai_client_inference_duration_seconds_sum${of('anthropic', 'provider_error')} 1.3`,
  ]);
});

test('the first chunk is timed of streams alone', () => {
  const name = 'gen_ai_client_inference_time_to_first_chunk_seconds';
  const labels = '{gen_ai_operation_name="chat",gen_ai_provider_name="openai",gen_ai_request_model="gpt-5"}';
  const lines = linesOf(`${name}_sum`, [{}, {}], [{}, { streamed: true, finalModel: 'gpt-5' }]);
  expect(lines).toEqual([`${name}_sum${labels} 0.3`]);
});

test('in OpenMetrics each time leads to the trace of a call that took it', () => {
  const metrics = createMetrics();
  listenerOf(metrics).ended?.(begun, ended);
  const line = metrics
    .expose('openmetrics')
    .split('\n')
    .find((candidate) => candidate.includes('le="2.56"'));
  expect(line).toMatch(/ 1 # \{trace_id="4bf92f3577b34da6a3ce929d0e0e4736"\} 1\.5 1790000001\.5$/);
});

test('a trace that is not kept is no example', () => {
  const exampleOf = (status: EndedCall['status']) => {
    const metrics = createMetrics();
    listenerOf(metrics, { ratio: 0, slowMs: 30_000 }).ended?.(begun, { ...ended, status });
    return metrics.expose('openmetrics').includes('# {trace_id=');
  };
  expect([exampleOf('complete'), exampleOf('cut')]).toEqual([false, true]);
});

test('failures of a provider are counted by its own word, where it is one that is known', () => {
  const failed = (
    errorType: string | null,
    more: Partial<EndedCall> = {},
  ): [Partial<BegunCall>, Partial<EndedCall>] => [{}, { status: 'provider_error', errorType, ...more }];
  const lines = linesOf(
    'llm_errors_total',
    failed('overloaded_error'),
    failed('overloaded_error'),
    failed('http_503'),
    failed('connect_failed', { status: 'upstream_failed' }),
    failed('a model of the caller’s choice'),
    failed(null),
    failed('policy_blocked', { status: 'blocked' }),
  );
  expect(lines).toEqual([
    'llm_errors_total{provider="openai",error_type="overloaded_error"} 2',
    'llm_errors_total{provider="openai",error_type="http_503"} 1',
    'llm_errors_total{provider="openai",error_type="connect_failed"} 1',
    'llm_errors_total{provider="openai",error_type="other"} 2',
  ]);
});

test('requests that are none are counted by the code of their error; who may not call is another matter', () => {
  const refused = (errorType: string, httpStatus: number): [Partial<BegunCall>, Partial<EndedCall>] => [
    { provider: null },
    { status: 'rejected', errorType, httpStatus },
  ];
  const lines = linesOf(
    'validation_errors_total',
    refused('not_json', 400),
    refused('body_too_large', 413),
    refused('missing_credentials', 401),
    refused('too_many_calls', 429),
  );
  expect(lines).toEqual([
    'validation_errors_total{error_type="not_json"} 1',
    'validation_errors_total{error_type="body_too_large"} 1',
  ]);
});

test('the names of one generation or of both are shown, with the same figures', () => {
  const shown = (names: 'semconv-1.41' | 'genai-0.1' | 'both') => {
    const metrics = createMetrics(names);
    listenerOf(metrics).ended?.(begun, ended);
    return [...metrics.expose('classic').matchAll(/^(gen_ai_client_\w+_duration_seconds_sum)\{.* (.+)$/gm)].map(
      ([, name, value]) => `${name} ${value}`,
    );
  };
  const [now, before] = [
    'gen_ai_client_inference_duration_seconds_sum 1.3',
    'gen_ai_client_operation_duration_seconds_sum 1.3',
  ];
  expect(shown('genai-0.1')).toEqual([now]);
  expect(shown('semconv-1.41')).toEqual([before]);
  expect(shown('both')).toEqual([now, before]);
});

test('events are counted by policy and severity', () => {
  const metrics = createMetrics();
  const event: PolicyEvent = {
    id: 'id',
    policy: 'redact',
    type: 'policy.pii_redacted',
    summary: 'Redacted',
    severity: 'info',
    details: {},
    phase: 'request',
    at: 1,
  };
  listenerOf(metrics).policyEvent?.(begun, event);
  expect(metrics.expose('classic')).toContain('luthien_policy_events_total{policy="redact",severity="info"} 1\n');
});

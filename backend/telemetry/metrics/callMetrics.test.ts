import type { BegunCall, EndedCall, PolicyEvent } from '../../call';
import { createCallMetrics, createMetrics } from '..';

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

/** The lines of `name` after these calls. */
function linesOf(name: string, ...calls: [Partial<BegunCall>, Partial<EndedCall>][]): string[] {
  const metrics = createMetrics();
  const listener = createCallMetrics(metrics);
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
  const endpoint = 'endpoint="/v1/chat/completions"';
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
    `{gen_ai_operation_name="chat",gen_ai_provider_name="${provider}",error_type="${error}"}`;
  expect(lines).toEqual([
    `gen_ai_client_inference_duration_seconds_sum${of('openai', '')} 2.6`,
    `gen_ai_client_inference_duration_seconds_sum${of('anthropic', 'provider_error')} 1.3`,
  ]);
});

test('the first chunk is timed of streams alone', () => {
  const name = 'gen_ai_client_inference_time_to_first_chunk_seconds';
  const labels = '{gen_ai_operation_name="chat",gen_ai_provider_name="openai"}';
  expect(linesOf(`${name}_sum`, [{}, {}], [{}, { streamed: true }])).toEqual([`${name}_sum${labels} 0.3`]);
});

test('in OpenMetrics each time leads to the trace of a call that took it', () => {
  const metrics = createMetrics();
  createCallMetrics(metrics).ended?.(begun, ended);
  const line = metrics
    .expose('openmetrics')
    .split('\n')
    .find((candidate) => candidate.includes('le="2.56"'));
  expect(line).toMatch(/ 1 # \{trace_id="4bf92f3577b34da6a3ce929d0e0e4736"\} 1\.5 1790000001\.5$/);
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
  createCallMetrics(metrics).policyEvent?.(begun, event);
  expect(metrics.expose('classic')).toContain('luthien_policy_events_total{policy="redact",severity="info"} 1\n');
});

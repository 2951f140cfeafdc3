import { callRecordOf, storedSummaryOf, type StoredSummary } from '../../call';
import { callEnd, callStart, streamEnd, streamParts } from '../../call/testing/facts';
import { createActiveOwners, createMetrics, createModelLabels, createStoredMetrics } from '..';

const stored = storedSummaryOf(callRecordOf({ start: callStart(1), parts: [], end: callEnd(1) }));

/** The lines of `name` after these calls were stored. */
function linesOf(name: string, ...calls: Partial<StoredSummary>[]): string[] {
  const metrics = createMetrics();
  const count = createStoredMetrics(
    metrics,
    createModelLabels(
      (model) => (model === 'gpt-5' ? model : null),
      () => null,
    ),
  );
  count(calls.map((call) => ({ ...stored, ...call })));
  const text = metrics.expose('classic');
  return text.split('\n').filter((line) => line.startsWith(name));
}

const usage = 'gen_ai_client_inference_usage';
const labels = (model: string) =>
  `gen_ai_operation_name="chat",gen_ai_provider_name="openai",gen_ai_request_model="${model}"`;
const tokenLabels = (model: string) => `${labels(model)},gen_ai_token_modality="unknown"`;

test('tokens are added up, for models that the configuration names and for all others together', () => {
  const other = { finalModel: 'a model of the caller’s choice' };
  const lines = linesOf(`${usage}_input_tokens_total`, {}, {}, other, { finalModel: null });
  expect(lines).toEqual([
    `${usage}_input_tokens_total{${tokenLabels('gpt-5')}} 18`,
    `${usage}_input_tokens_total{${tokenLabels('other')}} 18`,
  ]);
});

test('each kind of tokens is counted where the provider told it, none where it did not', () => {
  const call = { cacheReadTokens: 0, cacheWriteTokens: 3 };
  expect(linesOf(usage, call)).toEqual([
    `${usage}_input_tokens_total{${tokenLabels('gpt-5')}} 9`,
    `${usage}_output_tokens_total{${tokenLabels('gpt-5')}} 4`,
    `${usage}_cache_read_input_tokens_total{${tokenLabels('gpt-5')}} 0`,
    `${usage}_cache_write_input_tokens_total{${tokenLabels('gpt-5')}} 3`,
  ]);
});

test('cost is added up, and calls whose cost is not known are counted', () => {
  const calls = [
    { costUsd: 0.25, costExact: true },
    { costUsd: 0.5, costExact: true },
    { costUsd: 1, costExact: false, finalModel: 'x' },
    { costUsd: null, costUnknown: 'model' },
    { costUsd: null },
  ];
  expect(linesOf('luthien_cost_usd_total', ...calls)).toEqual([
    `luthien_cost_usd_total{${labels('gpt-5')},basis="exact"} 0.75`,
    `luthien_cost_usd_total{${labels('other')},basis="estimated"} 1`,
  ]);
  expect(linesOf('luthien_price_unknown_total', ...calls)).toEqual([
    'luthien_price_unknown_total{provider="openai",reason="model"} 1',
  ]);
});

test('complete calls that tell no tokens are counted as such', () => {
  const silent = { inputTokens: null, outputTokens: null };
  const cut = { ...silent, status: 'cut' as const };
  const passed = { ...silent, operation: 'passthrough' as const };
  expect(linesOf('luthien_calls_without_usage_total', {}, silent, cut, passed)).toEqual([
    'luthien_calls_without_usage_total{provider="openai"} 1',
  ]);
});

test('how many tokens a call takes is told in the names of both generations', () => {
  const lines = linesOf('gen_ai_client', {}).filter((line) => /^\w+(_tokens|_usage)_(sum|count)/.test(line));
  expect(lines).toEqual([
    `gen_ai_client_inference_operation_input_tokens_sum{${labels('gpt-5')}} 9`,
    `gen_ai_client_inference_operation_input_tokens_count{${labels('gpt-5')}} 1`,
    `gen_ai_client_inference_operation_output_tokens_sum{${labels('gpt-5')}} 4`,
    `gen_ai_client_inference_operation_output_tokens_count{${labels('gpt-5')}} 1`,
    `gen_ai_client_token_usage_sum{${labels('gpt-5')},gen_ai_token_type="input"} 9`,
    `gen_ai_client_token_usage_count{${labels('gpt-5')},gen_ai_token_type="input"} 1`,
    `gen_ai_client_token_usage_sum{${labels('gpt-5')},gen_ai_token_type="output"} 4`,
    `gen_ai_client_token_usage_count{${labels('gpt-5')},gen_ai_token_type="output"} 1`,
  ]);
});

test('each chunk of a stream behind the first is timed', () => {
  const chunks = ['a', 'b', 'c'].map((data) => `data: ${data}\n\n`);
  const parts = streamParts(1, 'upstream', chunks);
  const { chunkGaps } = storedSummaryOf(callRecordOf({ start: callStart(1), parts, end: streamEnd(1) }));
  const name = 'gen_ai_client_inference_time_per_output_chunk_seconds';
  const lines = linesOf(name, { chunkGaps }, { chunkGaps });
  expect(lines).toContain(`${name}_bucket{${labels('gpt-5')},le="0.01"} 4`);
  expect(lines).toContain(`${name}_sum{${labels('gpt-5')}} 0.04`);
});

test('what policies did is counted and timed', () => {
  const attributes = { 'luthien.policy.name': 'redact', 'luthien.policy.changed': true };
  const timings = [
    { name: 'gateway.chat_completions', parent: -1, start: 0, end: 40 },
    {
      name: 'policy redact',
      parent: 0,
      start: 1,
      end: 3,
      attributes: { ...attributes, 'luthien.policy.hook': 'onRequest' },
    },
    {
      name: 'policy redact',
      parent: 0,
      start: 3,
      end: 40,
      error: 'policy_timeout',
      attributes: { ...attributes, 'luthien.policy.hook': 'stream', 'luthien.policy.busy_ms': 8 },
    },
  ];
  const recorded = { start: callStart(1), parts: [], end: callEnd(1, { timings }) };
  const { policyRuns } = storedSummaryOf(callRecordOf(recorded));
  expect(linesOf('luthien_policy_runs_total', { policyRuns })).toEqual([
    'luthien_policy_runs_total{policy="redact",direction="request",outcome="changed"} 1',
    'luthien_policy_runs_total{policy="redact",direction="response",outcome="timeout"} 1',
  ]);
  expect(linesOf('luthien_policy_duration_seconds_sum', { policyRuns })).toEqual([
    'luthien_policy_duration_seconds_sum{policy="redact",direction="request"} 0.002',
    'luthien_policy_duration_seconds_sum{policy="redact",direction="response"} 0.008',
  ]);
});

test('users and sessions are those of the last five minutes', () => {
  const clock = { now: stored.startedAt };
  const owners = createActiveOwners(() => clock.now);
  const by = (userHash: string | null, after = 0) => ({
    ...stored,
    userHash,
    sessionId: 's',
    startedAt: stored.startedAt + after,
  });
  owners.see([by('a'), by('a'), by('b', 60_000), by(null)]);
  expect(owners.readings()).toEqual({ active_users: 2, active_sessions: 1 });
  clock.now += 5 * 60_000 + 1;
  expect(owners.readings()).toEqual({ active_users: 1, active_sessions: 1 });
});

test('calls are counted by how they ended, and by the policies that changed them', () => {
  const changed = { requestChangedBy: ['house-words'], responseChangedBy: ['redact', 'house-words'] };
  expect(linesOf('luthien_stored_calls_total', {}, changed, { status: 'interrupted' })).toEqual([
    'luthien_stored_calls_total{provider="openai",outcome="complete"} 2',
    'luthien_stored_calls_total{provider="openai",outcome="interrupted"} 1',
  ]);
  expect(linesOf('luthien_changed_calls_total', {}, changed, changed)).toEqual([
    'luthien_changed_calls_total{policy="house-words",direction="request"} 2',
    'luthien_changed_calls_total{policy="redact",direction="response"} 2',
    'luthien_changed_calls_total{policy="house-words",direction="response"} 2',
  ]);
});

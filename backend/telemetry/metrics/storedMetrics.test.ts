import { callRecordOf, storedSummaryOf, type StoredSummary } from '../../call';
import { callEnd, callStart } from '../../call/testing/facts';
import { createMetrics, createStoredMetrics } from '..';

const stored = storedSummaryOf(callRecordOf({ start: callStart(1), parts: [], end: callEnd(1) }));

/** The lines of `name` after these calls were stored. */
function linesOf(name: string, ...calls: Partial<StoredSummary>[]): string[] {
  const metrics = createMetrics();
  const count = createStoredMetrics(metrics, new Set(['gpt-5']));
  count(calls.map((call) => ({ ...stored, ...call })));
  const text = metrics.expose('classic');
  return text.split('\n').filter((line) => line.startsWith(name));
}

const usage = 'gen_ai_client_inference_usage';
const labels = (model: string) =>
  `gen_ai_operation_name="chat",gen_ai_provider_name="openai",gen_ai_request_model="${model}"`;

test('tokens are added up, for models that the configuration names and for all others together', () => {
  const other = { finalModel: 'a model of the caller’s choice' };
  const lines = linesOf(`${usage}_input_tokens_total`, {}, {}, other, { finalModel: null });
  expect(lines).toEqual([
    `${usage}_input_tokens_total{${labels('gpt-5')}} 18`,
    `${usage}_input_tokens_total{${labels('other')}} 18`,
  ]);
});

test('each kind of tokens is counted where the provider told it, none where it did not', () => {
  const call = { cacheReadTokens: 0, cacheWriteTokens: 3 };
  expect(linesOf(usage, call)).toEqual([
    `${usage}_input_tokens_total{${labels('gpt-5')}} 9`,
    `${usage}_output_tokens_total{${labels('gpt-5')}} 4`,
    `${usage}_cache_read_input_tokens_total{${labels('gpt-5')}} 0`,
    `${usage}_cache_write_input_tokens_total{${labels('gpt-5')}} 3`,
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

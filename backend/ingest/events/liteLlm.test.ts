import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ToldCall } from '../toldCall';
import { readEvents } from './readEvents';

/**
 * What LiteLLM 1.108 sent by its generic API logger: a call with tools, a stream, one of Anthropic's API, embeddings, and one
 * that failed.
 */
const recorded = readFileSync(path.join(__dirname, 'fixtures/litellm.json'));
const limits = { jsonDepth: 200, jsonValues: 100_000, batchCalls: 10 };

function callsOf(bytes: Uint8Array): ToldCall[] {
  const { items } = readEvents(bytes, false, limits);
  return (items ?? []).map(({ call, errors }) => {
    expect(errors).toBeNull();
    if (call === null) throw new Error('unreachable');
    return call;
  });
}

const changed = (fields: object) => {
  const [first] = JSON.parse(recorded.toString()) as object[];
  return callsOf(Buffer.from(JSON.stringify({ ...first, ...fields })))[0];
};
const json = (bytes: Uint8Array | undefined): unknown => JSON.parse(Buffer.from(bytes ?? []).toString());

test('its calls are calls, with their times, models, people, bodies and errors', () => {
  const calls = callsOf(recorded);
  expect(
    calls.map(({ start, end }) => [start.operation, start.endpoint, start.provider, start.finalModel, end.status]),
  ).toEqual([
    ['chat_completions', '/v1/chat/completions', 'openai', 'gpt-5-mini', 'complete'],
    ['chat_completions', '/v1/chat/completions', 'openai', 'gpt-5-mini', 'complete'],
    ['chat_completions', '/v1/chat/completions', 'anthropic', 'claude-sonnet-4-5', 'complete'],
    ['passthrough', '/v1/embeddings', 'openai', 'text-embedding-3-small', 'complete'],
    ['chat_completions', '/v1/chat/completions', 'openai', 'gpt-5-mini', 'provider_error'],
  ]);
  const [tools, stream, , embeddings, failed] = calls;
  expect(tools).toMatchObject({
    ...{ key: 'e09400b2-fb97-4d57-8a9c-f23010b8542e', sessionId: 'session-7', userId: 'ann' },
    start: { source: { kind: 'events', name: 'litellm' }, startedAt: 1_796_031_562_810, stream: false },
  });
  expect(tools?.end.durationMs).toBeCloseTo(609.78, 1);
  expect(json(tools?.start.request.original)).toMatchObject({
    ...{ model: 'gpt-5-mini', temperature: 1, tools: [{ function: { name: 'find_order' } }] },
    messages: [{ role: 'system' }, { role: 'user', content: 'Where is order 7?' }],
  });
  expect(json(tools?.end.response?.original)).toMatchObject({
    usage: { prompt_tokens_details: { cached_tokens: 32 } },
  });
  expect(stream).toMatchObject({
    start: { stream: true },
    end: { facts: { firstTokenMs: expect.any(Number) as number } },
  });
  expect(embeddings?.sessionId).toBeNull();
  expect(json(embeddings?.end.response?.original)).toMatchObject({ data: [{ embedding: [0.1, 0.2] }] });
  expect(embeddings?.end.facts?.teller).toMatchObject({ usage: { prompt_tokens: 3 } });
  expect(failed?.end).toMatchObject({ errorType: 'RateLimitError', upstreamStatus: 429, response: null });
});

test('lines are read whatever they are called', () => {
  const lines = (JSON.parse(recorded.toString()) as object[]).map((call) => JSON.stringify(call)).join('\n');
  expect(callsOf(Buffer.from(lines))).toHaveLength(5);
});

test('a trace id that somebody gave is one, and one that LiteLLM made up no conversation', () => {
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  expect(changed({ trace_id: traceId })?.start.traceId).toBe(traceId);
  expect(changed({ trace_id: 'e0080996-e5bc-4863-bf2f-8236b7917f5b' })?.sessionId).toBeNull();
  expect(changed({ session_id: 'chat 1' })?.sessionId).toBe('chat 1');
});

test('guardrails are policies that said something', () => {
  const guardrail = {
    guardrail_name: 'presidio',
    guardrail_status: 'guardrail_intervened',
    guardrail_response: 'secret',
  };
  const call = changed({ guardrail_information: [guardrail, { guardrail_name: '<b>' }, null] });
  expect(call?.start.events).toMatchObject([{ policy: 'presidio', type: 'guardrail.guardrail_intervened' }]);
  expect(JSON.stringify(call?.start.events)).not.toContain('secret');
});

test.each([
  ['no time', { startTime: 'soon' }, 'startedAt'],
  ['no id', { id: '', litellm_call_id: null }, 'id'],
])('one with %s is refused by the field', (_what, fields, field) => {
  const [first] = JSON.parse(recorded.toString()) as object[];
  const { items } = readEvents(Buffer.from(JSON.stringify({ ...first, ...fields })), false, limits);
  expect(items?.[0]?.errors?.map((error) => error.field)).toEqual([field]);
});

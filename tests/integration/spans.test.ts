import { gzipSync } from 'node:zlib';
import { callDetailSchema, callDiffSchema, callPageSchema, traceSchema, type Call } from '@lens/core/api';
import { sendSpan, type SpanToSend } from '../../backend/ingest/testing/sendSpan';
import { apiToken, startLens, type Lens } from '../support/lens';
import { until } from '../support/until';

/** Spans of model calls, sent by OpenTelemetry's own SDK, are calls like any other (L6). */

const token = 'spans-token-0123456789abcdef';
const readerToken = 'reader-token-0123456789abcdef';
const headers = { authorization: `Bearer ${token}` };

let lens: Lens;

beforeAll(async () => {
  lens = await startLens({ env: { LENS_API_TOKENS: `app:ingest:${token},reader:read:${readerToken}` } });
});

afterAll(async () => {
  await lens.stop();
  lens.remove();
});

const send = (span: SpanToSend) => sendSpan({ url: `${lens.url}/v1/traces`, headers }, span);

async function callOf(traceId: string): Promise<Call> {
  const find = async () => callPageSchema.parse(await lens.api(`/api/v1/calls?text=${traceId}`)).calls[0];
  const call = await until(find, Boolean, { what: 'the span is stored as a call' });
  if (call === undefined) throw new Error('unreachable');
  return call;
}

async function bodiesOf({ callId }: Call) {
  const { request, response } = callDiffSchema.parse(await lens.api(`/api/v1/calls/${callId}/diff`));
  return { request: request.final, response: response.final };
}

const asked = [{ role: 'user', parts: [{ type: 'text', content: 'Where is my order?' }] }];
const answered = [
  {
    role: 'assistant',
    parts: [{ type: 'tool_call', id: 't1', name: 'find_order', arguments: { id: 7 } }],
    finish_reason: 'tool_call',
  },
];

test.each(['protobuf', 'json'] as const)(
  'the conventions of today, in %s: tokens, cost, conversation and place in the trace',
  async (exporter) => {
    const { traceId, spanId } = await send({
      exporter,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'anthropic',
        'gen_ai.request.model': 'claude-sonnet-4-5',
        'gen_ai.response.model': 'claude-sonnet-4-5-20250929',
        'gen_ai.response.finish_reasons': ['tool_use'],
        'gen_ai.usage.input_tokens': 130_213,
        'gen_ai.usage.output_tokens': 20,
        'gen_ai.usage.cache_read.input_tokens': 128_955,
        'gen_ai.usage.cache_write.input_tokens': 1_253,
        'gen_ai.response.time_to_first_chunk': 0.25,
        'gen_ai.request.stream': true,
        'gen_ai.conversation.id': 'c-1',
        'gen_ai.input.messages': JSON.stringify(asked),
        'gen_ai.output.messages': JSON.stringify(answered),
        'gen_ai.system_instructions': JSON.stringify([{ type: 'text', content: 'Be brief.' }]),
      },
    });
    const call = await callOf(traceId);
    expect(call).toMatchObject({
      ...{ source: 'otlp', sourceName: 'shop', traceId, provider: 'anthropic', status: 'complete', stream: true },
      ...{ finalModel: 'claude-sonnet-4-5', responseModel: 'claude-sonnet-4-5-20250929', finishReason: 'tool_use' },
      ...{ durationMs: 1500, firstTokenMs: 250, costBasis: 'exact', httpStatus: null },
      usage: { inputTokens: 130_213, outputTokens: 20, cacheReadTokens: 128_955, cacheWriteTokens: 1_253 },
    });
    expect(call.sessionId).not.toBeNull();
    const { spans } = callDetailSchema.parse(await lens.api(`/api/v1/calls/${call.callId}`));
    expect(spans.map(({ id, durationMs }) => [id, durationMs])).toEqual([[spanId, 1500]]);
    expect(await bodiesOf(call)).toMatchObject({
      request: {
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'Where is my order?' },
        ],
      },
      response: {
        choices: [{ message: { tool_calls: [{ function: { name: 'find_order', arguments: '{"id":7}' } }] } }],
      },
    });
  },
);

test('a figure that leaves cached tokens out under the name that has them in is put right', async () => {
  const { traceId } = await send({
    attributes: {
      ...{ 'gen_ai.operation.name': 'chat', 'gen_ai.system': 'anthropic', 'gen_ai.request.model': 'claude-sonnet-4-5' },
      ...{ 'gen_ai.usage.input_tokens': 5, 'gen_ai.usage.cache_read_input_tokens': 128_955 },
      ...{ 'gen_ai.usage.cache_creation_input_tokens': 1_253, 'gen_ai.usage.output_tokens': 1 },
    },
  });
  expect((await callOf(traceId)).usage.inputTokens).toBe(130_213);
});

const params = {
  stream: true,
  user: 'alice',
  model: 'gpt-5',
  messages: [{ role: 'user', content: 'Hi' }],
  temperature: 1,
};
const completion = {
  id: 'c',
  model: 'gpt-5-2025-08-07',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hello' }, finish_reason: 'stop' }],
};

test.each<[string, SpanToSend, object, object]>([
  [
    'OpenInference with whole bodies',
    {
      attributes: {
        ...{ 'openinference.span.kind': 'LLM', 'llm.provider': 'openai', 'llm.model_name': 'gpt-5' },
        ...{ 'llm.token_count.prompt': 9, 'llm.token_count.completion': 4, 'input.mime_type': 'application/json' },
        ...{ 'input.value': JSON.stringify(params), 'output.value': JSON.stringify(completion) },
      },
    },
    params,
    completion,
  ],
  [
    'OpenInference, flat',
    {
      attributes: {
        ...{ 'openinference.span.kind': 'LLM', 'llm.system': 'openai', 'llm.model_name': 'gpt-5' },
        ...{ 'llm.token_count.prompt': 9, 'llm.token_count.completion': 4 },
        ...{ 'llm.input_messages.0.message.role': 'user', 'llm.input_messages.0.message.content': 'Hi' },
        'llm.output_messages.0.message.role': 'assistant',
        'llm.output_messages.0.message.content': 'Hello',
      },
    },
    { messages: [{ role: 'user', content: 'Hi' }] },
    { choices: [{ message: { role: 'assistant', content: 'Hello' } }] },
  ],
  [
    'OpenLLMetry',
    {
      attributes: {
        ...{ 'llm.request.type': 'chat', 'gen_ai.system': 'OpenAI', 'gen_ai.request.model': 'gpt-5' },
        ...{ 'gen_ai.usage.prompt_tokens': 9, 'gen_ai.usage.completion_tokens': 4 },
        ...{ 'gen_ai.prompt.0.role': 'user', 'gen_ai.prompt.0.content': 'Hi' },
        ...{ 'gen_ai.completion.0.role': 'assistant', 'gen_ai.completion.0.content': 'Hello' },
      },
    },
    { messages: [{ role: 'user', content: 'Hi' }] },
    { choices: [{ message: { content: 'Hello' } }] },
  ],
  [
    'the conventions of 1.36, with an event for each message',
    {
      attributes: {
        ...{ 'gen_ai.operation.name': 'chat', 'gen_ai.system': 'openai', 'gen_ai.request.model': 'gpt-5' },
        ...{ 'gen_ai.usage.input_tokens': 9, 'gen_ai.usage.output_tokens': 4 },
      },
      events: [
        ['gen_ai.user.message', { content: 'Hi' }],
        ['gen_ai.choice', { message: '{"content":"Hello"}' }],
      ],
    },
    { messages: [{ role: 'user', content: 'Hi' }] },
    { choices: [{ message: { content: 'Hello' } }] },
  ],
])('%s is read, too', async (_name, told, request, response) => {
  const call = await callOf((await send(told)).traceId);
  expect(call).toMatchObject({ provider: 'openai', finalModel: 'gpt-5', usage: { inputTokens: 9, outputTokens: 4 } });
  expect(call.costUsd).toBeGreaterThan(0);
  // What a body says beside its messages is read as that of a call through the gateway is.
  expect([call.stream, call.userHash !== null]).toEqual([request === params, request === params]);
  expect(await bodiesOf(call)).toMatchObject({ request, response });
});

test('a span without contents and tokens makes none up, and an error is one', async () => {
  const attributes = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'gpt-5',
    'error.type': 'rate_limit_exceeded',
  };
  const call = await callOf((await send({ attributes, error: 'Slow down' })).traceId);
  expect(call).toMatchObject({
    status: 'provider_error',
    errorType: 'rate_limit_exceeded',
    errorMessage: 'Slow down',
    costUsd: null,
  });
  expect(Object.values(call.usage).every((figure) => figure === null)).toBe(true);
});

test('a span whose answer had a failed status is a failed call, whatever the span’s own status', async () => {
  const attributes = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'gpt-5',
    'http.response.status_code': 429,
  };
  expect(await callOf((await send({ attributes })).traceId)).toMatchObject({
    status: 'provider_error',
    upstreamStatus: 429,
  });
});

function post(body: string | Uint8Array<ArrayBuffer>, given: Record<string, string> = {}): Promise<Response> {
  return fetch(`${lens.url}/v1/traces`, {
    method: 'POST',
    body,
    headers: { ...headers, 'content-type': 'application/json', ...given },
  });
}

const now = String(BigInt(Date.now()) * 1_000_000n);
const rawSpan = (
  fields: object,
  attributes: Record<string, string> = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': 'm',
    'gen_ai.system': 'p',
  },
) => ({
  ...{ traceId: 'ab'.repeat(16), spanId: 'cd'.repeat(8), startTimeUnixNano: now, endTimeUnixNano: now },
  attributes: Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } })),
  ...fields,
});
const request = (...spans: object[]) => JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] });

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${lens.url}/metrics`, { headers: { authorization: `Bearer ${apiToken}` } })).text();
  return Number(
    text
      .split('\n')
      .find((line) => line.startsWith(name))
      ?.split(' ')[1] ?? 0,
  );
}

test('a span that comes again is the same call, and one that is no model call is counted', async () => {
  const accepted = 'luthien_ingested_calls_total{source="otlp",result="accepted"}';
  const ignored = (reason: string) => `luthien_ingested_spans_ignored_total{reason="${reason}"}`;
  const before = await metric(accepted);
  const [host = '', port = ''] = new URL(lens.url).host.split(':');
  const chat = { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'm', 'gen_ai.system': 'p' };
  const body = request(
    rawSpan({}),
    rawSpan({ spanId: '1'.repeat(16) }, { 'http.route': '/' }),
    rawSpan({ spanId: '2'.repeat(16) }, { ...chat, 'luthien.call_id': 'x' }),
    {
      ...rawSpan({ spanId: '3'.repeat(16) }, { ...chat, 'server.address': host }),
      attributes: [
        ...rawSpan({}, { ...chat, 'server.address': host }).attributes,
        { key: 'server.port', value: { intValue: port } },
      ],
    },
  );
  for (const _ of [1, 2]) expect(await (await post(body)).json()).toEqual({});
  expect((await post(gzipSync(body), { 'content-encoding': 'gzip' })).status).toBe(200);
  expect(await metric(accepted)).toBe(before + 1);
  expect(await metric(ignored('no_model_call'))).toBeGreaterThanOrEqual(3);
  expect(await metric(ignored('own'))).toBe(3);
  expect(await metric(ignored('through_gateway'))).toBe(3);
});

test('the other spans of a trace stand around its calls, whichever came first, and say nothing to who may not see it', async () => {
  const traceId = '5a'.repeat(16);
  const [agent, chat, tool] = ['a', 'b', 'c'].map((digit) => digit.repeat(16));
  const kind = (word: string) => ({ 'gen_ai.operation.name': word });
  const asked = { ...kind('chat'), 'gen_ai.request.model': 'm', 'gen_ai.system': 'p' };
  const within = { traceId, parentSpanId: agent };
  const later = rawSpan({ ...within, spanId: tool, name: 'find order' }, kind('execute_tool'));
  await post(
    request(rawSpan({ traceId, spanId: agent, name: 'agent' }, { ...kind('invoke_agent'), 'user.id': 'ann' })),
  );
  await post(request(rawSpan({ ...within, spanId: chat, name: 'chat m' }, asked)));
  for (const _ of [1, 2]) await post(request(later));
  const { callId } = await callOf(traceId);
  const read = async () => callDetailSchema.parse(await lens.api(`/api/v1/calls/${callId}`));
  const { spans, trace } = await until(read, (call) => call.trace.told === 2, { what: 'the spans are stored' });
  expect(trace).toMatchObject({ source: 'record', complete: true, rootId: chat });
  expect(spans.map(({ id, parentId }) => [id, parentId]).sort()).toEqual([
    [agent, null],
    [chat, agent],
    [tool, agent],
  ]);
  expect(JSON.stringify(spans)).not.toContain('ann');
  const whole = traceSchema.parse(await lens.api(`/metrics/traces/${traceId}`));
  expect(whole).toMatchObject({ told: 2, spans: { length: 3 } });
  const reader = { headers: { authorization: `Bearer ${readerToken}` } };
  const shown = traceSchema.parse(await (await fetch(`${lens.url}/metrics/traces/${traceId}`, reader)).json());
  expect(shown.spans.find(({ id }) => id === tool)).toMatchObject({ name: 'find order', attributes: {} });
});

test('spans that are wrong are rejected by number, and those beside them taken', async () => {
  const answer = await post(
    request(rawSpan({ spanId: '4'.repeat(16) }), rawSpan({ spanId: 'x' }), rawSpan({ endTimeUnixNano: '1' })),
  );
  expect(await answer.json()).toEqual({
    partialSuccess: { rejectedSpans: '2', errorMessage: 'a span has no valid ids; a span has no valid times' },
  });
});

test('what is no OTLP is told so in what it came in, and none of it goes to a provider', async () => {
  const protobuf = { 'content-type': 'application/x-protobuf' };
  for (const bytes of [[0xff], [0x0a, 0x7f, 1], [0x0a, 0x05, 0x12, 0x03, 0x12, 0x7f, 0]]) {
    const answer = await post(new Uint8Array(bytes), protobuf);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/x-protobuf']);
  }
  expect((await post('{')).status).toBe(400);
  expect((await post('[]')).status).toBe(400);
  expect((await post('x', { 'content-type': 'text/plain' })).status).toBe(415);
  const key = { authorization: 'Bearer sk-somebody' };
  expect((await post(request(), key)).status).toBe(401);
  expect((await fetch(`${lens.url}/v1/traces/`, { headers: key })).status).toBe(401);
  expect((await fetch(`${lens.url}/V1/Traces`, { headers })).status).toBe(405);
  expect((await fetch(`${lens.url}/v1/%74races`, { method: 'POST', headers: key, body: '{}' })).status).toBe(400);
});

test('attributes that are nested without end are refused before they are read', async () => {
  let value = '{"intValue":"1"}';
  for (let level = 0; level < 2000; level += 1) value = `{"arrayValue":{"values":[${value}]}}`;
  const span = JSON.stringify(rawSpan({ attributes: [] })).replace(
    '"attributes":[]',
    `"attributes":[{"key":"a","value":${value}}]`,
  );
  expect((await post(`{"resourceSpans":[{"scopeSpans":[{"spans":[${span}]}]}]}`)).status).toBe(400);
});

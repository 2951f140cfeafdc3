import { readFileSync } from 'node:fs';
import path from 'node:path';
import { callRecordOf, type CallEnd, type CallRecord, type CallStart, type PolicyEvent, type Sink } from '../call';
import { answer, callEnd, callStart, exchange, streamEnd, streamParts } from '../call/testing/facts';
import { loadConfig } from '../config';
import { canaries } from '@lens/core/secrets/testing';
import { memoryLog } from '../testing/memoryLog';
import { createTraceSinks } from './createTraceSinks';
import { startCollector, startGrpcCollector, type Collector } from './testing/collector';

let collector: Collector;
const opened: Sink[] = [];
const log = memoryLog();
const servers = { openai: { address: 'api.openai.com', port: 443 } };

beforeEach(async () => {
  collector = await startCollector();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((sink) => sink.close()));
  await collector.stop();
});

function sinksOf(env: Record<string, string>): Sink[] {
  const sinks = createTraceSinks({ ...loadConfig({ file: null, env }).telemetry, version: '9.9', servers }, env, log);
  opened.push(...sinks);
  return sinks;
}

const anySignal = () => new AbortController().signal;

async function sent(records: CallRecord[], env: Record<string, string> = {}) {
  const [sink] = sinksOf({ OTEL_ENDPOINT: collector.url, ...env });
  await sink?.write(records, anySignal(), () => undefined);
  return collector.spans();
}

const request = exchange(
  '{"model":"gpt-5","temperature":0.5,"max_tokens":9,"messages":[{"role":"user","content":"Hello"}]}',
);
const account = answer.replace('General Kenobi', 'Your account number is 1234-5678-9012.');
const redacted = answer.replace('General Kenobi', 'Your account number is [REDACTED].');

const redaction: PolicyEvent = {
  id: 'e1',
  policy: 'pii',
  type: 'policy.pii_redacted',
  summary: 'account number',
  severity: 'info',
  details: { pattern: 'account_number' },
  phase: 'response',
  at: 40.5,
};

function redactedCall(start: Partial<CallStart> = {}, end: Partial<CallEnd> = {}): CallRecord {
  return callRecordOf({
    start: callStart(1, { policies: ['pii'], request, ...start }),
    parts: [],
    end: callEnd(1, {
      response: exchange(account, redacted, 'pii'),
      timings: [
        { name: 'gateway.chat_completions', parent: -1, start: 0, end: 41.5 },
        { name: 'gateway.request_received', parent: 0, start: 0, end: 1 },
        { name: 'llm.completion', parent: 0, start: 2, end: 40, spanId: 'ef'.repeat(8) },
        { name: 'control_plane.process_full_response', parent: 0, start: 40, end: 41 },
        {
          name: 'policy pii',
          parent: 3,
          start: 40,
          end: 40.9,
          attributes: {
            'luthien.policy.name': 'pii',
            'luthien.policy.hook': 'onResponse',
            'luthien.policy.changed': true,
          },
        },
        {
          ...{ name: 'POST words.example', parent: 4, start: 40.1, end: 40.8, spanId: '9f'.repeat(8) },
          attributes: { 'http.request.method': 'POST', 'server.address': 'words.example', 'server.port': 443 },
        },
      ],
      events: [redaction],
      ...end,
    }),
  });
}

/** A call of which everything is known that may be. */
function everythingKnown(): CallRecord {
  const asked = {
    ...{ model: 'gpt-5', temperature: 0.5, max_tokens: 9, top_p: 1, top_k: 3, n: 2, seed: 1, messages: [] },
    ...{ frequency_penalty: 1, presence_penalty: 1, reasoning_effort: 'low', response_format: { type: 'json_object' } },
    previous_response_id: 'r',
  };
  const start = {
    ...{ sessionId: 's', userHash: 'u', parentCallId: callStart(2).callId },
    request: exchange('{}', JSON.stringify(asked)),
    coldStart: true as const,
  };
  const timings = redactedCall().timings.map((timing) =>
    timing.name === 'llm.completion'
      ? { ...timing, attributes: { 'luthien.upstream': 'openai', 'luthien.headers_ms': 1, 'luthien.first_byte_ms': 2 } }
      : { ...timing, ...(timing.attributes && { attributes: { ...timing.attributes, 'luthien.policy.busy_ms': 1 } }) },
  );
  const record = redactedCall(start, { timings, status: 'provider_error', errorType: 'overloaded_error' });
  return {
    ...record,
    cost: { usd: '0.5', exact: true, table: 't', items: [] },
    usage: { ...record.usage, reasoningTokens: 1, serviceTier: 'default' },
    partial: { reason: 'too_large', bytes: 1, keptBytes: 1, summary: '' },
  };
}

/** A stream of Anthropic's, with every class of tokens and a policy at work on it. */
function streamedCall(): CallRecord {
  const usage = { input_tokens: 5, cache_read_input_tokens: 7, cache_creation_input_tokens: 9, output_tokens: 8 };
  const events = [
    {
      type: 'message_start',
      message: { id: 'm', type: 'message', role: 'assistant', model: 'claude', content: [], usage },
    },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hi' } },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 8 } },
    { type: 'message_stop' },
  ].map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  return callRecordOf({
    start: callStart(3, { api: 'anthropic', operation: 'messages', stream: true }),
    parts: streamParts(3, 'upstream', events),
    end: streamEnd(3, { timings: redactedCall().timings }),
  });
}

test('nothing is sent where nobody said where to', () => {
  expect(sinksOf({})).toEqual([]);
  expect(sinksOf({ OTEL_ENDPOINT: collector.url, OTEL_ENABLED: 'false' })).toEqual([]);
  expect(sinksOf({ OTEL_ENDPOINT: collector.url, OTEL_SDK_DISABLED: 'true' })).toEqual([]);
  expect(sinksOf({ OTEL_ENDPOINT: collector.url, OTEL_TRACES_EXPORTER: 'none' })).toEqual([]);
});

test('a call is one tree of spans, with the ids that it had while it went on', async () => {
  const spans = await sent([redactedCall({ parentSpanId: '12'.repeat(8), traceState: 'vendor=1' })]);
  const nameOf = new Map(spans.map(({ spanId, name }) => [spanId, name]));
  expect(spans.map(({ name, kind, parentSpanId }) => [name, kind, nameOf.get(parentSpanId) ?? parentSpanId])).toEqual([
    ['gateway.chat_completions', 2, '12'.repeat(8)],
    ['gateway.request_received', 1, 'gateway.chat_completions'],
    ['llm.completion', 3, 'gateway.chat_completions'],
    ['control_plane.process_full_response', 1, 'gateway.chat_completions'],
    ['policy pii', 1, 'control_plane.process_full_response'],
    ['POST words.example', 3, 'policy pii'],
  ]);
  expect(new Set(spans.map(({ traceId, traceState }) => `${traceId} ${traceState}`))).toEqual(
    new Set([`${'ab'.repeat(16)} vendor=1`]),
  );
  expect(spans[0]).toMatchObject({ spanId: 'cd'.repeat(8), durationMs: 41.5, status: { code: 0 } });
  expect(spans[2]).toMatchObject({ spanId: 'ef'.repeat(8), durationMs: 38 });
  expect(spans[2]?.startMs).toBeCloseTo(1_760_000_000_003.25, 2);
});

test('the spans say what the call was, what was asked, answered, changed and used', async () => {
  const [root, , completion, , policy] = await sent([redactedCall()]);
  expect(root?.attributes).toMatchObject({
    'luthien.call_id': callStart(1).callId,
    'luthien.policy.name': 'pii',
    'luthien.model': 'gpt-5',
    'luthien.stream.enabled': false,
    'luthien.tokens.total': 13,
    'luthien.response.changes': 1,
    'luthien.sampling.reason': 'changed',
    'http.request.method': 'POST',
    'http.response.status_code': 200,
  });
  expect(completion?.attributes).toMatchObject({
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'gpt-5',
    'gen_ai.response.model': 'gpt-5',
    'gen_ai.response.finish_reasons': ['stop'],
    'gen_ai.usage.input_tokens': 9,
    'gen_ai.usage.output_tokens': 4,
    'gen_ai.request.temperature': 0.5,
    'gen_ai.request.max_tokens': 9,
    'server.address': 'api.openai.com',
    'server.port': 443,
  });
  expect(policy).toMatchObject({
    attributes: {
      'luthien.policy.name': 'pii',
      'luthien.policy.changed': true,
      'openinference.span.kind': 'GUARDRAIL',
      'gen_ai.security.guardrail.name': 'pii',
      'gen_ai.security.verdict.type': 'modify',
    },
    events: [{ name: 'policy.pii_redacted', attributes: { 'event.pattern': 'account_number', policy: 'pii' } }],
  });
  expect(root?.resource).toMatchObject({ 'service.name': 'luthien-lens', 'service.version': '9.9' });
  expect(root?.scope).toMatchObject({ name: 'luthien-lens', version: '9.9' });
});

test('no body is sent, and nothing that a policy took out', async () => {
  await sent([redactedCall({}, { errorMessage: 'of 1234-5678-9012' })]);
  const [body = ''] = collector.bodies();
  expect(body).toContain('account_number');
  for (const text of ['1234', 'Your account', 'Hello']) expect(body).not.toContain(text);
});

test('a failed call has the status of one, and its reason as a word', async () => {
  const failed = redactedCall({}, { status: 'provider_error', errorType: 'overloaded_error', errorMessage: 'of you' });
  const [root, , , , policy] = await sent([failed]);
  expect(root).toMatchObject({
    status: { code: 2, message: 'overloaded_error' },
    attributes: { 'error.type': 'overloaded_error' },
  });
  expect(policy?.status.code).toBe(0);
});

test('a call that was interrupted leaves its root', async () => {
  const record = callRecordOf({ start: callStart(1), parts: [], end: null });
  expect(await sent([record])).toMatchObject([
    { name: 'gateway.chat_completions', spanId: 'cd'.repeat(8), status: { code: 2, message: 'interrupted' } },
  ]);
});

test.each([
  ['semconv-1.41', ['gen_ai.usage.cache_creation.input_tokens']],
  ['genai-0.1', ['gen_ai.usage.cache_write.input_tokens']],
  ['both', ['gen_ai.usage.cache_creation.input_tokens', 'gen_ai.usage.cache_write.input_tokens']],
])('model calls are described in the names of %s', async (dialect, expected) => {
  const usage = {
    input_tokens: 5,
    cache_read_input_tokens: 128955,
    cache_creation_input_tokens: 1253,
    output_tokens: 7,
  };
  const body = {
    id: 'm',
    type: 'message',
    role: 'assistant',
    model: 'claude',
    content: [],
    stop_reason: 'end_turn',
    usage,
  };
  const record = redactedCall(
    { api: 'anthropic', operation: 'messages' },
    { response: exchange(JSON.stringify(body)) },
  );
  const [, , completion] = await sent([record], { LENS_GEN_AI_NAMES: dialect });
  expect(completion?.attributes).toMatchObject({
    'gen_ai.usage.input_tokens': 130_213,
    'gen_ai.usage.cache_read.input_tokens': 128_955,
    'gen_ai.response.finish_reasons': ['end_turn'],
  });
  expect(Object.keys(completion?.attributes ?? {}).filter((name) => /cache_(creation|write)/.test(name))).toEqual(
    expected,
  );
});

test('what is not sampled is not sent', async () => {
  const routine = callRecordOf(
    { start: callStart(1), parts: [], end: callEnd(1) },
    { sampling: { ratio: 0, slowMs: 30_000 } },
  );
  expect(await sent([routine])).toEqual([]);
  expect(collector.requests()).toBe(0);
});

test('the root has the records of the call as events, without what they quote of bodies', async () => {
  const spans = await sent([redactedCall()]);
  const root = spans.find(({ name }) => name === 'gateway.chat_completions');
  const told = root?.events.map(({ name, attributes }) => [name, attributes['luthien.pipeline_stage']]);
  expect(told).toEqual(
    expect.arrayContaining([
      ['luthien.pipeline', 'client_request'],
      ['luthien.policy_decision', undefined],
      ['luthien.pipeline', 'client_response'],
    ]),
  );
  expect(JSON.stringify(root?.events)).not.toContain('payload');
});

test('texts and attributes have their limits, and say when they are over them', async () => {
  const details = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`d${index}`, index]));
  const spans = await sent([redactedCall({}, { events: [{ ...redaction, summary: '🙂'.repeat(400), details }] })]);
  const { attributes = {} } = spans[4]?.events[0] ?? {};
  expect(Object.keys(attributes).length).toBeLessThan(50);
  const summary = String(attributes['event.summary']);
  expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(1024);
  expect(summary).toMatch(/^(🙂)+… \[cut: /u);
});

test('a secret that somebody wrote where none belongs is taken out', async () => {
  const details = { card: '4111 1111 1111 1111', password: 'correct horse', long: 4_111_111_111_111_111 };
  const secret = 'sk-ant-api03-' + 'aB3dE5fG7h'.repeat(9) + '-xyzAA';
  const record = redactedCall(
    { finalModel: `gpt ${secret}`, headers: { 'user-agent': `curl ${secret}` } },
    { events: [{ ...redaction, details }] },
  );
  await sent([record]);
  const [body = ''] = collector.bodies();
  expect(body).toContain('[REDACTED:');
  for (const text of [secret, '4111', 'correct horse']) expect(body).not.toContain(text);
});

test('no secret leaves, of whatever kind and wherever somebody wrote it', async () => {
  const records = Object.values(canaries).map(({ text }) => {
    const said = { ...redaction, summary: text, details: { location: text, pattern: `${'x'.repeat(1000)} ${text}` } };
    const body = JSON.stringify({ model: text, messages: [{ role: 'user', content: text }], reasoning_effort: text });
    return redactedCall(
      {
        ...{ finalModel: text, requestedModel: text, endpoint: `/v1/${text}`, upstream: text, traceState: `a=${text}` },
        ...{ headers: { 'user-agent': text }, policies: [text], request: exchange(body) },
      },
      {
        ...{
          status: 'provider_error',
          errorType: text,
          errorMessage: text,
          events: [said],
          headers: { 'x-request-id': text },
        },
        response: exchange(JSON.stringify({ id: text, model: text, choices: [{ finish_reason: text }] })),
      },
    );
  });
  await sent(records);
  const bodies = collector.bodies().join('');
  expect(bodies).toContain('[REDACTED:');
  const leaked = Object.entries(canaries).filter(([, { secret }]) => bodies.includes(secret));
  expect(leaked.map(([kind]) => kind)).toEqual([]);
});

test('it is told of as SERVICE_NAME, ENVIRONMENT and OTEL_RESOURCE_ATTRIBUTES say', async () => {
  process.env.OTEL_RESOURCE_ATTRIBUTES = 'team=ml,service.version=1.3';
  const env = { SERVICE_NAME: 'gate', SERVICE_VERSION: '1.2', ENVIRONMENT: 'staging' };
  const [root] = await sent([redactedCall()], env).finally(() => delete process.env.OTEL_RESOURCE_ATTRIBUTES);
  expect(root?.resource).toMatchObject({
    'service.name': 'gate',
    'service.version': '1.3',
    team: 'ml',
    'deployment.environment.name': 'staging',
  });
});

test('a collector that takes spans only in part is told of once', async () => {
  collector.answerWith('in part');
  const [sink] = sinksOf({ OTEL_ENDPOINT: collector.url });
  for (let index = 0; index < 2; index++) await sink?.write([redactedCall()], anySignal(), () => undefined);
  expect(log.text().match(/Received Partial Success response/g)).toHaveLength(1);
});

describe('docs/traces.md', () => {
  const page = readFileSync(path.join(__dirname, '../../docs/traces.md'), 'utf8');
  const section = page.slice(page.indexOf('## Attributes'));
  const documented = new Set(
    [...section.matchAll(/^\| (.+?) +\|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([\w.]+)`/g)].map(([, name = '']) => name),
    ),
  );

  test('names every attribute that is sent, and no other', async () => {
    const spans = await sent([everythingKnown(), streamedCall()]);
    const names = new Set(spans.flatMap(({ attributes }) => Object.keys(attributes)));
    expect([...names].filter((name) => !documented.has(name)).sort()).toEqual([]);
    expect([...documented].filter((name) => !names.has(name)).sort()).toEqual([]);
  });
});

test('what one request would be too large for is sent in several, no call in two of them', async () => {
  const calls = Array.from({ length: 250 }, () => redactedCall());
  const spans = await sent(calls);
  expect(spans).toHaveLength(250 * 6);
  expect(collector.requests()).toBe(3);
});

describe('several destinations', () => {
  test('each is sent the same spans, in the form that it takes', async () => {
    const grpc = await startGrpcCollector();
    const sinks = sinksOf({
      OTEL_ENDPOINT: grpc.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      LENS_TRACES_JSON_URL: `${collector.url}/any`,
    });
    for (const sink of sinks) await sink.write([redactedCall()], anySignal(), () => undefined);
    expect(grpc.spans().map(({ name }) => name)).toContain('llm.completion');
    const [json = '{}'] = collector.bodies();
    expect(JSON.stringify(JSON.parse(json))).toContain('"name":"llm.completion"');
    await Promise.all(opened.splice(0).map((sink) => sink.close()));
    grpc.stop();
  });

  test.each([
    [400, true],
    [413, true],
    [401, false],
    [404, false],
  ])('an answer %i is a fault of the call itself: %s', async (status, isPoison) => {
    collector.answerWith(status);
    const [sink] = sinksOf({ OTEL_ENDPOINT: collector.url });
    const error: unknown = await sink
      ?.write([redactedCall()], anySignal(), () => undefined)
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ message: `The spans were answered with status ${status}.` });
    expect(sink?.isPoison(error)).toBe(isPoison);
  });
});

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { callRecordOf, type CallRecord, type Sink } from '../call';
import { callEnd, callStart, exchange } from '../call/testing/facts';
import { loadConfig } from '../config';
import { canaries } from '@lens/core/secrets/testing';
import { memoryLog } from '../testing/memoryLog';
import { createTraceSinks } from './createTraceSinks';
import { everythingKnown, redactedCall, redaction, streamedCall } from './testing/records';
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

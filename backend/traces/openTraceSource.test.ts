import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callSpans } from '../call';
import { loadConfig } from '../config';
import { openTraceSource } from './openTraceSource';
import type { TracedCall } from './traceSource';

const call: TracedCall = {
  callId: '0199a000-0000-7000-8000-000000000001',
  traceId: 'a'.repeat(32),
  spanId: 'b'.repeat(16),
  parentSpanId: 'c'.repeat(16),
  startedAt: new Date('2026-11-20T12:00:00.000Z'),
  durationMs: 100,
  sampled: true,
  timings: [
    { name: 'gateway.messages', parent: -1, start: 0, end: 100 },
    { name: 'llm.completion', parent: 0, start: 5, end: 90, spanId: 'd'.repeat(16) },
  ],
};

const own = callSpans({ ...call, startedAt: call.startedAt.getTime() });
const caller = {
  id: 'c'.repeat(16),
  parentId: null,
  name: 'app',
  startMs: call.startedAt.getTime() - 1,
  durationMs: 200,
};

/** A span as Tempo's JSON has it: ids in base64, 64-bit numbers as texts. */
function tempoSpan({ id, parentId, name, startMs, durationMs }: typeof caller | (typeof own)[number]) {
  const nano = (ms: number) => `${BigInt(Math.round(ms * 1000)) * 1000n}`;
  return {
    traceId: base64(call.traceId),
    spanId: base64(id),
    ...(parentId !== null && { parentSpanId: base64(parentId) }),
    name,
    kind: 'SPAN_KIND_SERVER',
    startTimeUnixNano: nano(startMs),
    endTimeUnixNano: nano(startMs + durationMs),
    attributes: [
      { key: 'luthien.tokens.total', value: { intValue: '13' } },
      { key: 'luthien.changed', value: { boolValue: true } },
      { key: 'gen_ai.response.finish_reasons', value: { arrayValue: { values: [{ stringValue: 'stop' }] } } },
    ],
    events: [{ timeUnixNano: nano(startMs), name: 'policy.pii_redacted', attributes: [] }],
    status: { code: 'STATUS_CODE_ERROR', message: 'overloaded' },
  };
}

const base64 = (hex: string) => Buffer.from(hex, 'hex').toString('base64');
const resourceOf = (service: string, spans: object[]) => ({
  resource: { attributes: [{ key: 'service.name', value: { stringValue: service } }] },
  scopeSpans: [{ scope: { name: 's' }, spans }],
});

let answer: (req: IncomingMessage) => { status?: number; json?: unknown; text?: string } | 'never';
const asked: IncomingMessage[] = [];
const troubles: unknown[] = [];
const server = createServer((req, res) => {
  asked.push(req);
  const given = answer(req);
  if (given === 'never') return;
  res.writeHead(given.status ?? 200, { 'content-type': 'application/json' });
  res.end(given.text ?? JSON.stringify(given.json ?? {}));
});
let url = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});
beforeEach(() => {
  asked.length = 0;
  troubles.length = 0;
});

function open(env: Record<string, string> = {}, limits: { timeoutMs?: number; responseBytes?: number } = {}) {
  const config = loadConfig({ file: null, env: { TEMPO_URL: url, ...env } });
  return openTraceSource({ ...config, traces: { ...config.traces, ...limits } }, (error) => troubles.push(error));
}

const traceOf = (spans: object[], status = 'COMPLETE') => ({
  json: { trace: { resourceSpans: [resourceOf('luthien-lens', spans)] }, status },
});

test('without a word the spans are the record’s', async () => {
  const source = openTraceSource(loadConfig({ file: null, env: {} }), () => undefined);
  expect(await source.trace(call.traceId, [call])).toMatchObject({ source: 'record', complete: true, note: null });
});

test('Tempo’s spans are read as they are, in the caller’s trace too', async () => {
  answer = () => ({
    json: {
      trace: {
        resourceSpans: [resourceOf('app', [tempoSpan(caller)]), resourceOf('luthien-lens', own.map(tempoSpan))],
      },
    },
  });
  const trace = await open({ TEMPO_TENANT: 'team-a', TEMPO_TOKEN: 'secret' }).trace(call.traceId, [call]);
  expect(trace).toMatchObject({ source: 'tempo', complete: true, note: null });
  expect(trace.spans).toMatchObject([
    {
      id: call.spanId,
      parentId: caller.id,
      service: 'luthien-lens',
      startMs: call.startedAt.getTime(),
      durationMs: 100,
      status: 'error',
      attributes: {
        'luthien.tokens.total': 13,
        'luthien.changed': true,
        'gen_ai.response.finish_reasons': 'stop',
      },
      events: [{ name: 'policy.pii_redacted', timeMs: call.startedAt.getTime() }],
    },
    { id: 'd'.repeat(16), parentId: call.spanId },
    { id: caller.id, parentId: null, service: 'app' },
  ]);
  expect(asked[0]?.url).toMatch(new RegExp(`^/api/v2/traces/${call.traceId}\\?start=\\d{10}&end=\\d{10}$`));
  expect(asked[0]?.headers).toMatchObject({ 'x-scope-orgid': 'team-a', authorization: 'Bearer secret' });
});

test('through Grafana its proxy is asked, with Grafana’s token', async () => {
  answer = () => traceOf(own.map(tempoSpan));
  const env = {
    LENS_TRACE_SOURCE: 'grafana',
    GRAFANA_URL: `${url}/sub`,
    GRAFANA_TEMPO_UID: 'tempo-eu',
    GRAFANA_TOKEN: 'g',
  };
  expect(await open(env).trace(call.traceId, [call])).toMatchObject({ source: 'grafana', complete: true });
  expect(asked[0]?.url).toContain(`/sub/api/datasources/proxy/uid/tempo-eu/api/v2/traces/${call.traceId}`);
  expect(asked[0]?.headers.authorization).toBe('Bearer g');
});

test('a Tempo that knows only the first version of its API is asked in that', async () => {
  answer = ({ url: path }) =>
    path?.startsWith('/api/v2/')
      ? { status: 404 }
      : { json: { batches: [resourceOf('luthien-lens', own.map(tempoSpan))] } };
  expect(await open().trace(call.traceId, [call])).toMatchObject({ source: 'tempo', complete: true });
});

test('a trace that is not in Tempo yet is made from the record, and says so', async () => {
  answer = () => ({ json: { trace: {}, metrics: {} } });
  const trace = await open().trace(call.traceId, [call]);
  expect(trace).toMatchObject({ source: 'record', complete: false, note: expect.stringContaining('(yet)') as string });
  expect(trace.spans.map(({ id, parentId }) => [id, parentId])).toEqual([
    [call.spanId, null],
    ['d'.repeat(16), call.spanId],
  ]);
});

test('what Tempo lacks of the call hangs where it belongs in the caller’s trace', async () => {
  answer = () => traceOf([caller, ...own.slice(1)].map(tempoSpan));
  const trace = await open().trace(call.traceId, [call]);
  expect(trace).toMatchObject({
    source: 'tempo',
    complete: false,
    note: expect.stringContaining('1 are from') as string,
  });
  expect(trace.spans.find(({ id }) => id === call.spanId)?.parentId).toBe(caller.id);
});

test('for a call that was not sampled, and is in no other trace, nobody is asked', async () => {
  const kept = { ...call, sampled: false, parentSpanId: null };
  expect(await open().trace(call.traceId, [kept])).toMatchObject({
    source: 'record',
    complete: true,
    note: expect.stringContaining('not sampled') as string,
  });
  expect(asked).toEqual([]);
});

test('a part of a trace is told as one, and a span that came twice is there once', async () => {
  answer = () => traceOf([...own, ...own].map(tempoSpan), 'PARTIAL');
  const trace = await open().trace(call.traceId, [call]);
  expect(trace).toMatchObject({ complete: false, note: expect.stringContaining('more of this trace') as string });
  expect(trace.spans).toHaveLength(2);
});

test('of a very large trace the call’s own spans are among those that are given', async () => {
  const others = Array.from({ length: 3000 }, (_, index) => ({ ...caller, id: index.toString(16).padStart(16, '0') }));
  answer = () => traceOf([...others, ...own].map(tempoSpan));
  const trace = await open().trace(call.traceId, [call]);
  expect(trace.spans).toHaveLength(2000);
  expect(trace.spans[0]?.id).toBe(call.spanId);
  expect(trace.note).toContain('1002 more spans');
});

test.each([
  ['is broken', () => ({ status: 500 }), 'status 500'],
  ['gives no JSON', () => ({ text: '<html>' }), 'than JSON'],
  ['gives no trace', () => ({ json: { trace: { resourceSpans: [{ scopeSpans: 7 }] } } }), 'than a trace'],
  ['gives too much', () => ({ text: `"${'x'.repeat(2000)}"` }), 'more than 1000 bytes'],
  ['does not answer', () => 'never' as const, 'within 0.2 s'],
])('a Tempo that %s takes no page with it: the record’s spans, a reason, one warning', async (_what, given, words) => {
  answer = given;
  const source = open({}, { timeoutMs: 200, responseBytes: 1000 });
  for (let index = 0; index < 2; index++) {
    const trace = await source.trace(call.traceId, [call]);
    expect(trace).toMatchObject({ source: 'record', complete: false, note: expect.stringContaining(words) as string });
    expect(trace.spans).toHaveLength(2);
  }
  expect(troubles).toHaveLength(1);
});

test('a Tempo that is not there does the same', async () => {
  const source = open({ TEMPO_URL: 'http://127.0.0.1:1' });
  expect((await source.trace(call.traceId, [call])).note).toContain('could not be reached');
});

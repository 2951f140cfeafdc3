import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answer } from '../../backend/call/testing/facts';
import { startCollector, type Collector } from '../../backend/tracing/testing/collector';
import { apiToken, startLens, type Lens } from '../support/lens';
import { until } from '../support/until';

const seen: IncomingHttpHeaders[] = [];
const provider = createServer((req, res) => {
  seen.push(req.headers);
  req.resume().on('end', () => res.writeHead(200, { 'content-type': 'application/json' }).end(answer));
});

let collector: Collector;
let lens: Lens;

beforeAll(async () => {
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  collector = await startCollector();
  lens = await startLens({
    env: {
      OPENAI_BASE_URL: `http://127.0.0.1:${(provider.address() as AddressInfo).port}`,
      OTEL_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-team=lens',
      LENS_SAMPLING_RATIO: '0',
    },
  });
});

afterAll(async () => {
  await lens.stop();
  lens.remove();
  await collector.stop();
  provider.close();
  provider.closeAllConnections();
});

function call(headers: Record<string, string>): Promise<Response> {
  return fetch(`${lens.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: 'Bearer k', 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ model: 'gpt-5', messages: [{ role: 'user', content: 'Hello' }] }),
  });
}

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const callerSpan = '00f067aa0ba902b7';
const sampled = { traceparent: `00-${traceId}-${callerSpan}-01`, tracestate: 'vendor=abc' };
const unsampled = { traceparent: `00-${'c'.repeat(32)}-${callerSpan}-00` };

test('a caller’s trace goes on through the gateway into the provider’s call, and all of it is kept', async () => {
  // What is not sampled by the caller is left to the ratio, which is nothing here: it comes first, and never arrives.
  expect((await call(unsampled)).status).toBe(200);
  expect((await call(sampled)).status).toBe(200);
  const spans = await until(collector.spans, ({ length }) => length > 0, { what: 'spans arrive' });
  const [root] = spans;
  const completion = spans.find(({ name }) => name === 'llm.completion');
  expect(new Set(spans.map((span) => span.traceId))).toEqual(new Set([traceId]));
  expect(root).toMatchObject({
    name: 'gateway.chat_completions',
    parentSpanId: callerSpan,
    traceState: 'vendor=abc',
    attributes: { 'luthien.sampling.reason': 'caller' },
  });
  expect(completion?.parentSpanId).toBe(root?.spanId);
  expect(seen.at(-1)).toMatchObject({
    traceparent: `00-${traceId}-${completion?.spanId}-01`,
    tracestate: 'vendor=abc',
  });
  expect(collector.headers()[0]).toMatchObject({ 'x-team': 'lens' });
});

test('pages and the query API leave spans too, with what they ask the database; health checks do not', async () => {
  const own = { traceparent: `00-${'d'.repeat(32)}-${callerSpan}-01`, authorization: `Bearer ${apiToken}` };
  expect((await fetch(`${lens.url}/healthz`, { headers: own })).status).toBe(200);
  expect((await fetch(`${lens.url}/api/v1/calls?limit=1`, { headers: own })).status).toBe(200);
  const ofRequest = () => collector.spans().filter((span) => span.traceId === 'd'.repeat(32));
  const spans = await until(ofRequest, ({ length }) => length >= 2, { what: 'spans of the request arrive' });
  const request = spans.find(({ name }) => name === 'GET /api/v1/calls');
  expect(request).toMatchObject({ parentSpanId: callerSpan, attributes: { 'http.response.status_code': 200 } });
  const query = spans.find(({ name }) => name === 'SELECT postgresql');
  expect(query).toMatchObject({ parentSpanId: request?.spanId, attributes: { 'db.system.name': 'postgresql' } });
  expect(spans.map(({ name }) => name)).not.toContain('GET /healthz');
});

test('a collector that refuses costs no call anything, is told of once, and gets what it missed', async () => {
  const before = collector.spans().length;
  const asked = collector.requests();
  collector.answerWith(401);
  const answers = await Promise.all(Array.from({ length: 20 }, () => call(sampled)));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  const told = () => lens.output().match(/Recorded calls cannot be written/g) ?? [];
  // What the process prints may come later than what it sends.
  await until(told, ({ length }) => length > 0, { what: 'it is told' });
  await until(collector.requests, (count) => count > asked + 1, { what: 'it was tried again' });
  expect(told()).toHaveLength(1);
  collector.answerWith(200);
  const spans = await until(collector.spans, ({ length }) => length >= before + 20 * 4, { what: 'spans arrive' });
  const roots = spans.slice(before).filter(({ name }) => name === 'gateway.chat_completions');
  expect(new Set(roots.map(({ spanId }) => spanId)).size).toBe(20);
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { context, propagation, trace } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { currentSpan, traced } from './traced';
import { tracedFetch } from './tracedFetch';
import { traceRedis } from './traceRedis';

const exporter = new InMemorySpanExporter();

test('without an SDK a function is called, and nothing else', () => {
  expect(traced('add')((a: number, b: number) => a + b)(1, 2)).toBe(3);
  expect(traced()(() => currentSpan())()).toBeNull();
});

describe('with an SDK', () => {
  beforeAll(() => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    propagation.setGlobalPropagator(new W3CTraceContextPropagator());
    trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }));
  });
  beforeEach(() => exporter.reset());

  const spans = () => exporter.getFinishedSpans();

  test('what a function calls stands below it, also behind an await', async () => {
    const inner = traced('inner')((value: number) => value + 1);
    const outer = traced()(async function outerWork(value: number) {
      await Promise.resolve();
      return inner(value);
    });
    expect(await outer(1)).toBe(2);
    expect(spans().map(({ name }) => name)).toEqual(['inner', 'outerWork']);
    expect(spans()[0]?.parentSpanContext?.spanId).toBe(spans()[1]?.spanContext().spanId);
    expect(spans()[1]?.status.code).toBe(0);
  });

  test.each([
    [
      'throws',
      () => {
        throw Object.assign(new TypeError('of quokka'), { code: 'E1' });
      },
    ],
    ['rejects', () => Promise.reject(Object.assign(new TypeError('of quokka'), { code: 'E1' }))],
  ])('one that %s has failed, without its message', async (_what, work: () => unknown) => {
    const settled = await new Promise((resolve) => resolve(traced('work')(work)())).catch((error: unknown) => error);
    expect(settled).toBeInstanceOf(TypeError);
    expect(spans()[0]).toMatchObject({ status: { code: 2, message: 'TypeError' }, attributes: { 'error.type': 'E1' } });
    expect(JSON.stringify(spans()[0]?.events)).not.toContain('quokka');
  });

  test('a command to Redis stands where it was sent, and one of nobody’s leaves none', async () => {
    const client = traceRedis({ sendCommand: ({ name }: { name: string }) => Promise.resolve(name) });
    expect(await client.sendCommand({ name: 'publish' })).toBe('publish');
    expect(spans()).toEqual([]);
    await traced('request')(() => client.sendCommand({ name: 'subscribe' }))();
    expect(spans().map(({ name }) => name)).toEqual(['SUBSCRIBE redis', 'request']);
    expect(spans()[0]?.attributes).toEqual({ 'db.system.name': 'redis', 'db.operation.name': 'SUBSCRIBE' });
  });

  test('what is asked of another server stands where it was asked, which that server is told; of nobody’s there is none', async () => {
    const told: unknown[] = [];
    const server = createServer((req, res) => {
      told.push(req.headers.traceparent);
      res.writeHead(Number(req.url?.slice(1))).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const ask = (path: string) => tracedFetch(`http://127.0.0.1:${port}${path}`, { headers: { accept: '*/*' } });
    await ask('/200');
    expect([spans(), told]).toEqual([[], [undefined]]);
    for (const path of ['/200', '/404', '/502']) await traced('request')(() => ask(path))();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await expect(traced('request')(() => ask('/200'))()).rejects.toThrow();
    const asked = spans().filter(({ name }) => name === `GET 127.0.0.1:${port}`);
    const [first] = asked;
    expect(first?.attributes).toEqual({
      'http.request.method': 'GET',
      'server.address': '127.0.0.1',
      'server.port': port,
      'url.path': '/200',
      'http.response.status_code': 200,
    });
    expect(told[1]).toBe(`00-${first?.spanContext().traceId}-${first?.spanContext().spanId}-01`);
    expect(first?.parentSpanContext?.spanId).toBe(spans()[1]?.spanContext().spanId);
    expect(asked.map(({ status, attributes }) => [status.code, attributes['error.type']])).toEqual([
      [0, undefined],
      [0, undefined],
      [2, '502'],
      [2, expect.any(String)],
    ]);
  });

  test('the code at work can say more of its span, redacted as everything that leaves', () => {
    const work = traced('work', { attributes: { 'luthien.job': 'x' } });
    const told = work(() => {
      const span = currentSpan();
      span?.setAttributes({ rows: 3, password: 'correct horse' });
      span?.addEvent('half.done', { mail: 'quokka@example.org' });
      return { span, ms: span?.durationMs() };
    })();
    const [span] = spans();
    expect(told.span).toMatchObject({ traceId: span?.spanContext().traceId, spanId: span?.spanContext().spanId });
    expect(told.ms).toBeGreaterThanOrEqual(0);
    expect(span?.attributes).toEqual({ 'luthien.job': 'x', rows: 3, password: '[REDACTED:password]' });
    expect(span?.events[0]).toMatchObject({ name: 'half.done' });
    expect(JSON.stringify(span?.events)).not.toContain('quokka');
  });
});

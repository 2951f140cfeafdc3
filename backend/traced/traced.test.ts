import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { currentSpan, traced } from './traced';
import { traceRedis } from './traceRedis';

const exporter = new InMemorySpanExporter();

test('without an SDK a function is called, and nothing else', () => {
  expect(traced('add')((a: number, b: number) => a + b)(1, 2)).toBe(3);
  expect(traced()(() => currentSpan())()).toBeNull();
});

describe('with an SDK', () => {
  beforeAll(() => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
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

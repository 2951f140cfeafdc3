import type { TraceSpan } from '../call';
import { embeddedTraceSource } from './embeddedTraceSource';
import type { TracedCall } from './traceSource';
import { withToldSpans } from './withToldSpans';

const traceId = 'a'.repeat(32);
const startedAt = Date.UTC(2026, 10, 30);

function call(spanId: string, parentSpanId: string | null): TracedCall {
  const timings = [{ name: 'gateway.messages', parent: -1, start: 0, end: 100 }];
  const times = { startedAt: new Date(startedAt), durationMs: 100, timings };
  return { ...times, callId: `call ${spanId}`, traceId, spanId, parentSpanId, sampled: null };
}

function told(spanId: string, parentSpanId: string | null = null): TraceSpan {
  const place = { traceId, spanId, parentSpanId, name: `told ${spanId}`, service: 'shop' };
  return { ...place, status: 'unset', startedAt, durationMs: 200, attributes: {}, events: [] };
}

function source(spans: TraceSpan[], calls: TracedCall[]) {
  const around = { spansOf: () => Promise.resolve(spans), callsOf: () => Promise.resolve(calls) };
  return withToldSpans(embeddedTraceSource('lens'), around, 'lens');
}

test('what an application told of stands around the call, with the other calls of the trace', async () => {
  const calls = [call('first', 'agent'), call('second', 'tool')];
  const trace = await source([told('agent'), told('tool', 'agent')], calls).trace(traceId, calls.slice(0, 1));
  expect(trace).toMatchObject({ source: 'record', told: 2, complete: true });
  expect(trace.spans.map(({ id, parentId, service }) => [id, parentId, service])).toEqual([
    ['first', 'agent', 'lens'],
    ['second', 'tool', 'lens'],
    ['agent', null, 'shop'],
    ['tool', 'agent', 'shop'],
  ]);
});

test('where nobody told of anything it is as it was', async () => {
  const calls = [call('first', 'agent'), call('second', null)];
  const trace = await source([], calls).trace(traceId, calls.slice(0, 1));
  expect(trace).toMatchObject({ told: 0, spans: [{ id: 'first', parentId: null }] });
  expect(trace.spans).toHaveLength(1);
});

test('a span that is a call’s own is the call’s, and one that came twice is there once', async () => {
  const calls = [call('first', 'gone')];
  const trace = await source([told('first'), told('x'), told('x')], calls).trace(traceId, calls);
  expect(trace.spans.map(({ name, parentId }) => [name, parentId])).toEqual([
    ['gateway.messages', null],
    ['told x', null],
  ]);
});

test('of a trace beyond all measure the first are given, the call before all others, and that is said', async () => {
  const calls = [call('first', null)];
  const many = Array.from({ length: 2_000 }, (_, index) => told(`t${index}`));
  const trace = await source(many, calls).trace(traceId, calls);
  expect(trace).toMatchObject({ told: 1_999, complete: false, note: '1 more spans of this trace are left out.' });
  expect(trace.spans).toHaveLength(2_000);
  expect(trace.spans[0]?.id).toBe('first');
});

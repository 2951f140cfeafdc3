import { embeddedTraceSource } from './embeddedTraceSource';
import type { TracedCall } from './traceSource';

const call: TracedCall = {
  callId: '0199a000-0000-7000-8000-000000000001',
  traceId: 'a'.repeat(32),
  spanId: 'b'.repeat(16),
  parentSpanId: 'c'.repeat(16),
  startedAt: new Date('2026-11-20T12:00:00.000Z'),
  durationMs: 100,
  sampled: null,
  timings: [
    { name: 'gateway.messages', parent: -1, start: 0, end: 100 },
    { name: 'llm.completion', parent: 0, start: 5, end: 90, attributes: { 'gen_ai.operation.name': 'chat' } },
    { name: 'policy.pii', parent: 1, start: 90, end: 95, error: 'took too long' },
  ],
};

const source = embeddedTraceSource('luthien-lens');
const spansOf = async (one: TracedCall) => (await source.trace(one.traceId, [one])).spans;

test('timings become spans on the call’s clock', async () => {
  const spans = await spansOf(call);
  expect(spans).toMatchObject([
    { id: call.spanId, parentId: null, name: 'gateway.messages', durationMs: 100, service: 'luthien-lens' },
    { parentId: call.spanId, startMs: call.startedAt.getTime() + 5, attributes: { 'gen_ai.operation.name': 'chat' } },
    { parentId: spans[1]?.id, status: 'error' },
  ]);
});

test('an error is an event of its span', async () => {
  const [, , failed] = await spansOf(call);
  expect(failed?.events).toEqual([
    {
      name: 'exception',
      timeMs: call.startedAt.getTime() + 95,
      attributes: { 'exception.message': 'took too long' },
    },
  ]);
});

test('a parent that is no other timing is none, and time never runs backwards', async () => {
  const timings = [
    { name: 'a', parent: 0, start: 10, end: 5 },
    { name: 'b', parent: 9, start: 0, end: 1 },
  ];
  const spans = await spansOf({ ...call, timings });
  expect(spans).toMatchObject([
    { parentId: null, durationMs: 0 },
    { parentId: null, durationMs: 1 },
  ]);
});

test('the answer says where it is from, and that it is whole', async () => {
  expect(await source.trace(call.traceId, [call])).toMatchObject({ source: 'record', complete: true, note: null });
});

test('a call without timings has no spans', async () => {
  expect(await spansOf({ ...call, timings: [] })).toEqual([]);
});

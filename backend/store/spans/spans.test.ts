import type { TraceSpan } from '../../call';
import { silentLog } from '../../log';
import { eraseCalls } from '../erase/eraseCalls';
import { dropExpired } from '../partitions/dropExpired';
import { createPostgresSink } from '../postgresSink';
import { sampleCall } from '../testing/sampleRows';
import { startTestDatabase, type TestDatabase } from '../testing/testDatabase';
import { writeRows } from '../write/writeRows';
import { dropCallless } from './dropCallless';
import { findSpans } from './findSpans';

/** Spans that applications told of are stored once, so many a trace, and go with the calls that they stand around. */

const now = Date.now();
const dayMs = 86_400_000;
let database: TestDatabase;
beforeAll(async () => (database = await startTestDatabase()));
afterAll(() => database.stop());

let traces = 0;
const newTrace = () => (traces += 1).toString(16).padStart(32, '0');

function span(traceId: string, spanId: string, fields: Partial<TraceSpan> = {}): TraceSpan {
  return {
    ...{
      traceId,
      spanId,
      parentSpanId: null,
      name: 'agent',
      service: 'shop',
      status: 'ok',
      startedAt: now,
      durationMs: 5,
    },
    ...{ attributes: { step: 1 }, events: [{ name: 'e', at: now, attributes: {} }], ...fields },
  };
}

const signal = new AbortController().signal;
function openSink() {
  return createPostgresSink(
    { connectionString: database.connectionString, ownServer: false, traceSpans: 3 },
    silentLog,
  );
}

async function write(...spans: TraceSpan[]): Promise<void> {
  const sink = openSink();
  await sink.writeSpans?.(spans, signal);
  await sink.close();
}

async function writeCall(traceId: string): Promise<string> {
  const call = sampleCall(now, { traceId });
  const client = await database.pool.connect();
  await writeRows(client, [call], []);
  client.release();
  return call.callId;
}

const idsOf = async (traceId: string) => (await findSpans(database.pool, traceId, 10)).map(({ spanId }) => spanId);

test('a span is read as it was told, and is there once', async () => {
  const trace = newTrace();
  const told = span(trace, 'a', { startedAt: now + 0.25, parentSpanId: 'p', name: 'a\0b' });
  await write(told, told);
  await write(told);
  expect(await findSpans(database.pool, trace, 10)).toEqual([{ ...told, name: 'a\ufffdb' }]);
});

test('a trace has so many at the most, whether they come at once or not, and others are not held to it', async () => {
  const [trace, other] = [newTrace(), newTrace()];
  const sink = openSink();
  const spans = ['a', 'b', 'c', 'd'].map((id, index) => span(trace, id, { startedAt: now + index }));
  await sink.writeSpans?.([...spans.slice(0, 2), span(other, 'x')], signal);
  await sink.writeSpans?.([...spans, span(other, 'y')], signal);
  expect(sink.limitsHit).toMatchObject({ trace_spans: 1 });
  await sink.close();
  expect([await idsOf(trace), await idsOf(other)]).toEqual([
    ['a', 'b', 'c'],
    ['x', 'y'],
  ]);
});

test('they go with their day', async () => {
  const trace = newTrace();
  await write(span(trace, 'old', { startedAt: now - 40 * dayMs }), span(trace, 'new'));
  await dropExpired(database.pool, { retentionDays: 30, now });
  expect(await idsOf(trace)).toEqual(['new']);
});

test('they go with a call that is erased, which they may quote', async () => {
  const trace = newTrace();
  const callId = await writeCall(trace);
  await write(span(trace, 'a'));
  await eraseCalls(database.pool, [callId], 'test');
  expect(await idsOf(trace)).toEqual([]);
});

test('those of a trace without any call wait for one, and go after a while', async () => {
  const [without, withCall] = [newTrace(), newTrace()];
  await write(span(without, 'a'), span(withCall, 'a'));
  await writeCall(withCall);
  const after = new Date(0);
  await dropCallless(database.pool, { after, before: new Date(now - dayMs) });
  expect(await idsOf(without)).toEqual(['a']);
  await dropCallless(database.pool, { after, before: new Date(now + dayMs) });
  expect([await idsOf(without), await idsOf(withCall)]).toEqual([[], ['a']]);
});

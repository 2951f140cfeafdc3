import { callRecordOf, type Sink, type TraceSpan } from '../../call';
import { callEnd, callStart } from '../../call/testing/facts';
import { createCapture } from '../createCapture';
import { createSpanCapture } from '../createSpanCapture';
import { CrashDisk } from '../testing/crashDisk';
import { drain, memorySink, testRecorder } from '../testing/recorder';
import { spoolDir, testSpool } from '../testing/spool';
import { createTimedWriter } from './timedWriter';

/** Spans around calls go through the recorder beside the calls. */

function setUp() {
  const files = new CrashDisk().process();
  const spool = testSpool(files);
  return { files, spool, capture: createCapture(spool) };
}

const tick = () => new Promise((resolve) => void setImmediate(resolve));

const span: TraceSpan = {
  ...{ traceId: 't', spanId: 's', parentSpanId: null, name: 'agent', service: 'shop', status: 'ok' },
  ...{ startedAt: 1, durationMs: 1, attributes: {}, events: [] },
};

interface SpanSink extends Sink {
  spans: TraceSpan[];
  isAway: boolean;
}

function spanSink(fields: Partial<Sink> = {}): SpanSink {
  const answer = () => (sink.isAway ? Promise.reject(new Error('away')) : Promise.resolve());
  const sink: SpanSink = {
    ...memorySink({ write: answer }),
    spans: [],
    isAway: false,
    async writeSpans(spans) {
      await answer();
      sink.spans.push(...spans);
    },
    ...fields,
  };
  return sink;
}

test('spans around calls go to sinks that take them, wait while these are away, and are no calls', async () => {
  const { files, spool, capture } = setUp();
  const traceSpans = ['a', 'b', 'c'].map((spanId) => ({ ...span, spanId }));
  const [sink, optional] = [spanSink(), spanSink({ name: 'optional', required: false })];
  sink.isAway = true;
  await createSpanCapture(spool)({ batchId: 'batch', traceSpans });
  void capture.start(callStart(1));
  void capture.end(callEnd(1));
  const recorder = testRecorder(spoolDir, [sink, optional], { files });
  for (let turn = 0; turn < 5; turn++) {
    recorder.turn();
    await tick();
  }
  expect(recorder.stats()).toMatchObject({ recorded: 0, unstored: 1 });
  expect(recorder.stats().sinks['memory']).toMatchObject({ queued: 1, spans: { queued: 3 } });
  sink.isAway = false;
  await drain(recorder);
  await recorder.stop();
  expect([sink.spans, optional.spans]).toEqual([traceSpans, []]);
  expect(recorder.stats()).toMatchObject({ recorded: 1, quarantined: 0, sinks: { memory: { written: 1 } } });
  expect(recorder.stats().sinks['memory']).toMatchObject({ queued: 0, spans: { written: 3, queued: 0, poison: 0 } });
});

test('which calls are new is told, too, when spans beside them could not be written at first', async () => {
  const stored = new Set<string>();
  const sink = spanSink({
    write(calls, _signal, onNew) {
      onNew(calls.map(({ callId }) => callId).filter((callId) => !stored.has(callId)));
      for (const { callId } of calls) stored.add(callId);
      return Promise.resolve();
    },
  });
  const call = callRecordOf({ start: callStart(1), parts: [], end: callEnd(1) });
  const writer = createTimedWriter(sink, 5_000);
  const write = () => writer.write([call, { batchId: 'batch', traceSpans: [span] }], 1);
  sink.isAway = true;
  await expect(write()).rejects.toThrow('away');
  sink.isAway = false;
  expect(await write()).toEqual([call.callId]);
});

test('spans that can’t be stored are put aside, are counted as spans, and hold nothing up', async () => {
  const { files, spool, capture } = setUp();
  const sink = spanSink({ writeSpans: () => Promise.reject(new RangeError('no')) });
  await createSpanCapture(spool)({ batchId: 'batch', traceSpans: [span, { ...span, spanId: 'b' }] });
  void capture.start(callStart(1));
  void capture.end(callEnd(1));
  const recorder = testRecorder(spoolDir, [sink], { files });
  await drain(recorder);
  expect(recorder.stats()).toMatchObject({ recorded: 1, quarantined: 0, spans: { quarantined: 2, lost: 0 } });
  expect(recorder.stats().sinks['memory']).toMatchObject({ written: 1, poison: 0, spans: { written: 0, poison: 2 } });
});

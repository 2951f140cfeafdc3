import type { BegunCall, EndedCall } from '../../call';
import { callRecordOf, storedSummaryOf } from '../../call';
import { callEnd, callStart } from '../../call/testing/facts';
import { createRealtime } from '..';

const begun: BegunCall = {
  callId: '0199c1d2-6f3e-7000-8000-5b1d6f0c2a44',
  startedAt: 0,
  traceId: 'ab'.repeat(16),
  spanId: 'cd'.repeat(8),
  api: 'openai',
  operation: 'chat_completions',
  provider: 'openai',
  upstream: 'openai',
  requestedModel: 'gpt-5',
  stream: false,
  captureMode: 'full',
};
const ended: EndedCall = {
  status: 'complete',
  errorType: null,
  httpStatus: 200,
  durationMs: 100,
  finalModel: 'gpt-5',
  streamed: false,
  providerCall: null,
};
const stored = storedSummaryOf(callRecordOf({ start: callStart(1), parts: [], end: callEnd(1) }));

function setUp() {
  const clock = { now: 10_000_000 };
  const realtime = createRealtime(() => clock.now);
  const end = (...calls: Partial<EndedCall>[]) => {
    for (const call of calls) realtime.listener.ended?.(begun, { ...ended, ...call });
  };
  return { clock, realtime, end };
}

test('before any call nothing is known but that there were none', () => {
  expect(setUp().realtime.read()).toEqual({
    queries_per_second: 0,
    avg_latency_ms: null,
    p95_latency_ms: null,
    error_rate: null,
    cache_hit_rate: null,
  });
});

test('the rate is that of a minute, everything else that of five', () => {
  const { clock, realtime, end } = setUp();
  end(...Array.from({ length: 30 }, () => ({ durationMs: 100 })));
  clock.now += 59_000;
  end(...Array.from({ length: 30 }, () => ({ durationMs: 300 })));
  expect(realtime.read()).toMatchObject({ queries_per_second: 1, avg_latency_ms: 200, error_rate: 0 });
  clock.now += 1000;
  expect(realtime.read()).toMatchObject({ queries_per_second: 0.5, avg_latency_ms: 200 });
  clock.now += 240_000;
  expect(realtime.read()).toMatchObject({ queries_per_second: 0, avg_latency_ms: 300 });
  clock.now += 3_600_000;
  expect(realtime.read()).toMatchObject({ queries_per_second: 0, avg_latency_ms: null });
});

test.each([1, 20, 812, 45_000, 1_800_000])('the 95th percentile is right to within three per cent (%d ms)', (ms) => {
  const { realtime, end } = setUp();
  end(...Array.from({ length: 100 }, (_, index) => ({ durationMs: index < 95 ? ms : ms * 10 })));
  const p95 = realtime.read().p95_latency_ms ?? 0;
  expect(Math.abs(p95 - ms) / ms).toBeLessThan(0.03);
});

test('what the provider failed and what was answered with 5xx are errors; refusals and blocks are none', () => {
  const { realtime, end } = setUp();
  end(
    { status: 'provider_error', httpStatus: 429 },
    { status: 'cut' },
    { status: 'rejected', httpStatus: 503 },
    { status: 'rejected', httpStatus: 400 },
    { status: 'blocked', httpStatus: 403 },
    { status: 'aborted', httpStatus: null },
    {},
    {},
  );
  expect(realtime.read().error_rate).toBe(3 / 8);
});

test('the cache’s share is that of the tokens that went in', () => {
  const { realtime } = setUp();
  realtime.onStored([
    { ...stored, inputTokens: 300, cacheReadTokens: 100 },
    { ...stored, inputTokens: 100, cacheReadTokens: null },
    { ...stored, inputTokens: null, cacheReadTokens: null },
  ]);
  expect(realtime.read().cache_hit_rate).toBe(0.25);
});

import fc from 'fast-check';
import { callEnd, callStart, exchange } from '../testing/facts';
import { callRecordOf } from '../record/callRecordOf';
import type { CallEnd, CallStart } from '../frames';
import type { SamplingSettings } from './sampling';

const none = { ratio: 0, slowMs: 30_000 };

function samplingOfCall(start: Partial<CallStart>, end: Partial<CallEnd> | null, settings: SamplingSettings = none) {
  const ended = end === null ? null : callEnd(1, end);
  return callRecordOf({ start: callStart(1, start), parts: [], end: ended }, { sampling: settings }).sampling;
}

test.each<[string, Partial<CallStart>, Partial<CallEnd> | null, string]>([
  ['a failed call', {}, { status: 'provider_error', errorType: 'overloaded' }, 'error'],
  ['one whose client left', {}, { status: 'aborted', response: null }, 'error'],
  ['one that a policy blocked', {}, { status: 'blocked' }, 'error'],
  ['one whose end is not known', {}, null, 'error'],
  [
    'one in which a policy failed',
    {},
    {
      timings: [
        { name: 'gateway.messages', parent: -1, start: 0, end: 9 },
        { name: 'policy pii', parent: 0, start: 1, end: 2, error: 'policy_timeout' },
      ],
    },
    'error',
  ],
  ['a slow one', {}, { durationMs: 30_001 }, 'slow'],
  ['one with a changed request', { request: exchange('{"a":1}', '{"a":2}') }, {}, 'changed'],
  ['one with a changed answer', {}, { response: exchange('{"a":1}', '{"a":2}') }, 'changed'],
  ['one of a trace that its caller keeps', { sampledByCaller: true }, {}, 'caller'],
])('%s is always kept', (_what, start, end, reason) => {
  expect(samplingOfCall(start, end)).toEqual({ sampled: true, reason });
});

test('a routine call is kept as the ratio says', () => {
  expect(samplingOfCall({}, {})).toEqual({ sampled: false, reason: 'ratio' });
  expect(samplingOfCall({}, { durationMs: 30_000 })).toEqual({ sampled: false, reason: 'ratio' });
  expect(samplingOfCall({ sampledByCaller: false }, {}, { ...none, ratio: 1 })).toEqual({
    sampled: true,
    reason: 'ratio',
  });
});

test('all calls of a trace are kept together, and what a ratio keeps a larger one keeps too', () => {
  const traceId = fc.string({ unit: fc.constantFrom('0', '4', '8', '9', 'c', 'e', 'f'), minLength: 32, maxLength: 32 });
  const ratio = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(traceId, ratio, ratio, (id, one, other) => {
      const kept = (value: number) => samplingOfCall({ traceId: id }, {}, { ...none, ratio: value }).sampled;
      expect(kept(one)).toBe(kept(one));
      if (kept(Math.min(one, other))) expect(kept(Math.max(one, other))).toBe(true);
      expect(kept(1)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('a tenth of all trace ids is those that end highest', () => {
  const isKept = (end: string) =>
    samplingOfCall({ traceId: 'a'.repeat(18) + end }, {}, { ...none, ratio: 0.1 }).sampled;
  expect(isKept('e6660000000000')).toBe(false);
  expect(isKept('e6670000000000')).toBe(true);
});

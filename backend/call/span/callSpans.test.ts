import { callStart } from '../testing/facts';
import { callSpans, type TimedCall } from './callSpans';
import type { PolicyEvent } from '../policyEvent';

const { callId, spanId, startedAt } = callStart(1);
const call: TimedCall = {
  callId,
  spanId,
  parentSpanId: 'c'.repeat(16),
  startedAt,
  timings: [
    { name: 'gateway.messages', parent: -1, start: 0, end: 100 },
    { name: 'llm.completion', parent: 0, start: 5, end: 90, spanId: 'd'.repeat(16) },
    { name: 'policy pii', parent: 0, start: 90, end: 95, error: 'policy_timeout' },
  ],
};
const event: PolicyEvent = {
  id: 'e1',
  policy: 'pii',
  type: 'policy.pii_redacted',
  summary: 'account number',
  severity: 'info',
  details: { pattern: 'account_number', group: null },
  phase: 'response',
  at: 92,
};

test('the root is a child of the caller’s span, and what the gateway named keeps its id', () => {
  expect(callSpans(call)).toMatchObject([
    { id: spanId, parentId: 'c'.repeat(16), startMs: startedAt, durationMs: 100 },
    { id: 'd'.repeat(16), parentId: spanId, startMs: startedAt + 5 },
    { parentId: spanId },
  ]);
});

test('every other span has an id of eight bytes, its own and always the same', () => {
  const ids = callSpans(call).map(({ id }) => id);
  expect(ids).toEqual(callSpans(call).map(({ id }) => id));
  expect(new Set(ids).size).toBe(3);
  expect(ids[2]).toMatch(/^[0-9a-f]{16}$/);
  expect(callSpans({ ...call, callId: callStart(2).callId })[2]?.id).not.toBe(ids[2]);
});

test('what a policy said is an event of its span, with the details that have a value', () => {
  const [, , policy] = callSpans(call, [event]);
  expect(policy?.events.at(-1)).toEqual({
    name: 'policy.pii_redacted',
    timeMs: startedAt + 92,
    attributes: {
      'event.type': 'policy.pii_redacted',
      'event.summary': 'account number',
      'event.severity': 'info',
      'event.pattern': 'account_number',
      policy: 'pii',
    },
  });
});

test('a span that failed says so, and why', () => {
  expect(callSpans(call)[2]).toMatchObject({
    status: 'error',
    events: [{ name: 'exception', attributes: { 'exception.message': 'policy_timeout' } }],
  });
});

test('a parent that is no other timing is none, and time never runs backwards', () => {
  const timings = [
    { name: 'a', parent: 0, start: 10, end: 5 },
    { name: 'b', parent: 9, start: 0, end: 1 },
  ];
  expect(callSpans({ ...call, parentSpanId: null, timings })).toMatchObject([
    { parentId: null, durationMs: 0 },
    { parentId: null, durationMs: 1 },
  ]);
});

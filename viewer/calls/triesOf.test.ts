import type { Call } from '@lens/core/api';
import { plainCall } from '../fixtures/plainCall';
import { triesOf } from './triesOf';

const id = (at: number) => `019aa3f2-0000-7000-8000-${String(at).padStart(12, '0')}`;
const call = (at: number, retryCount: number | null, more: Partial<Call> = {}): Call => ({
  ...plainCall,
  callId: id(at),
  retryCount,
  ...more,
});

function seen(...calls: Call[]) {
  return [...triesOf(calls)].map(([callId, { count, before, after }]) => [
    Number(callId.slice(-12)),
    count,
    before && Number(before.callId.slice(-12)),
    after && Number(after.callId.slice(-12)),
  ]);
}

test('each try knows the one before and the one after, whichever way the list is turned', () => {
  const calls = [call(1, 0), call(2, 1), call(3, 2)];
  const tries = [
    [1, 0, null, 2],
    [2, 1, 1, 3],
    [3, 2, 2, null],
  ];
  expect(seen(...calls)).toEqual(tries);
  expect(seen(...calls.toReversed())).toEqual(tries);
});

test('requests that are sent side by side keep their own tries', () => {
  const other = { requestBytes: plainCall.requestBytes + 1 };
  expect(seen(call(1, 0), call(2, 0, other), call(3, 1, other), call(4, 1))).toEqual([
    [1, 0, null, 4],
    [2, 0, null, 3],
    [3, 1, 2, null],
    [4, 1, 1, null],
  ]);
});

test.each<[string, Partial<Call>]>([
  ['another session', { sessionId: 'another' }],
  ['another user', { userHash: 'another' }],
  ['another model', { requestedModel: 'another' }],
])('a call of %s is no try of the same', (_what, more) => {
  expect(seen(call(1, 0, more), call(2, 1))).toEqual([
    [1, 0, null, null],
    [2, 1, null, null],
  ]);
});

test('one first try has one second try, and calls that say nothing are none', () => {
  expect(seen(call(1, 0), call(2, 1), call(3, 1), call(4, null))).toEqual([
    [1, 0, null, 2],
    [2, 1, 1, null],
    [3, 1, null, null],
  ]);
});

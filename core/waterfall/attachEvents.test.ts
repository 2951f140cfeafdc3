import { attachEvents, type Span } from './index';

function span(id: string, parentId: string | null, startMs: number, durationMs: number): Span {
  return { id, parentId, name: id, startMs, durationMs, status: 'ok', service: 'lens', attributes: {}, events: [] };
}

const spans = [
  span('gateway.messages', null, 0, 100),
  span('policy.pii', 'gateway.messages', 10, 5),
  span('policy.pii ', null, 80, 5),
];
const mark = { type: 'policy.pii_redacted', policy: 'pii', summary: 'redacted 1', severity: 'info', timeMs: 12 };
const eventsOf = (result: Span[]) => result.map(({ events }) => events.map(({ name }) => name));

test('an event stands on its policy’s span', () => {
  expect(eventsOf(attachEvents(spans, [mark]))).toEqual([[], ['policy.pii_redacted'], []]);
});

test('an event of a policy without a span stands on the root', () => {
  expect(eventsOf(attachEvents(spans, [{ ...mark, policy: 'other' }]))).toEqual([['policy.pii_redacted'], [], []]);
});

test('an event that the source already gave is not doubled', () => {
  const [root, ...rest] = attachEvents(spans, [mark]);
  const again = attachEvents([...(root ? [root] : []), ...rest], [mark]);
  expect(eventsOf(again)).toEqual([[], ['policy.pii_redacted'], []]);
});

test('without spans there is nothing to stand on', () => {
  expect(attachEvents([], [mark])).toEqual([]);
});

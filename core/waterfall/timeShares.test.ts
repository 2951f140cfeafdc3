import { attachEvents, completionPhases, spanCategory, timeShares, type Span } from './index';

function span(name: string, parentId: string | null, startMs: number, durationMs: number): Span {
  return { id: name, parentId, name, startMs, durationMs, status: 'ok', service: 'lens', attributes: {}, events: [] };
}

test('provider, policies and the gateway’s own time add up to the whole', () => {
  const spans = [
    span('gateway.messages', null, 0, 100),
    span('llm.completion', 'gateway.messages', 10, 70),
    span('streaming.orchestrate', 'gateway.messages', 10, 85),
    span('policy.a', 'streaming.orchestrate', 60, 30),
  ];
  expect(timeShares(spans)).toEqual({ total: 100, provider: 70, policies: 10, own: 20, policiesInStream: 0 });
});

test('a policy’s span over a whole stream is not taken for work', () => {
  const stream = { ...span('policy a', 'gateway.messages', 10, 90), attributes: { 'luthien.policy.busy_ms': 0.4 } };
  expect(
    timeShares([span('gateway.messages', null, 0, 100), span('llm.completion', 'gateway.messages', 10, 80), stream]),
  ).toEqual({
    total: 100,
    provider: 80,
    policies: 0,
    own: 20,
    policiesInStream: 0.4,
  });
});

test('without a root nothing is claimed', () => {
  expect(timeShares([])).toBeNull();
  expect(timeShares([span('llm.completion', 'gone', 0, 10)])).toBeNull();
});

test('the gateway’s own spans, which name the policies of the call, are no policy’s', () => {
  const root = { ...span('gateway.messages', null, 0, 1), attributes: { 'luthien.policy.name': 'pii' } };
  const mark = { type: 'policy.pii_redacted', policy: 'pii', summary: '', severity: 'info', timeMs: 0 };
  const [, policy] = attachEvents([root, span('policy pii', root.id, 0, 1)], [mark]);
  expect(policy?.events).toHaveLength(1);
});

test.each([
  ['llm.completion', {}, 'provider'],
  ['chat gpt-5', { 'gen_ai.operation.name': 'chat' }, 'provider'],
  ['policy pii', {}, 'policy'],
  ['policy.pii', {}, 'policy'],
  ['redact', { 'luthien.policy.name': 'pii' }, 'policy'],
  ['control_plane.process_request', { 'luthien.policy.name': 'pii' }, 'own'],
  ['gateway.messages', {}, 'own'],
  ['pg.query', {}, 'other'],
])('%s belongs to %s', (name, attributes, category) => {
  expect(spanCategory({ ...span(name, null, 0, 1), attributes })).toBe(category);
});

describe('phases of a provider call', () => {
  const completion = span('llm.completion', null, 1000, 500);
  const names = (moments: Parameters<typeof completionPhases>[1]) =>
    completionPhases(completion, moments).map(({ name, startMs, endMs }) => [name, startMs, endMs]);

  test('a stream has three', () => {
    expect(names({ firstByteMs: 1300, firstTokenMs: 1310, stream: true })).toEqual([
      ['to first byte', 1000, 1300],
      ['to first token', 1300, 1310],
      ['streaming', 1310, 1500],
    ]);
  });

  test('a whole answer is waited for, then read', () => {
    expect(names({ firstByteMs: 1490, firstTokenMs: 1495, stream: false })).toEqual([
      ['to first byte', 1000, 1490],
      ['body', 1490, 1500],
    ]);
  });

  test('a moment that was not recorded is not made up', () => {
    expect(names({ firstByteMs: null, firstTokenMs: 1310, stream: true })).toEqual([
      ['to first token', 1000, 1310],
      ['streaming', 1310, 1500],
    ]);
    expect(names({ firstByteMs: null, firstTokenMs: null, stream: true })).toEqual([]);
    expect(names({ firstByteMs: null, firstTokenMs: 1310, stream: false })).toEqual([]);
  });

  test('moments outside the span are kept inside it', () => {
    expect(names({ firstByteMs: 9000, firstTokenMs: null, stream: true })).toEqual([['to first byte', 1000, 1500]]);
  });
});

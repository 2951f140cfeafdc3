import { apply } from '@lens/core/diff';
import type { PolicyEvent } from '../../call';
import { answer, callEnd, callStart, exchange } from '../../call/testing/facts';
import { event, policyEvent, recorded, redacted, rowsOf, secret, stepsOf } from '../testing/recordedRows';

const account = answer.replace('General Kenobi', secret);
const hidden = answer.replace('General Kenobi', redacted);

describe('a whole response', () => {
  test('that no policy changed is one row and two events without a second copy', () => {
    const rows = rowsOf(recorded());
    expect(rows.call).toMatchObject({
      status: 'complete',
      requestChanged: false,
      responseChanged: false,
      responseChanges: 0,
      responseSummary: null,
      changedBy: [],
      inputTokens: 9,
      outputTokens: 4,
      finishReason: 'stop',
      providerRequestId: 'req_1',
      durationMs: 41.5,
      requestBytes: callStart(1).request.original.length,
      responseBytes: answer.length,
    });
    expect(event(rows, 'request')).toMatchObject({ final: null, finalRaw: null, rawKind: 'json', steps: [] });
    expect(event(rows, 'response')).toMatchObject({ final: null, rawKind: 'json' });
    expect(event(rows, 'response').original).toEqual(JSON.parse(answer));
  });

  test('that a policy changed keeps both sides, the change and who made it', () => {
    const rows = rowsOf(recorded({ end: callEnd(1, { response: exchange(account, hidden), events: [policyEvent] }) }));
    expect(rows.call).toMatchObject({
      responseChanged: true,
      responseChanges: 1,
      changedBy: ['redact'],
      policyEvents: 1,
      responseBytes: hidden.length,
    });
    expect(rows.call.responseSummary).toBe('choices[0].message.content: 1 word replaced');
    const response = event(rows, 'response');
    expect(response.original).toEqual(JSON.parse(account));
    expect(response.final).toEqual(JSON.parse(hidden));
    expect(response.steps).toMatchObject([{ policy: 'redact', redacts: true }]);
    expect(stepsOf(response).map(({ delta }) => apply(delta, response.original))).toEqual([response.final]);
  });

  test('finds its words in what the client saw, never in what was taken out', () => {
    const { call } = rowsOf(recorded({ end: callEnd(1, { response: exchange(account, hidden) }) }));
    expect(call.searchText).toContain(redacted);
    expect(call.searchText).toContain('Hello there');
    expect(call.searchText).not.toContain('1234-5678-9012');
  });

  test('changed by two policies has each one’s own change', () => {
    const between = Buffer.from(account.replace('account', 'ACCOUNT'));
    const final = Buffer.from(hidden.replace('account', 'ACCOUNT'));
    const steps = [
      { policy: 'shout', redacts: false, body: between },
      { policy: 'redact', redacts: true, body: final },
    ];
    const response = { original: Buffer.from(account), final, steps, contentType: null };
    const rows = rowsOf(recorded({ end: callEnd(1, { response }) }));
    expect(rows.call.changedBy).toEqual(['shout', 'redact']);
    const stored = event(rows, 'response');
    const { original, final: sent } = stored;
    const deltas = stepsOf(stored);
    const first = deltas[0] && apply(deltas[0].delta, original);
    expect(first).toEqual(JSON.parse(between.toString()));
    expect(deltas[1] && first !== undefined && apply(deltas[1].delta, first)).toEqual(sent);
  });

  test('a policy that undid another’s change leaves no change but both steps', () => {
    const steps = [
      { policy: 'there', redacts: false, body: Buffer.from(hidden) },
      { policy: 'back', redacts: false, body: Buffer.from(account) },
    ];
    const response = { original: Buffer.from(account), final: null, steps, contentType: null };
    const rows = rowsOf(recorded({ end: callEnd(1, { response }) }));
    expect(rows.call).toMatchObject({ responseChanged: false, changedBy: ['there', 'back'] });
    expect(event(rows, 'response').final).toBeNull();
  });

  test('the provider’s error names the call’s error', () => {
    const body = '{"error":{"message":"slow down","type":"rate_limit_error","code":null}}';
    const end = callEnd(1, { status: 'provider_error', httpStatus: 429, response: exchange(body) });
    expect(rowsOf(recorded({ end })).call).toMatchObject({
      status: 'provider_error',
      errorType: 'rate_limit_error',
      errorMessage: 'slow down',
    });
  });

  test('there is no response event when there was no response', () => {
    const end = callEnd(1, { status: 'upstream_failed', response: null, upstreamStatus: null, errorType: 'timeout' });
    const rows = rowsOf(recorded({ end }));
    expect(rows.events.map(({ eventType }) => eventType)).toEqual(['request']);
    expect(rows.call).toMatchObject({ status: 'upstream_failed', errorType: 'timeout', responseBytes: null });
  });
});

test('the summary does not name a key that was redacted', () => {
  const request = exchange('{"book":{"ann@example.org":1},"model":"m","seed":7}', '{"book":{"[REDACTED]":1}}');
  const { call } = rowsOf(recorded({ start: callStart(1, { request }) }));
  expect(call.requestSummary).toBe('book["…"] removed; book["[REDACTED]"] added; 2 more changes');
});

test('a change that no policy’s step explains leaves unknown what is secret in the original', () => {
  const response = { ...exchange('{"pin":"quokka"}', '{"pin":"***"}'), steps: [] };
  const rows = rowsOf(recorded({ end: callEnd(1, { response }) }));
  expect(rows.call).toMatchObject({ responseChanged: true, changedBy: [] });
  expect(event(rows, 'response').steps).toBeNull();
});

test('of a request whose policies never got through nothing was sent or changed, and nobody knows what is secret', () => {
  const request = {
    ...exchange('{"model":"gpt-5","messages":[{"role":"user","content":"My pin is quokka"}]}', ''),
    steps: [],
  };
  const rows = rowsOf(recorded({ start: callStart(1, { request }), end: callEnd(1, { status: 'blocked' }) }));
  expect(event(rows, 'request')).toMatchObject({ steps: null, final: null });
  expect(rows.call.searchText).not.toContain('quokka');
  expect(rows.call).toMatchObject({ requestChanged: false, requestChanges: 0, requestSummary: null, changedBy: [] });
});

test('an error is told in the words that were sent, not in those that a policy took out', () => {
  const error = (message: string) => JSON.stringify({ error: { message, type: 'invalid_request_error' } });
  const response = exchange(error(secret), error(redacted));
  const { call } = rowsOf(recorded({ end: callEnd(1, { status: 'provider_error', httpStatus: 400, response }) }));
  expect(call).toMatchObject({ errorType: 'invalid_request_error', errorMessage: redacted });
});

describe('bodies that are no JSON', () => {
  const cases: [string, Uint8Array, unknown][] = [
    ['text', Buffer.from('not json'), 'not json'],
    ['binary', Buffer.from([0xff, 0xd8, 0x00]), { base64: '/9gA' }],
    ['text', Buffer.alloc(0), null],
    ['json', Buffer.from('\ufeff{"a":1}'), { a: 1 }],
    ['json', Buffer.from([...Buffer.from('{"a":"'), 0xff, ...Buffer.from('"}')]), { a: '\ufffd' }],
    ['json', Buffer.from('{"a":"\\u0000\\ud800","__proto__":1}'), JSON.parse('{"a":"\\u0000\\ud800","__proto__":1}')],
  ];
  test.each(cases)('%s: %p', (kind, raw, original) => {
    const rows = rowsOf(recorded({ end: callEnd(1, { response: exchange(raw) }) }));
    expect(event(rows, 'response')).toMatchObject({ rawKind: kind });
    expect(event(rows, 'response').original).toEqual(original);
    expect(event(rows, 'response').originalRaw).toEqual(Buffer.from(raw));
  });

  test('nested deeper than the call stack, or of more values than memory has room for, are text', () => {
    for (const hostile of ['['.repeat(200_000) + ']'.repeat(200_000), `[${'[],'.repeat(600_000)}0]`]) {
      const rows = rowsOf(recorded({ end: callEnd(1, { response: exchange(hostile) }) }));
      expect(rows.call.status).toBe('complete');
      expect(event(rows, 'response')).toMatchObject({ rawKind: 'text', original: hostile });
    }
  });
});

describe('events', () => {
  const said = (id: string, at: number): PolicyEvent => ({ ...policyEvent, id, at });

  test('are in order, to the nanosecond, even when their times are equal or late', () => {
    const end = callEnd(1, { events: [said('c', 60), said('b', 41.5), said('a', 41.5)] });
    const { events } = rowsOf(recorded({ end }));
    expect(events.map(({ eventType }) => eventType)).toEqual([
      'request',
      'policy.pii_redacted',
      'policy.pii_redacted',
      'policy.pii_redacted',
      'response',
    ]);
    const sequences = events.map(({ sequence }) => sequence);
    expect([...sequences].sort((a, b) => (a < b ? -1 : 1))).toEqual(sequences);
    expect(new Set(sequences).size).toBe(5);
    expect(sequences[0]).toBe(1_760_000_000_001_250_000n);
  });

  test('have the same ids each time, and no two the same', () => {
    const call = recorded({ end: callEnd(1, { events: [said('a', 1), said('b', 2)] }) });
    const ids = rowsOf(call).events.map(({ id }) => id);
    expect(rowsOf(call).events.map(({ id }) => id)).toEqual(ids);
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('of policies say what the policy said', () => {
    const { events } = rowsOf(recorded({ end: callEnd(1, { events: [policyEvent] }) }));
    expect(events[1]).toMatchObject({ eventType: 'policy.pii_redacted', rawKind: null, originalRaw: null, steps: [] });
    expect(events[1]?.original).toEqual({ ...policyEvent, id: events[1]?.id });
  });
});

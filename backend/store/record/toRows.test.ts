import { apply } from '@lens/core/diff';
import { unpackChunkTimes } from '@lens/core/waterfall';
import type { EventRow } from '../rows';
import { callRecordOf, type PolicyEvent, type RecordedCall, type StreamPart } from '../../call';
import { answer, callEnd, callStart, exchange, openAiStream, streamEnd, streamParts } from '../../call/testing/facts';
import { toRows, type CallRows } from './toRows';

const rowsOf = (call: RecordedCall) => toRows(callRecordOf(call));

function recorded(call: Partial<RecordedCall> = {}): RecordedCall {
  return { start: callStart(1), parts: [], end: callEnd(1), ...call };
}

function event({ events }: CallRows, type: string): EventRow {
  const found = events.find(({ eventType }) => eventType === type);
  if (!found) throw new Error(`no ${type} event`);
  return found;
}

function stepsOf({ steps }: EventRow) {
  if (steps === null) throw new Error('the policies’ steps are not known');
  return steps;
}

const secret = 'Your account number is 1234-5678-9012.';
const redacted = 'Your account number is [REDACTED].';
const account = answer.replace('General Kenobi', secret);
const hidden = answer.replace('General Kenobi', redacted);

const policyEvent: PolicyEvent = {
  id: 'pii-1',
  policy: 'redact',
  type: 'policy.pii_redacted',
  summary: 'account number',
  severity: 'info',
  details: { pattern: 'account_number' },
  phase: 'response',
  at: 40,
};

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

describe('a stream', () => {
  const chunks = openAiStream(['Hel', 'lo']);
  const start = callStart(1, { stream: true });

  test('is rebuilt, timed and counted', () => {
    const rows = rowsOf({ start, parts: streamParts(1, 'upstream', chunks), end: streamEnd(1) });
    expect(rows.call).toMatchObject({
      status: 'complete',
      stream: true,
      inputTokens: 5,
      outputTokens: 2,
      finishReason: 'stop',
      firstByteMs: 100,
      // The first chunk only says who speaks.
      firstTokenMs: 110,
      clientChunks: null,
    });
    const { original, originalRaw, rawKind } = event(rows, 'response');
    expect(original).toMatchObject({ choices: [{ message: { role: 'assistant', content: 'Hello' } }] });
    expect(originalRaw).toEqual(Buffer.from(chunks.join('')));
    expect(rawKind).toBe('sse');
    const times = rows.call.upstreamChunks && unpackChunkTimes(rows.call.upstreamChunks);
    expect(times).toEqual({
      at: chunks.map((_, index) => 100 + index * 10),
      bytes: chunks.map(({ length }) => length),
    });
  });

  test('that a policy changed has both sides and the client’s own times', () => {
    const sent = openAiStream(['Bye']);
    const step = { policy: 'redact', redacts: true, body: Buffer.from(sent.join('')) };
    const response = { original: Buffer.alloc(0), final: Buffer.alloc(0), steps: [step], contentType: null };
    const parts = [...streamParts(1, 'upstream', chunks), ...streamParts(1, 'client', sent, 500)];
    const rows = rowsOf({ start, parts, end: streamEnd(1, { response }) });
    expect(rows.call).toMatchObject({
      responseChanged: true,
      firstByteMs: 500,
      firstTokenMs: 510,
      changedBy: ['redact'],
    });
    expect(rows.call.clientChunks).not.toBeNull();
    const stored = event(rows, 'response');
    expect(stored.original).toMatchObject({ choices: [{ message: { content: 'Hello' } }] });
    expect(stored.final).toMatchObject({ choices: [{ message: { content: 'Bye' } }] });
    expect(stepsOf(stored).map(({ delta }) => apply(delta, stored.original))).toEqual([stored.final]);
    expect(rows.call.inputTokens).toBe(5);
  });

  test('that was watched but not changed is stored once', () => {
    const parts = [...streamParts(1, 'upstream', chunks), ...streamParts(1, 'client', chunks, 130)];
    const rows = rowsOf({ start, parts, end: streamEnd(1) });
    expect(rows.call).toMatchObject({ responseChanged: false, firstByteMs: 130 });
    expect(event(rows, 'response').finalRaw).toBeNull();
  });

  test('is the same however it was cut into parts', () => {
    const bytes = Buffer.from(chunks.join('').replace('Hel', 'Hé€l'));
    const whole = rowsOf({ start, parts: [part(bytes)], end: streamEnd(1) });
    for (const at of [1, 7, 101, bytes.indexOf('é') + 1, bytes.length - 1]) {
      const parts = [part(bytes.subarray(0, at)), part(bytes.subarray(at))];
      expect(event(rowsOf({ start, parts, end: streamEnd(1) }), 'response')).toEqual(event(whole, 'response'));
    }
  });

  function part(bytes: Buffer): StreamPart {
    return { callId: start.callId, side: 'upstream', bytes, times: [1000, bytes.length] };
  }

  test('without its terminal event was cut, though the gateway saw a clean end', () => {
    const parts = streamParts(1, 'upstream', openAiStream(['Hel'], { cut: true }));
    const rows = rowsOf({ start, parts, end: streamEnd(1) });
    expect(rows.call.status).toBe('cut');
    expect(event(rows, 'response').original).toMatchObject({ choices: [{ message: { content: 'Hel' } }] });
  });

  test('without [DONE] behind its finish reason is complete', () => {
    const parts = streamParts(1, 'upstream', openAiStream(['Hel']).slice(0, -1));
    expect(rowsOf({ start, parts, end: streamEnd(1) }).call.status).toBe('complete');
  });

  test('with an error event is the provider’s error', () => {
    const broken = [
      ...openAiStream(['Hel'], { cut: true }),
      'data: {"error":{"message":"overloaded","type":"server_error"}}\n\n',
    ];
    const rows = rowsOf({ start, parts: streamParts(1, 'upstream', broken), end: streamEnd(1) });
    expect(rows.call).toMatchObject({
      status: 'provider_error',
      errorType: 'server_error',
      errorMessage: 'overloaded',
    });
  });

  test('that its client left keeps that status and what arrived', () => {
    const parts = streamParts(1, 'upstream', openAiStream(['Hel'], { cut: true }));
    const rows = rowsOf({ start, parts, end: streamEnd(1, { status: 'aborted', httpStatus: null }) });
    expect(rows.call.status).toBe('aborted');
  });

  test('that is not rebuilt has the tokens that one of its events tells', () => {
    const start = callStart(1, { operation: 'passthrough', endpoint: '/v1/responses', stream: true });
    const events = [
      'event: response.created\ndata: {"type":"response.created","response":{"id":"r","usage":null}}\n\n',
      'event: response.completed\ndata: {"type":"response.completed","response":{"id":"r","usage":{"input_tokens":37,"output_tokens":11}}}\n\n',
    ];
    const rows = rowsOf({ start, parts: streamParts(1, 'upstream', events), end: streamEnd(1) });
    expect(rows.call).toMatchObject({ inputTokens: 37, outputTokens: 11 });
  });

  test('of another endpoint has no terminal event to miss, and is kept as text', () => {
    const passthrough = callStart(1, { operation: 'passthrough', endpoint: '/v1/other', stream: true });
    const text = 'event: custom\ndata: {"custom":true}\n\n';
    const rows = rowsOf({ start: passthrough, parts: streamParts(1, 'upstream', [text]), end: streamEnd(1) });
    expect(rows.call.status).toBe('complete');
    expect(event(rows, 'response').originalRaw).toEqual(Buffer.from(text));
  });

  test('that said nothing at all is still a call', () => {
    const rows = rowsOf({ start, parts: [], end: streamEnd(1) });
    expect(rows.call).toMatchObject({ status: 'cut', responseBytes: 0, firstByteMs: null });
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

test('a stream’s error is told in the words that were sent, or not at all', () => {
  const event = (message: string) => `data: ${JSON.stringify({ error: { message, type: 'server_error' } })}\n\n`;
  const chunks = openAiStream(['Hello'], { cut: true });
  const sent = (end: string[]) => {
    const parts = [
      ...streamParts(1, 'upstream', [...chunks, event(secret)]),
      ...streamParts(1, 'client', [...chunks, ...end]),
    ];
    return rowsOf({ start: callStart(1, { stream: true }), parts, end: null }).call;
  };
  expect(sent([event(redacted)])).toMatchObject({ errorType: 'server_error', errorMessage: redacted });
  expect(sent([]).errorMessage).not.toContain('account');
});

describe('a call whose process ended', () => {
  const start = callStart(1, { stream: true, events: [policyEvent] });

  test('is interrupted, with what arrived', () => {
    const rows = rowsOf({ start, parts: streamParts(1, 'upstream', openAiStream(['Hel'], { cut: true })), end: null });
    expect(rows.call).toMatchObject({ status: 'interrupted', durationMs: null, httpStatus: null, policyEvents: 1 });
    expect(event(rows, 'response').original).toMatchObject({ choices: [{ message: { content: 'Hel' } }] });
  });

  test('is complete when its client had the whole stream', () => {
    const rows = rowsOf({ start, parts: streamParts(1, 'upstream', openAiStream(['Hello'])), end: null });
    expect(rows.call.status).toBe('complete');
  });

  test('is interrupted when only the provider’s side was whole', () => {
    const parts = [
      ...streamParts(1, 'upstream', openAiStream(['Hello'])),
      ...streamParts(1, 'client', openAiStream(['Bye'], { cut: true })),
    ];
    expect(rowsOf({ start, parts, end: null }).call).toMatchObject({ status: 'interrupted', responseChanged: true });
  });

  test('is not said to be changed when the client merely had not everything yet', () => {
    const chunks = openAiStream(['Hello']);
    const parts = [...streamParts(1, 'upstream', chunks), ...streamParts(1, 'client', chunks.slice(0, 2))];
    expect(rowsOf({ start, parts, end: null }).call).toMatchObject({ status: 'interrupted', responseChanged: false });
  });

  test('keeps what the client did not have yet out of what it had, and out of reach: a policy may have held it back', () => {
    const chunks = openAiStream(['Your pin is ', 'quokka']);
    for (const had of [chunks.slice(0, 2), ['']]) {
      const parts = [...streamParts(1, 'upstream', chunks), ...streamParts(1, 'client', had)];
      const rows = rowsOf({ start, parts, end: null });
      expect(rows.call.searchText).not.toContain('quokka');
      expect(JSON.stringify(event(rows, 'response').final)).not.toContain('quokka');
      expect(event(rows, 'response').finalRaw).toEqual(Buffer.from(had.join('')));
      expect(event(rows, 'response').steps).toBeNull();
    }
  });

  test('does not know what its policies took out', () => {
    const parts = [
      ...streamParts(1, 'upstream', openAiStream(['My pin is quokka'])),
      ...streamParts(1, 'client', openAiStream(['My pin is ***'])),
    ];
    expect(event(rowsOf({ start, parts, end: null }), 'response').steps).toBeNull();
  });

  test('has a request and no response when nothing came', () => {
    const rows = rowsOf({ start, parts: [], end: null });
    expect(rows.call.status).toBe('interrupted');
    expect(rows.events.map(({ eventType }) => eventType)).toEqual(['request', 'policy.pii_redacted']);
  });
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

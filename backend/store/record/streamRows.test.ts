import { apply } from '@lens/core/diff';
import { unpackChunkTimes } from '@lens/core/waterfall';
import type { StreamPart } from '../../call';
import { callStart, openAiStream, streamEnd, streamParts } from '../../call/testing/facts';
import { event, policyEvent, redacted, rowsOf, secret, stepsOf } from '../testing/recordedRows';

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

  test('that a policy changed has both forms and the client’s own times', () => {
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

import { unpackChunkTimes } from '@lens/core/waterfall';
import { callEnd, callStart, exchange, streamEnd, streamParts } from '../../call/testing/facts';
import { partialRecord, type CallBeginning, type WhyPartial } from '../../call';
import { toRows } from '../testing/recordedRows';

const why: WhyPartial = { reason: 'too_large', bytes: 1e9, keptBytes: 100, summary: 'Stored in part: too large.' };

const partialRows = (call: CallBeginning, reason: WhyPartial) => toRows(partialRecord(call, reason, {}));

function beginning(recorded: Partial<CallBeginning['recorded']>): CallBeginning {
  return {
    recorded: { start: callStart(1), parts: [], end: callEnd(1), ...recorded },
    sizes: { request: 5000, response: 6000 },
  };
}

test('all that is known without reading a body is stored, with the bodies as far as they are there', () => {
  const { call, events } = partialRows(beginning({}), why);
  expect(call).toMatchObject({
    status: 'complete',
    finalModel: 'gpt-5',
    durationMs: 41.5,
    httpStatus: 200,
    requestBytes: 5000,
    responseBytes: 6000,
    requestChanged: false,
    inputTokens: null,
    searchText: '',
  });
  expect(events.map(({ eventType }) => eventType)).toEqual(['request', 'capture.stored_in_part', 'response']);
  expect(events[0]?.originalRaw).toEqual(callStart(1).request.original);
  expect(events[0]?.rawKind).toBe('text');
});

test('an event says so, in words and for programs', () => {
  const { call, events } = partialRows(beginning({}), why);
  expect(call.policyEvents).toBe(1);
  expect(events[1]?.original).toMatchObject({
    policy: 'capture',
    severity: 'warning',
    summary: 'Stored in part: too large.',
    details: { reason: 'too_large', bytes: 1e9, kept_bytes_of_each_body: 100 },
  });
});

test('what a policy changed counts as one change of its own, and hides the whole original', () => {
  const { call, events } = partialRows(
    beginning({ end: callEnd(1, { response: exchange('{"secret":1}', '{"secret":0}') }) }),
    why,
  );
  expect(call).toMatchObject({ responseChanged: true, responseChanges: 1, changedBy: ['redact'] });
  expect(events.map(({ steps }) => steps)).toEqual([[], [], null]);
});

test('a stream keeps the times and the length of all its chunks, and is never read as one', () => {
  const parts = streamParts(1, 'upstream', ['data: 1\n\n', 'data: 2\n\n']).map((part) => ({
    ...part,
    bytes: part.bytes.subarray(0, 4),
  }));
  const { call, events } = partialRows(beginning({ parts, end: streamEnd(1) }), why);
  expect(call).toMatchObject({ stream: true, responseBytes: 18, firstByteMs: 100, firstTokenMs: null });
  expect(call.upstreamChunks && unpackChunkTimes(call.upstreamChunks)).toMatchObject({ bytes: [9, 9] });
  expect(events.at(-1)).toMatchObject({ rawKind: 'text', originalRaw: Buffer.from('datadata') });
});

test('a call without an end is interrupted; that its client was sent something else is known', () => {
  const parts = [...streamParts(1, 'upstream', ['secret']), ...streamParts(1, 'client', ['[REDACTED]'])];
  const { call, events } = partialRows(beginning({ parts, end: null }), why);
  expect(call).toMatchObject({ status: 'interrupted', responseChanged: true, durationMs: null });
  expect(events.at(-1)).toMatchObject({ finalRaw: Buffer.from('[REDACTED]'), steps: null });
});

test('a call without a response has none', () => {
  const { call, events } = partialRows(beginning({ end: callEnd(1, { response: null, status: 'aborted' }) }), why);
  expect(call).toMatchObject({ status: 'aborted', responseBytes: null });
  expect(events.map(({ eventType }) => eventType)).toEqual(['request', 'capture.stored_in_part']);
});

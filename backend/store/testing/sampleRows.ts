import { randomBytes } from 'node:crypto';
import { callRecordOf } from '../../call';
import { callEnd, callStart } from '../../call/testing/facts';
import { callRow } from '../record/callRow';
import type { CallRow, EventRow } from '../rows';

/** A version 7 id of the given moment. */
export function callIdAt(timeMs: number): string {
  const time = Math.floor(timeMs).toString(16).padStart(12, '0');
  const random = randomBytes(10).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-a${random.slice(3, 6)}-${random.slice(6, 18)}`;
}

/** What the recorder makes of a plain call. */
const recorded = callRow(callRecordOf({ start: callStart(0), parts: [], end: callEnd(0) }));

/** A plain complete call of `timeMs`, with whatever a test wants different. */
export function sampleCall(timeMs: number, changes: Partial<CallRow> = {}): CallRow {
  return {
    ...recorded,
    callId: callIdAt(timeMs),
    startedAt: new Date(timeMs),
    traceId: randomBytes(16).toString('hex'),
    spanId: randomBytes(8).toString('hex'),
    policies: ['pii-redaction'],
    inputTokens: 12,
    outputTokens: 34,
    durationMs: 812.5,
    firstByteMs: 310,
    requestBytes: 120,
    responseBytes: 240,
    providerRequestId: null,
    requestHeaders: { 'content-type': 'application/json' },
    responseHeaders: {},
    timings: [{ name: 'gateway.chat_completions', parent: -1, start: 0, end: 812.5 }],
    searchText: 'What is the weather?',
    ...changes,
  };
}

/** An event of `call` whose bodies did not change, with whatever a test wants different. */
export function sampleEvent(call: CallRow, changes: Partial<EventRow> = {}): EventRow {
  const body = { model: 'gpt-5', messages: [{ role: 'user', content: 'What is the weather?' }] };
  return {
    id: callIdAt(call.startedAt.getTime()),
    callId: call.callId,
    eventType: 'request',
    sequence: BigInt(call.startedAt.getTime()) * 1_000_000n,
    createdAt: call.startedAt,
    original: body,
    final: null,
    rawKind: 'json',
    steps: [],
    ...changes,
    originalRaw:
      changes.originalRaw === undefined ? Buffer.from(JSON.stringify(changes.original ?? body)) : changes.originalRaw,
    finalRaw: changes.finalRaw ?? (changes.final == null ? null : Buffer.from(JSON.stringify(changes.final))),
  };
}

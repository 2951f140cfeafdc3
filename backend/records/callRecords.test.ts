import { callRecordOf, type CallRecord, type FeedRecord } from '../call';
import { callEnd, callId, callStart, exchange, openAiStream, streamEnd, streamParts } from '../call/testing/facts';
import { eventLine } from './eventLine';
import { LuthienRecord } from './luthienRecord';
import { ObservabilityContext, type LuthienEvent } from './observabilityContext';
import { payloadLimits } from './payload';
import { createRecordSinks } from './recordSinks';
import { eventsOf } from './callRecords';

const completion = { name: 'llm.completion', parent: 0, start: 5, end: 40 };
const timings = [{ name: 'gateway.chat_completions', parent: -1, start: 0, end: 41.5 }, completion];
const callOf = (start = {}, end = {}): CallRecord =>
  callRecordOf({ start: callStart(1, start), parts: [], end: callEnd(1, { timings, ...end }) });

interface Line extends Record<string, unknown> {
  pipeline_stage?: string;
  payload?: string;
  level: string;
}

function linesOf(call: CallRecord, limits: keyof typeof payloadLimits = 'bounded', streamChunks = false): Line[] {
  const events = eventsOf(call, { limits: payloadLimits[limits], streamChunks });
  return events.map((event) => JSON.parse(eventLine(event, 'lens-eu')) as Line);
}

const staged = (lines: Line[]) => lines.flatMap(({ pipeline_stage: stage }) => stage ?? []);
const payloads = (lines: Line[]): Record<string, string> =>
  Object.fromEntries(lines.map((line): [string, string] => [line.pipeline_stage ?? '', line.payload ?? '']));

test('a call is recorded stage by stage, each line with its ids and what labels are made of', () => {
  const lines = linesOf(callOf());
  expect(staged(lines)).toEqual(['client_request', 'backend_request', 'backend_response', 'client_response']);
  expect(lines[0]).toEqual({
    level: 'info',
    timestamp: expect.stringMatching(/^2025-10-09T08:53:20\.00\dZ$/) as string,
    service: 'lens-eu',
    component: 'records',
    message: 'luthien.pipeline client_request',
    event: 'luthien.pipeline',
    call_id: callId(1),
    trace_id: 'ab'.repeat(16),
    span_id: 'cd'.repeat(8),
    record_type: 'pipeline',
    payload_type: 'client_request',
    transaction_id: callId(1),
    pipeline_stage: 'client_request',
    payload: '{"model":"gpt-5","messages":[{"role":"user","content":"Hello there"}]}',
  });
  expect(lines.find(({ record_type: type }) => type === 'policy_decision')).toMatchObject({
    event: 'luthien.policy_decision',
    policy_name: 'redact',
    decision: 'allowed',
    rationale: '',
  });
});

test('a new type of record needs its class alone', () => {
  class RetryRecord extends LuthienRecord {
    readonly record_type = 'retry';
    readonly attempt: number;
    readonly reasons: string[];

    constructor(transaction_id: string, attempt: number, reasons: string[]) {
      super(transaction_id);
      this.attempt = attempt;
      this.reasons = reasons;
    }
  }
  const record = new RetryRecord('t-1', 2, ['busy']);
  expect(JSON.parse(JSON.stringify(record))).toEqual({
    record_type: 'retry',
    transaction_id: 't-1',
    attempt: 2,
    reasons: ['busy'],
  });
  const events: LuthienEvent[] = [];
  const context = new ObservabilityContext(callOf(), (event) => events.push(event));
  context.record(record, { at: 1 });
  expect(events).toMatchObject([{ type: 'luthien.retry', level: 'info', fields: { attempt: 2 } }]);
});

test('what a policy took out is in no record, of either stage', () => {
  const secret = 'Project Quokka';
  const asked = (text: string) => JSON.stringify({ messages: [{ role: 'user', content: text }] });
  const call = callOf({ request: exchange(asked(`Tell me of ${secret}`), asked('Tell me of it')) });
  const lines = linesOf(call);
  expect(JSON.stringify(lines)).not.toContain('Quokka');
  expect(payloads(lines)['client_request']).toContain('Tell me of it');
  expect(lines).toContainEqual(expect.objectContaining({ policy_name: 'redact', decision: 'changed' }));
});

test('nor is a secret that passed, nor more of a body than its limit', () => {
  const content = `My card is 4111 1111 1111 1111. ${'long '.repeat(10_000)}`;
  const request = exchange(JSON.stringify({ messages: [{ role: 'user', content }] }));
  const bounded = payloads(linesOf(callOf({ request })))['client_request'] ?? '';
  expect(bounded).toContain('[REDACTED:card]');
  expect(bounded).toMatch(/… \[cut: \d+ characters in all\]$/);
  expect(Buffer.byteLength(bounded)).toBeLessThanOrEqual(1024);
  const strict = payloads(linesOf(callOf({ request }), 'strict'))['client_request'] ?? '';
  expect(Buffer.byteLength(strict)).toBeLessThanOrEqual(100);
  expect(payloads(linesOf(callOf({ request }), 'none'))['client_request']).toBe('');
});

test('chunks are recorded when they are asked for, without their bytes', () => {
  const parts = streamParts(1, 'upstream', openAiStream(['4111 1111 ', '1111 1111']));
  const call = callRecordOf({ start: callStart(1, { stream: true }), parts, end: streamEnd(1, { timings }) });
  expect(staged(linesOf(call))).not.toContain('stream_chunk');
  const chunks = linesOf(call, 'bounded', true).filter(({ pipeline_stage: stage }) => stage === 'stream_chunk');
  expect(chunks).toHaveLength(parts.length);
  expect(chunks[0]?.payload).toBe(JSON.stringify({ index: 0, bytes: parts[0]?.bytes.length }));
  expect(payloads(linesOf(call))['client_response']).toContain('[REDACTED:card]');
});

test.each([
  ['provider_error', 'error'],
  ['cut', 'error'],
  ['blocked', 'warn'],
  ['complete', 'info'],
] as const)('the answer of a call that ended %s is said at level %s', (status, level) => {
  const last = linesOf(callOf({}, { status, httpStatus: 500 })).at(-1);
  expect(last).toMatchObject({ pipeline_stage: 'client_response', level });
});

test('a call without an answer tells its outcome, and one whose bodies are not kept no body', () => {
  const end = { status: 'rejected' as const, errorType: 'not_json', httpStatus: 400, response: null, timings: [] };
  expect(payloads(linesOf(callOf({}, end)))).toMatchObject({
    client_response: '{"status":"rejected","error_type":"not_json","http_status":400}',
  });
  const told = linesOf(callOf({}, { ...end, errorType: 'card 4111 1111 1111 1111' }));
  expect(payloads(told)['client_response']).toContain('[REDACTED:card]');
  const kept = linesOf(callOf({ captureMode: 'metadata' }));
  expect(JSON.stringify(kept)).not.toMatch(/Hello|Kenobi/);
});

describe('the sinks', () => {
  const never = new AbortController().signal;
  const tell = () => undefined;

  test('get the lines of sampled calls, and one that fails affects no other', async () => {
    const got: string[] = [];
    const failing = { name: 'away', write: () => Promise.reject(new Error('away')) };
    const working = { name: 'here', write: (lines: readonly string[]) => Promise.resolve(void got.push(...lines)) };
    const options = { service: 'lens-eu', limits: payloadLimits.bounded, streamChunks: false };
    const [away, here] = createRecordSinks([failing, working], options);
    const calls = [callOf(), { ...callOf(), sampling: { sampled: false, reason: 'ratio' as const } }];
    await expect(away?.write(calls, never, tell)).rejects.toThrow('away');
    await here?.write(calls, never, tell);
    expect(got).toHaveLength(5);
    expect(JSON.parse(got[0] ?? '')).toMatchObject({ service: 'lens-eu', call_id: callId(1) });
  });

  test('tell the feed that records were made, without what they say, also where no line is written', async () => {
    const told: FeedRecord[] = [];
    const tellFeed = (records: FeedRecord[]) => Promise.resolve(void told.push(...records));
    const [feed, ...others] = createRecordSinks([], {
      ...{ service: 'lens-eu', limits: payloadLimits.bounded, streamChunks: true, tellFeed },
    });
    await feed?.write([callOf(), { ...callOf(), sampling: { sampled: false, reason: 'ratio' as const } }], never, tell);
    expect(others).toEqual([]);
    expect(told.map(({ type, stage, policy, decision }) => [type, stage ?? `${policy} ${decision}`])).toEqual([
      ['luthien.pipeline', 'client_request'],
      ['luthien.pipeline', 'backend_request'],
      ['luthien.pipeline', 'backend_response'],
      ['luthien.policy_decision', 'redact allowed'],
      ['luthien.pipeline', 'client_response'],
    ]);
    expect(JSON.stringify(told)).not.toMatch(/Hello|Kenobi/);
  });
});

import { callRecordOf, type CallEnd, type CallRecord, type CallStart, type PolicyEvent } from '../../call';
import { answer, callEnd, callStart, exchange, streamEnd, streamParts } from '../../call/testing/facts';

const request = exchange(
  '{"model":"gpt-5","temperature":0.5,"max_tokens":9,"messages":[{"role":"user","content":"Hello"}]}',
);
const account = answer.replace('General Kenobi', 'Your account number is 1234-5678-9012.');
const redacted = answer.replace('General Kenobi', 'Your account number is [REDACTED].');

/** What that policy said. */
export const redaction: PolicyEvent = {
  id: 'e1',
  policy: 'pii',
  type: 'policy.pii_redacted',
  summary: 'account number',
  severity: 'info',
  details: { pattern: 'account_number' },
  phase: 'response',
  at: 40.5,
};

/** A call whose answer a policy changed, with what it says and asked elsewhere. */
export function redactedCall(start: Partial<CallStart> = {}, end: Partial<CallEnd> = {}): CallRecord {
  return callRecordOf({
    start: callStart(1, { policies: ['pii'], request, ...start }),
    parts: [],
    end: callEnd(1, {
      response: exchange(account, redacted, 'pii'),
      timings: [
        { name: 'gateway.chat_completions', parent: -1, start: 0, end: 41.5 },
        { name: 'gateway.request_received', parent: 0, start: 0, end: 1 },
        { name: 'llm.completion', parent: 0, start: 2, end: 40, spanId: 'ef'.repeat(8) },
        { name: 'control_plane.process_full_response', parent: 0, start: 40, end: 41 },
        {
          name: 'policy pii',
          parent: 3,
          start: 40,
          end: 40.9,
          attributes: {
            'luthien.policy.name': 'pii',
            'luthien.policy.hook': 'onResponse',
            'luthien.policy.changed': true,
          },
        },
        {
          ...{ name: 'POST words.example', parent: 4, start: 40.1, end: 40.8, spanId: '9f'.repeat(8) },
          attributes: { 'http.request.method': 'POST', 'server.address': 'words.example', 'server.port': 443 },
        },
      ],
      events: [redaction],
      ...end,
    }),
  });
}

/** A call of which everything is known that may be. */
export function everythingKnown(): CallRecord {
  const asked = {
    ...{ model: 'gpt-5', temperature: 0.5, max_tokens: 9, top_p: 1, top_k: 3, n: 2, seed: 1, messages: [] },
    ...{ frequency_penalty: 1, presence_penalty: 1, reasoning_effort: 'low', response_format: { type: 'json_object' } },
    previous_response_id: 'r',
  };
  const start = {
    ...{ sessionId: 's', userHash: 'u', parentCallId: callStart(2).callId },
    request: exchange('{}', JSON.stringify(asked)),
    coldStart: true as const,
  };
  const timings = redactedCall().timings.map((timing) =>
    timing.name === 'llm.completion'
      ? { ...timing, attributes: { 'luthien.upstream': 'openai', 'luthien.headers_ms': 1, 'luthien.first_byte_ms': 2 } }
      : { ...timing, ...(timing.attributes && { attributes: { ...timing.attributes, 'luthien.policy.busy_ms': 1 } }) },
  );
  const record = redactedCall(start, { timings, status: 'provider_error', errorType: 'overloaded_error' });
  return {
    ...record,
    cost: { usd: '0.5', exact: true, table: 't', items: [] },
    usage: { ...record.usage, reasoningTokens: 1, serviceTier: 'default' },
    partial: { reason: 'too_large', bytes: 1, keptBytes: 1, summary: '' },
  };
}

/** A stream of Anthropic's, with every class of tokens and a policy at work on it. */
export function streamedCall(): CallRecord {
  const usage = { input_tokens: 5, cache_read_input_tokens: 7, cache_creation_input_tokens: 9, output_tokens: 8 };
  const events = [
    {
      type: 'message_start',
      message: { id: 'm', type: 'message', role: 'assistant', model: 'claude', content: [], usage },
    },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hi' } },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 8 } },
    { type: 'message_stop' },
  ].map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  return callRecordOf({
    start: callStart(3, { api: 'anthropic', operation: 'messages', stream: true }),
    parts: streamParts(3, 'upstream', events),
    end: streamEnd(3, { timings: redactedCall().timings }),
  });
}

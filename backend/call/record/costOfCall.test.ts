import { tableOfToday } from '@lens/core/pricing/testing';
import { spanNames } from '@lens/core/waterfall';
import type { CallEnd, CallStart } from '../frames';
import { answer, callEnd, callStart, exchange, openAiStream, streamEnd, streamParts } from '../testing/facts';
import { callRecordOf } from './callRecordOf';

const request = JSON.stringify({
  model: 'gpt-5',
  // 43 bytes are 11 tokens, and 4 for the message.
  messages: [{ role: 'user', content: 'Tell me everything that you know about tea.' }],
});

function costOf(end: CallEnd | null, { chunks = [], ...start }: Partial<CallStart> & { chunks?: string[] } = {}) {
  const recorded = {
    start: callStart(1, { request: exchange(request), ...start }),
    parts: streamParts(1, 'upstream', chunks),
    end,
  };
  return callRecordOf(recorded, { prices: tableOfToday }).cost;
}

const completion = [
  { name: spanNames.root('chat_completions'), parent: -1, start: 0, end: 40 },
  { name: spanNames.completion, parent: 0, start: 1, end: 40 },
];

test('what the provider told at the end is exact, also of a call that a policy blocked then', () => {
  // 9 × 1.25 + 4 × 10 millionths
  expect(costOf(callEnd(1))).toMatchObject({ usd: '0.00005125', exact: true });
  expect(costOf(callEnd(1, { status: 'blocked', httpStatus: 400 }))).toMatchObject({ usd: '0.00005125', exact: true });
});

test('a stream that was cut, and one that was not asked for its usage, are estimated', () => {
  const cut = openAiStream(['Tea is ', 'a drink.'], { cut: true });
  // 15 tokens in, 15 bytes out are 4: 15 × 1.25 + 4 × 10
  expect(costOf(streamEnd(1, { status: 'cut' }), { chunks: cut })).toMatchObject({ usd: '0.00005875', exact: false });
  expect(costOf(streamEnd(1, { status: 'aborted' }), { chunks: cut })).toMatchObject({ exact: false });
  expect(costOf(null, { chunks: cut })).toMatchObject({ usd: '0.00005875', exact: false });
});

describe('of a stream of Anthropic', () => {
  const event = (type: string, fields: object) => `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
  const begin = [
    event('message_start', {
      message: {
        type: 'message',
        role: 'assistant',
        model: 'claude-opus-5',
        content: [],
        stop_reason: null,
        usage: { input_tokens: 1000, cache_read_input_tokens: 2000, cache_creation_input_tokens: 0, output_tokens: 1 },
      },
    }),
    event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
    event('content_block_delta', {
      index: 0,
      delta: { type: 'text_delta', text: 'Tea is a drink, and more than that.' },
    }),
  ];
  const end = [
    event('content_block_stop', { index: 0 }),
    event('message_delta', {
      delta: { stop_reason: 'end_turn', stop_sequence: null },
      usage: {
        input_tokens: 1000,
        cache_read_input_tokens: 2000,
        cache_creation_input_tokens: 100,
        cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 100 },
        output_tokens: 20,
        speed: 'fast',
      },
    }),
    event('message_stop', {}),
  ];
  const anthropic = { api: 'anthropic', operation: 'messages', provider: 'anthropic', stream: true } as const;

  test('the last word counts, with all that it says of tier and cache', () => {
    // Fast: 1,000 × 10 + 2,000 × 1 + 100 × 20 + 20 × 50 = 10,000 + 2,000 + 2,000 + 1,000
    expect(costOf(streamEnd(1), { ...anthropic, chunks: [...begin, ...end] })).toMatchObject({
      usd: '0.015',
      exact: true,
    });
  });

  test('a client that left behind it changes nothing', () => {
    const chunks = [...begin, ...end.slice(0, 2)];
    expect(costOf(streamEnd(1, { status: 'aborted' }), { ...anthropic, chunks })).toMatchObject({
      usd: '0.015',
      exact: true,
    });
  });

  test('one that was cut before it has the input as it was told, and the output as it came', () => {
    // 1,000 × 5 + 2,000 × 0.5 + 9 × 25 (35 bytes)
    expect(costOf(streamEnd(1, { status: 'cut' }), { ...anthropic, chunks: begin })).toMatchObject({
      usd: '0.006225',
      exact: false,
    });
  });
});

test('a client that left while the provider was working has an estimate of what was asked', () => {
  const left = { status: 'aborted', response: null, httpStatus: null, upstreamStatus: null } as const;
  expect(costOf(callEnd(1, { ...left, timings: completion }))).toMatchObject({ usd: '0.00001875', exact: false });
  expect(costOf(callEnd(1, left))).toBeNull();
});

test('nobody bills what never came to a provider, nor what it refused', () => {
  const failure = exchange('{"error":{"message":"No","type":"rate_limit_error"}}');
  expect(costOf(callEnd(1, { status: 'provider_error', upstreamStatus: 429, response: failure }))).toBeNull();
  expect(costOf(callEnd(1, { status: 'upstream_failed', upstreamStatus: null, response: failure }))).toBeNull();
  expect(costOf(callEnd(1, { status: 'blocked', upstreamStatus: null, response: failure }))).toBeNull();
  expect(
    costOf(callEnd(1, { response: exchange('{"object":"list","data":[]}') }), { operation: 'passthrough' }),
  ).toBeNull();
});

test('the model that answered has the price, not the one that was asked', () => {
  const other = exchange(answer.replace('"model":"gpt-5"', '"model":"gpt-5-nano-2025-08-07"'));
  // 9 × 0.05 + 4 × 0.4 millionths
  expect(costOf(callEnd(1, { response: other }))).toMatchObject({ usd: '0.00000205' });
  const unknown = exchange(answer.replace('"model":"gpt-5"', '"model":"gpt-99"'));
  expect(costOf(callEnd(1, { response: unknown }))).toMatchObject({ usd: null, unknown: 'model' });
});

import { callEnd, callStart, exchange } from '../testing/facts';
import { callRecordOf, partialRecord, storedSummaryOf, type CallEnd, type CallStart } from '..';

const told = (start: Partial<CallStart>, end: Partial<CallEnd>) =>
  storedSummaryOf(callRecordOf({ start: callStart(1, start), parts: [], end: callEnd(1, end) }));

const { request } = callStart(1);
const shorter = (text: Uint8Array) => Buffer.from(text).toString().replace('there', 'you');

test('a policy is told for the directions that it changed', () => {
  const changed = exchange(request.original, shorter(request.original), 'house-words');
  expect(told({ request: changed }, {})).toMatchObject({
    requestChanges: 1,
    requestChangedBy: ['house-words'],
    responseChanges: 0,
    responseChangedBy: [],
  });
});

test('of a call stored in part it is told where it took part in what was changed', () => {
  const start = callStart(1, { request: exchange(request.original, shorter(request.original), 'house-words') });
  const recorded = { start, parts: [], end: callEnd(1) };
  const why = { reason: 'too_large' as const, bytes: 1, keptBytes: 1, summary: '' };
  const record = partialRecord({ recorded, sizes: { request: 1, response: 1 } }, why, {});
  expect(storedSummaryOf(record)).toMatchObject({
    requestChangedBy: ['house-words'],
    responseChangedBy: [],
    inputTokens: null,
  });
});

test('tokens are told with the classes of cache writes and the tier', () => {
  const usage = {
    input_tokens: 10,
    output_tokens: 5,
    cache_read_input_tokens: 3,
    cache_creation_input_tokens: 7,
    cache_creation: { ephemeral_5m_input_tokens: 2, ephemeral_1h_input_tokens: 5 },
    service_tier: 'priority',
  };
  const response = exchange(JSON.stringify({ type: 'message', role: 'assistant', content: [], usage }));
  expect(told({ api: 'anthropic', operation: 'messages' }, { response })).toMatchObject({
    inputTokens: 20,
    outputTokens: 5,
    cacheReadTokens: 3,
    cacheWriteTokens: 7,
    cacheWrite5mTokens: 2,
    cacheWrite1hTokens: 5,
    serviceTier: 'priority',
  });
});

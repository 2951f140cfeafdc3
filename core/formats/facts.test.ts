import type { JsonObject } from '../json';
import { endsStream, errorOf, finishReasonOf, requestFacts, type Api, type SseEvent } from './index';

test('the finish reason in the provider’s own word', () => {
  expect(finishReasonOf('openai', { choices: [{ finish_reason: 'length' }, { finish_reason: 'stop' }] })).toBe(
    'length',
  );
  expect(finishReasonOf('openai', { choices: [null, 3] })).toBeNull();
  expect(finishReasonOf('openai', {})).toBeNull();
  expect(finishReasonOf('anthropic', { stop_reason: 'tool_use' })).toBe('tool_use');
  expect(finishReasonOf('anthropic', { stop_reason: null })).toBeNull();
});

test.each<[Api, JsonObject, ReturnType<typeof errorOf>]>([
  ['openai', { error: { message: 'M', type: 'T', code: 'C' } }, { type: 'T', message: 'M' }],
  ['openai', { error: { message: 'M', type: null, code: 'C' } }, { type: 'C', message: 'M' }],
  ['openai', { error: { message: 'M', code: 429 } }, { type: 'api_error', message: 'M' }],
  ['openai', { error: 'M' }, { type: 'api_error', message: 'M' }],
  ['anthropic', { type: 'error', error: { type: 'T', message: 'M' } }, { type: 'T', message: 'M' }],
  ['anthropic', { type: 'error' }, { type: 'error', message: '{"type":"error"}' }],
  ['openai', { error: null, choices: [] }, null],
  ['anthropic', { type: 'message', content: [] }, null],
])('the error of a body, %s %j', (api, body, expected) => {
  expect(errorOf(api, body)).toEqual(expected);
});

describe('what a request says about itself', () => {
  const none = { model: null, stream: false, sessionId: null, userId: null };
  const session = '8f1c2d34-0000-4000-8000-1234567890ab';

  test.each<[string, Api, JsonObject, Record<string, string | string[]>, Partial<typeof none> | object]>([
    ['nothing', 'openai', {}, {}, none],
    ['model and stream', 'anthropic', { model: 'm', stream: true }, {}, { model: 'm', stream: true }],
    ['values of other types', 'openai', { model: 3, stream: 'true', user: {}, metadata: 'x' }, {}, none],
    ['OpenAI user', 'openai', { user: 'u' }, {}, { userId: 'u' }],
    ['safety_identifier before user', 'openai', { user: 'u', safety_identifier: 's' }, {}, { userId: 's' }],
    ['OpenAI metadata', 'openai', { metadata: { user_id: 'u', session_id: 's' } }, {}, { userId: 'u', sessionId: 's' }],
    ['Anthropic user id', 'anthropic', { metadata: { user_id: 'u' } }, {}, { userId: 'u', sessionId: null }],
    ['Anthropic has no field user', 'anthropic', { user: 'u' }, {}, none],
    [
      'Claude Code, joined',
      'anthropic',
      { metadata: { user_id: `user_ab12_account_acc-1_session_${session}` } },
      {},
      { userId: 'acc-1', sessionId: session },
    ],
    [
      'Claude Code, joined, without account',
      'anthropic',
      { metadata: { user_id: `user_ab12_account__session_${session}` } },
      {},
      { userId: 'ab12', sessionId: session },
    ],
    [
      'Claude Code, as JSON',
      'anthropic',
      { metadata: { user_id: JSON.stringify({ device_id: 'd', account_uuid: 'a', session_id: session }) } },
      {},
      { userId: 'a', sessionId: session },
    ],
    [
      'JSON that is something else',
      'anthropic',
      { metadata: { user_id: '{"x":1}' } },
      {},
      { userId: '{"x":1}', sessionId: null },
    ],
    ['Claude Code header', 'anthropic', {}, { 'x-claude-code-session-id': session }, { sessionId: session }],
    [
      'our headers before all',
      'anthropic',
      { metadata: { user_id: `user_ab12_account_acc-1_session_${session}` } },
      { 'x-luthien-session-id': 'S', 'x-luthien-user-id': ['U'], 'x-claude-code-session-id': 'C' },
      { sessionId: 'S', userId: 'U' },
    ],
    ['empty and endless ids', 'openai', { user: 'x'.repeat(1000) }, { 'x-luthien-user-id': ' ' }, none],
  ])('%s', (_name, api, body, headers, expected) => {
    expect(requestFacts(api, body, headers)).toMatchObject(expected);
  });
});

test.each<[Api, string, string, boolean]>([
  ['openai', '', '[DONE]', true],
  ['openai', '', '{"x":"[DONE]"}', false],
  ['anthropic', 'message_stop', '{"type":"message_stop"}', true],
  ['anthropic', '', '{ "type" : "message_stop" }   ', true],
  ['anthropic', 'content_block_delta', '{"type":"content_block_delta","delta":{"text":"\\"message_stop\\""}}', false],
  ['anthropic', 'message_stop', '', false],
])('%s: does an event %j with data %j end the stream? %s', (api, event, data, expected) => {
  const source: SseEvent = { event, data, raw: new Uint8Array() };
  expect(endsStream(api, source)).toBe(expected);
});

import type { Json } from '../json';
import { conversationOf, type ConversationMessage } from './index';

const parts = (messages: ConversationMessage[]) => messages.flatMap((message) => message.parts);

/** Follows a path into a body, to prove that a part's path leads to what it shows. */
function at(body: Json, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((value, step) => (value as Record<string | number, unknown>)[step], body);
}

describe('Chat Completions', () => {
  const request: Json = {
    model: 'gpt-5',
    messages: [
      { role: 'developer', content: 'Be brief.' },
      {
        role: 'user',
        name: 'ada',
        content: [
          { type: 'text', text: 'What is on this?' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0=' } },
          { type: 'image_url', image_url: { url: 'https://example.com/a.png' } },
          { type: 'file', file: { filename: 'a.pdf', file_id: 'file-1' } },
          { type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } },
          { type: 'hologram', depth: 3 },
        ],
      },
      {
        role: 'assistant',
        content: null,
        reasoning_content: 'I should look it up.',
        tool_calls: [
          { id: 'call_1', type: 'function', function: { name: 'lookup', arguments: '{"id":7}' } },
          { id: 'call_2', type: 'custom', custom: { name: 'shell', input: 'ls -l' } },
          { id: 'call_3', type: 'function', function: { name: 'broken', arguments: '{"id":' } },
        ],
      },
      { role: 'tool', tool_call_id: 'call_1', content: 'a cat' },
    ],
  };
  const response: Json = {
    choices: [
      { index: 0, message: { role: 'assistant', content: 'A cat.', refusal: null } },
      { index: 1, message: { role: 'assistant', content: null, refusal: 'No.' } },
    ],
  };

  test('roles, names and choices are told', () => {
    const messages = conversationOf('openai', request, response);
    expect(messages.map(({ role, name, choice }) => [role, name, choice])).toEqual([
      ['developer', null, null],
      ['user', 'ada', null],
      ['assistant', null, null],
      ['tool', null, null],
      ['assistant', null, 0],
      ['assistant', null, 1],
    ]);
  });

  test('every content part is read by its kind', () => {
    const [, user] = conversationOf('openai', request, null);
    expect(user?.parts).toMatchObject([
      { kind: 'text', text: 'What is on this?' },
      { kind: 'image', mediaType: 'image/png', data: 'iVBORw0=', reference: null },
      { kind: 'image', mediaType: null, data: null, reference: 'https://example.com/a.png' },
      { kind: 'file', name: 'a.pdf', reference: 'file-1' },
      { kind: 'file', mediaType: 'audio/wav', data: 'AAAA' },
      { kind: 'other', type: 'hologram', value: { type: 'hologram', depth: 3 } },
    ]);
  });

  test('tool calls have parsed arguments, or the text when it is no JSON', () => {
    const [, , assistant, tool] = conversationOf('openai', request, null);
    expect(assistant?.parts).toMatchObject([
      { kind: 'thinking', text: 'I should look it up.' },
      { kind: 'tool_call', id: 'call_1', name: 'lookup', arguments: { id: 7 } },
      { kind: 'tool_call', id: 'call_2', name: 'shell', arguments: 'ls -l' },
      { kind: 'tool_call', id: 'call_3', name: 'broken', arguments: '{"id":' },
    ]);
    expect(tool?.parts).toMatchObject([{ kind: 'tool_result', callId: 'call_1', parts: [{ text: 'a cat' }] }]);
  });

  test('the path of a text leads to it', () => {
    for (const message of conversationOf('openai', request, response)) {
      for (const part of message.parts) {
        if ('text' in part) expect(at(message.body === 'request' ? request : response, part.path)).toBe(part.text);
        if (part.kind === 'tool_call') expect(at(request, part.argumentsPath)).toBeDefined();
      }
    }
  });

  test('a legacy function call and its result are a tool call too', () => {
    const messages = conversationOf(
      'openai',
      {
        messages: [
          { role: 'assistant', content: null, function_call: { name: 'f', arguments: '{}' } },
          { role: 'function', name: 'f', content: '1' },
        ],
      },
      null,
    );
    expect(parts(messages)).toMatchObject([
      { kind: 'tool_call', id: 'f', name: 'f', arguments: {} },
      { kind: 'tool_result', callId: 'f', parts: [{ text: '1' }] },
    ]);
  });

  test('an audio answer is read by its transcript', () => {
    const body: Json = { choices: [{ message: { audio: { transcript: 'Hello' } } }] };
    expect(conversationOf('openai', {}, body)).toMatchObject([{ role: 'assistant', parts: [{ text: 'Hello' }] }]);
  });
});

describe('Messages', () => {
  const request: Json = {
    system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
    messages: [
      { role: 'user', content: 'Weather in Oslo?' },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'Look it up.', signature: 'abc' },
          { type: 'redacted_thinking', data: 'xyz' },
          { type: 'tool_use', id: 'toolu_1', name: 'weather', input: { city: 'Oslo' } },
        ],
      },
      {
        role: 'user',
        content: [
          {
            type: 'tool_result',
            tool_use_id: 'toolu_1',
            is_error: true,
            content: [
              { type: 'text', text: 'timeout' },
              { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0=' } },
            ],
          },
          { type: 'document', title: 'Map', source: { type: 'url', url: 'https://example.com/map.pdf' } },
        ],
      },
    ],
  };
  const response: Json = {
    type: 'message',
    role: 'assistant',
    content: [
      { type: 'server_tool_use', id: 'srv_1', name: 'web_search', input: { query: 'Oslo' } },
      { type: 'web_search_tool_result', tool_use_id: 'srv_1', content: [{ type: 'web_search_result', title: 'Oslo' }] },
      { type: 'text', text: 'Snow.' },
    ],
  };

  test('the system prompt is the first message', () => {
    expect(conversationOf('anthropic', request, null)[0]).toMatchObject({
      role: 'system',
      path: ['system'],
      parts: [{ kind: 'text', path: ['system', 0, 'text'], text: 'Be brief.' }],
    });
    expect(conversationOf('anthropic', { system: 'Short.', messages: [] }, null)).toMatchObject([
      { role: 'system', parts: [{ path: ['system'], text: 'Short.' }] },
    ]);
  });

  test('blocks are read by their type', () => {
    expect(parts(conversationOf('anthropic', request, response))).toMatchObject([
      { kind: 'text', text: 'Be brief.' },
      { kind: 'text', text: 'Weather in Oslo?' },
      { kind: 'thinking', text: 'Look it up.' },
      { kind: 'other', type: 'redacted_thinking' },
      { kind: 'tool_call', id: 'toolu_1', name: 'weather', arguments: { city: 'Oslo' } },
      {
        kind: 'tool_result',
        callId: 'toolu_1',
        isError: true,
        parts: [{ text: 'timeout' }, { kind: 'image', mediaType: 'image/png', data: 'iVBORw0=' }],
      },
      { kind: 'file', name: 'Map', reference: 'https://example.com/map.pdf' },
      { kind: 'tool_call', id: 'srv_1', name: 'web_search' },
      { kind: 'tool_result', callId: 'srv_1', parts: [{ kind: 'other', type: 'web_search_result' }] },
      { kind: 'text', path: ['content', 2, 'text'], text: 'Snow.' },
    ]);
  });
});

test('an error answer of either API is a message', () => {
  const openai: Json = { error: { message: 'Rate limit reached', type: 'requests', code: 'rate_limit_exceeded' } };
  const anthropic: Json = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
  expect(conversationOf('openai', {}, openai)).toMatchObject([
    { role: 'error', parts: [{ text: 'Rate limit reached' }] },
  ]);
  expect(conversationOf('anthropic', {}, anthropic)).toMatchObject([
    { role: 'error', parts: [{ text: 'Overloaded' }] },
  ]);
});

test.each<[string, Json]>([
  ['null', null],
  ['a text', 'hello'],
  ['an array', [1, 2]],
  ['no messages', {}],
  ['messages that are none', { messages: 'none' }],
])('%s is no conversation', (_name, body) => {
  expect(conversationOf('openai', body, body)).toEqual([]);
  expect(conversationOf('anthropic', body, body)).toEqual([]);
});

test.each<Json>([
  null,
  7,
  'x',
  [],
  { role: 7 },
  { role: 'user', content: 7 },
  { role: 'user', content: [null, 7, {}, { type: 'image' }] },
])('a malformed message %j is kept and never throws', (message) => {
  expect(conversationOf('anthropic', { messages: [message] }, null)).toHaveLength(1);
  expect(conversationOf('openai', { messages: [message] }, { choices: [message] })).toHaveLength(2);
});

test('inherited names are not read as content', () => {
  const message = JSON.parse('{"role":"user","__proto__":{"content":"injected"}}') as Json;
  expect(conversationOf('openai', { messages: [message] }, null)[0]?.parts).toEqual([]);
});

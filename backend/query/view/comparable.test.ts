import { diff } from '@lens/core/diff';
import type { Json } from '@lens/core/json';
import { comparable } from './comparable';

const weather = { type: 'object', properties: { city: { type: 'string' } } };

const openaiRequest: Json = {
  model: 'm',
  max_completion_tokens: 100,
  stop: ['END'],
  tools: [{ type: 'function', function: { name: 'weather', description: 'Tells it', parameters: weather } }],
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Weather in Bonn?' },
  ],
};

const anthropicRequest: Json = {
  system: [{ type: 'text', text: 'Be brief.' }],
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Weather in Bonn?' }] }],
  tools: [{ name: 'weather', description: 'Tells it', input_schema: weather }],
  stop_sequences: ['END'],
  max_tokens: 100,
  model: 'm',
};

test('the same request to two APIs is the same', () => {
  const [a, b] = [comparable('openai', 'request', openaiRequest), comparable('anthropic', 'request', anthropicRequest)];
  expect(a).toEqual(b);
  expect(diff(a, b).delta).toEqual({ kind: 'same' });
});

test('the same answer of two APIs is the same, whatever its ids, times and counts', () => {
  const openai: Json = {
    id: 'chatcmpl-1',
    created: 1795216324,
    usage: { total_tokens: 9 },
    choices: [
      {
        index: 0,
        finish_reason: 'tool_calls',
        message: {
          role: 'assistant',
          content: 'Let me look.',
          tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city":"Bonn"}' } }],
        },
      },
    ],
  };
  const anthropic: Json = {
    id: 'msg_1',
    role: 'assistant',
    stop_reason: 'tool_use',
    content: [
      { type: 'text', text: 'Let me look.' },
      { type: 'tool_use', id: 'toolu_1', name: 'weather', input: { city: 'Bonn' } },
    ],
  };
  expect(comparable('openai', 'response', openai)).toEqual(comparable('anthropic', 'response', anthropic));
});

test('the same turn with tools is the same: their results, their choice, several system prompts, no arguments', () => {
  const openai: Json = {
    stop: 'END',
    tool_choice: { type: 'function', function: { name: 'now' } },
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'developer', content: 'Be kind.' },
      { role: 'user', content: 'Time?' },
      {
        role: 'assistant',
        content: null,
        tool_calls: ['1', '2'].map((id) => ({ id, type: 'function', function: { name: 'now', arguments: '' } })),
      },
      { role: 'tool', tool_call_id: '1', content: 'noon' },
      { role: 'tool', tool_call_id: '2', content: 'twelve' },
      { role: 'user', content: 'Sure?' },
    ],
  };
  const anthropic: Json = {
    stop_sequences: ['END'],
    tool_choice: { type: 'tool', name: 'now' },
    system: [
      { type: 'text', text: 'Be brief.' },
      { type: 'text', text: 'Be kind.' },
    ],
    messages: [
      { role: 'user', content: 'Time?' },
      { role: 'assistant', content: ['a', 'b'].map((id) => ({ type: 'tool_use', id, name: 'now', input: {} })) },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'a', content: 'noon' },
          { type: 'tool_result', tool_use_id: 'b', content: [{ type: 'text', text: 'twelve' }] },
          { type: 'text', text: 'Sure?' },
        ],
      },
    ],
  };
  expect(comparable('openai', 'request', openai)).toEqual(comparable('anthropic', 'request', anthropic));
});

test.each([
  ['auto', { type: 'auto' }],
  ['none', { type: 'none' }],
  ['required', { type: 'any' }],
])('tool choice %s is %j', (openai, anthropic) => {
  const messages: Json = [{ role: 'user', content: 'x' }];
  expect(comparable('openai', 'request', { messages, tool_choice: openai })).toEqual(
    comparable('anthropic', 'request', { messages, tool_choice: anthropic }),
  );
});

test('why the model stopped is told in one way, for each choice', () => {
  const choice = (index: number, reason: string): Json => ({
    index,
    message: { role: 'assistant', content: 'Hm' },
    finish_reason: reason,
  });
  expect(comparable('openai', 'response', { choices: [choice(0, 'stop'), choice(1, 'length')] })).toMatchObject({
    messages: [{ finish_reason: 'stop' }, { finish_reason: 'length' }],
  });
  const cut: Json = { role: 'assistant', content: [{ type: 'text', text: 'Hm' }], stop_reason: 'max_tokens' };
  expect(comparable('openai', 'response', { choices: [choice(0, 'length')] })).toEqual(
    comparable('anthropic', 'response', cut),
  );
});

test('an error against an answer is an error message against it', () => {
  const error: Json = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
  expect(comparable('anthropic', 'response', error)).toEqual({
    messages: [{ role: 'error', content: [{ text: 'Overloaded' }] }],
  });
});

test('what differs in an answer stays', () => {
  const said = (text: string): Json => ({ role: 'assistant', content: [{ type: 'text', text }] });
  const { modified } = diff(
    comparable('anthropic', 'response', said('Yes.')),
    comparable('anthropic', 'response', said('No.')),
  );
  expect(modified.map(({ path }) => path)).toEqual(['messages[0].content[0].text']);
});

test('settings are in one order, and none of them is lost', () => {
  const read = comparable('openai', 'request', { top_p: 1, messages: [{ role: 'user', content: 'x' }], seed: 7 });
  expect(JSON.stringify(read)).toMatch(/^{"seed":7,"top_p":1,"messages":/);
});

test('results of tools, images and unknown parts are kept', () => {
  const content: Json = [
    { type: 'tool_result', tool_use_id: 't', is_error: true, content: 'no such city' },
    { type: 'image', source: { type: 'url', url: 'https://example.test/a.png' } },
    { type: 'novelty', value: 1 },
  ];
  expect(comparable('anthropic', 'request', { messages: [{ role: 'user', content }] })).toEqual({
    messages: [
      { role: 'tool', content: [{ tool_result: [{ text: 'no such city' }], is_error: true }] },
      {
        role: 'user',
        content: [
          { image: { media_type: null, name: null, data: null, reference: 'https://example.test/a.png' } },
          { type: 'novelty', value: 1 },
        ],
      },
    ],
  });
});

test('a key of a name that objects have is only a key', () => {
  const body = JSON.parse('{"messages":[{"role":"user","content":"x"}],"__proto__":{"polluted":true}}') as Json;
  expect(JSON.stringify(comparable('openai', 'request', body))).toContain('"__proto__":{"polluted":true}');
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test.each([null, 'text', [], {}, { input: 'embeddings have no messages' }])('%j is no conversation', (body: Json) => {
  expect(comparable('openai', 'request', body)).toBeNull();
  expect(comparable('anthropic', 'response', body)).toBeNull();
});

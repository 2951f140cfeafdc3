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
    content: [
      { type: 'text', text: 'Let me look.' },
      { type: 'tool_use', id: 'toolu_1', name: 'weather', input: { city: 'Bonn' } },
    ],
  };
  expect(comparable('openai', 'response', openai)).toEqual(comparable('anthropic', 'response', anthropic));
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
      {
        role: 'user',
        content: [
          { tool_result: [{ text: 'no such city' }], is_error: true },
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

import type { Json, JsonObject } from '../json';
import { block, finish, start } from './fixtures/anthropicStreams';
import { streamBytes } from './fixtures/framing';
import { bare, chunk } from './fixtures/openaiStreams';
import {
  createReconstructor,
  createSseDecoder,
  reconstruct,
  reconstructBytes,
  type Api,
  type Reconstruction,
} from './index';

const bytes = (text: string) => new TextEncoder().encode(text);

function openAi(...chunks: JsonObject[]): Reconstruction {
  return reconstructBytes('openai', streamBytes('openai', chunks));
}

function anthropic(...events: JsonObject[]): Reconstruction {
  return reconstructBytes('anthropic', streamBytes('anthropic', events));
}

function message(result: Reconstruction): Json | undefined {
  const choices = result.body?.['choices'];
  const first = Array.isArray(choices) ? choices[0] : undefined;
  return (first as { message?: Json } | undefined)?.message;
}

const opening = chunk({ role: 'assistant', content: '' });
const ending = chunk({}, { finish_reason: 'stop' });
const sayHi = block(0, { type: 'text', text: '' }, { type: 'text_delta', text: 'Hi' });

describe('where the SDK gives up, what arrived is given', () => {
  test.each<Api>(['openai', 'anthropic'])('%s: a stream with nothing in it', (api) => {
    const nothing = { body: null, complete: false, error: null, unknown: [], firstTokenIndex: null };
    expect(reconstructBytes(api, new Uint8Array())).toEqual({ ...nothing, eventCount: 0 });
    expect(reconstructBytes(api, bytes(': hello\n\n'))).toEqual({ ...nothing, eventCount: 1 });
  });

  test('openai: cut before the finish reason', () => {
    const whole = streamBytes('openai', [opening, chunk({ content: 'Hel' }), chunk({ content: 'lo' }), ending]);
    const text = new TextDecoder().decode(whole);
    const result = reconstructBytes('openai', bytes(text.slice(0, text.indexOf('lo') + 1)));
    expect(result.complete).toBe(false);
    expect(message(result)).toEqual({ role: 'assistant', content: 'Hel', refusal: null });
    expect(result.unknown).toEqual([{ index: 2, event: '', data: expect.stringContaining('"content":"l') as string }]);
  });

  test('anthropic: cut inside tool input, and inside text', () => {
    const tool = { type: 'tool_use', id: 't', name: 'f', input: {} };
    const events = block(1, tool, { type: 'input_json_delta', partial_json: '{"a":[1,2],"b":"unfin' });
    const result = anthropic(start(), ...sayHi.slice(0, 2), ...events.slice(0, 2));
    expect(result).toMatchObject({ complete: false, body: { stop_reason: null } });
    expect(result.body?.['content']).toEqual([
      { type: 'text', text: 'Hi' },
      { ...tool, input: { a: [1, 2] } },
    ]);
  });

  test('anthropic: tool input that is no JSON stays text', () => {
    const tool = { type: 'tool_use', id: 't', name: 'f', input: {} };
    const result = anthropic(
      start(),
      ...block(0, tool, { type: 'input_json_delta', partial_json: 'rm -rf' }),
      ...finish(),
    );
    expect(result.body?.['content']).toEqual([{ ...tool, input: 'rm -rf' }]);
  });

  test('openai: indexes out of any range make no long arrays and lose nothing', () => {
    const call = (index: Json) => ({
      index,
      id: `call ${JSON.stringify(index)}`,
      type: 'function',
      function: { name: 'f', arguments: '{}' },
    });
    const result = openAi(
      chunk({ role: 'assistant', content: 'far' }, { index: 1e9 }),
      chunk({ content: 'below' }, { index: -1 }),
      chunk({ content: 'second' }, { index: 1 }),
      chunk({ content: 'first' }, { index: 0 }),
      chunk({ tool_calls: [call(4e9), call(1.5), call('x'), call(3)] }),
    );
    const choices = result.body?.['choices'] as JsonObject[];
    expect(choices.map((choice) => choice['index'])).toEqual([0, 1, 1e9, -1]);
    const calls = (choices[0]?.['message'] as JsonObject)['tool_calls'] as JsonObject[];
    expect(calls.map((each) => each['id'])).toEqual(['call 3', 'call 4000000000', 'call 1.5', 'call "x"']);
  });

  test('openai: tool calls without index are told apart by id', () => {
    const result = openAi(
      opening,
      chunk({ tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{"x"' } }] }),
      chunk({ tool_calls: [{ function: { arguments: ':1}' } }] }),
      chunk({ tool_calls: [{ id: 'b', type: 'function', function: { name: 'g', arguments: '{' } }] }),
      chunk({ tool_calls: [{ id: 'b', function: { arguments: '}' } }] }),
    );
    expect(message(result)).toMatchObject({
      tool_calls: [
        { id: 'a', function: { name: 'f', arguments: '{"x":1}' } },
        { id: 'b', function: { name: 'g', arguments: '{}' } },
      ],
    });
  });

  test('anthropic: deltas for blocks that never started are listed', () => {
    const lost = { type: 'content_block_delta', index: 1e9, delta: { type: 'text_delta', text: 'x' } };
    const result = anthropic(start(), lost, ...finish());
    expect(result.body).toMatchObject({ content: [] });
    expect(result.unknown).toEqual([{ index: 1, event: 'content_block_delta', data: lost }]);
  });

  test.each<Api>(['openai', 'anthropic'])('%s: values of any type where others are expected', (api) => {
    const values: Json[] = [null, 7, 'x', [], [null], {}, true];
    const events = values.flatMap((value): JsonObject[] => [
      { choices: value, id: value },
      { choices: [value] },
      { choices: [{ index: value, delta: value, logprobs: value, finish_reason: value }] },
      {
        choices: [
          { index: 0, delta: { role: value, content: value, refusal: value, tool_calls: value, audio: value } },
        ],
      },
      { choices: [{ index: 0, delta: { tool_calls: [value], function_call: value, reasoning_details: value } }] },
      { choices: [{ index: 0, delta: { tool_calls: [{ index: 0, function: value, custom: value }] } }] },
      { type: value, message: value },
      { type: 'message_start', message: value },
      { type: 'content_block_start', index: value, content_block: value },
      { type: 'content_block_delta', index: 0, delta: value },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: value } },
      { type: 'message_delta', delta: value, usage: value },
    ]);
    const all = [start({ content: values, usage: null }), ...events];
    expect(() => JSON.stringify(reconstructBytes(api, streamBytes(api, all)))).not.toThrow();
    expect(Object.prototype).toEqual({});
  });

  test('data nested too deep to be written again is kept as text', () => {
    const deep = `{"id":"1","choices":[],"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const result = reconstructBytes('openai', bytes(`data: ${deep}\n\n`));
    expect(result.body).toBeNull();
    expect(result.unknown).toEqual([{ index: 0, event: '', data: deep }]);
  });
});

describe('where the SDK loses text, the provider’s whole answer is the judge', () => {
  test('openai: reasoning is joined', () => {
    const result = openAi(
      chunk({ role: 'assistant', content: '', reasoning_content: 'First, ' }),
      chunk({ reasoning_content: 'think.', reasoning: 'A' }),
      chunk({ reasoning_content: null, reasoning: 'B' }),
      chunk({ content: 'Done.', reasoning_content: '' }),
      ending,
    );
    expect(message(result)).toMatchObject({ content: 'Done.', reasoning_content: 'First, think.', reasoning: 'AB' });
  });

  test('openai: reasoning details are joined by index and type', () => {
    const details = (...parts: JsonObject[]) => chunk({ role: 'assistant', reasoning_details: parts });
    const result = openAi(
      details({ type: 'reasoning.text', text: 'Fir', format: 'anthropic-claude-v1', index: 0 }),
      details({ type: 'reasoning.text', text: 'st', format: 'anthropic-claude-v1', index: 0 }),
      details({ type: 'reasoning.text', signature: 'sig', format: 'anthropic-claude-v1', index: 0 }),
      details({ type: 'reasoning.encrypted', data: 'AAAA', index: 1 }),
      details(
        { type: 'reasoning.summary', summary: 'S', index: 2 },
        { type: 'reasoning.summary', summary: '!', index: 2 },
      ),
      ending,
    );
    expect(message(result)).toMatchObject({
      reasoning_details: [
        { type: 'reasoning.text', text: 'First', format: 'anthropic-claude-v1', index: 0, signature: 'sig' },
        { type: 'reasoning.encrypted', data: 'AAAA', index: 1 },
        { type: 'reasoning.summary', summary: 'S!', index: 2 },
      ],
    });
  });

  test('openai: content that comes as parts, then as text', () => {
    const think = (text: string) => ({ content: [{ type: 'thinking', thinking: [{ type: 'text', text }] }] });
    const result = openAi(
      opening,
      chunk(think('Let me ')),
      chunk(think('think.')),
      chunk({ content: 'The ' }),
      chunk({ content: 'answer.' }),
      ending,
    );
    expect(message(result)).toMatchObject({
      content: [
        { type: 'thinking', thinking: [{ type: 'text', text: 'Let me think.' }] },
        { type: 'text', text: 'The answer.' },
      ],
    });
  });
});

describe('how a stream went', () => {
  test('complete only with the terminal event', () => {
    expect(openAi(opening, ending).complete).toBe(true);
    expect(reconstructBytes('openai', bytes(`data: ${JSON.stringify(ending)}\n\n`)).complete).toBe(false);
    expect(anthropic(start(), ...finish()).complete).toBe(true);
    expect(anthropic(start(), ...finish().slice(0, 1)).complete).toBe(false);
  });

  test('openai: an error inside the stream', () => {
    const error = { error: { message: 'Overloaded', type: 'server_error', code: null } };
    expect(openAi(opening, chunk({ content: 'H' }), error)).toMatchObject({
      error: { type: 'server_error', message: 'Overloaded' },
      body: { choices: [{ message: { content: 'H' } }] },
      unknown: [],
    });
    expect(openAi({ error: { message: 'No', code: 'bad_key' } })).toMatchObject({
      error: { type: 'bad_key', message: 'No' },
      body: null,
    });
    expect(openAi({ error: 'plain' })).toMatchObject({ error: { message: 'plain' } });
    expect(openAi(chunk({ content: '' }, { finish_reason: 'error' }, error))).toMatchObject({
      error: { message: 'Overloaded' },
      body: { choices: [{ finish_reason: 'error' }] },
    });
    expect(reconstructBytes('openai', bytes('event: error\ndata: not json\n\n')).error?.message).toBe('not json');
  });

  test('anthropic: an error inside the stream', () => {
    const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' }, request_id: 'req_1' };
    expect(anthropic(start(), ...sayHi, error)).toMatchObject({
      complete: false,
      error: { type: 'overloaded_error', message: 'Overloaded' },
      body: { content: [{ text: 'Hi' }] },
      unknown: [],
    });
  });

  test('events of unknown kinds, data that is no JSON, and what comes after the end are listed with their place', () => {
    const warning = { warning: 'slow' };
    expect(openAi(opening, warning).unknown).toEqual([{ index: 1, event: '', data: warning }]);
    const late = reconstructBytes('openai', bytes('data: [DONE]\n\ndata: {"choices":[]}\n\n'));
    expect(late).toMatchObject({ complete: true, body: null, unknown: [{ index: 1, data: { choices: [] } }] });
    expect(reconstructBytes('openai', bytes('data: <html>\n\n')).unknown).toEqual([
      { index: 0, event: '', data: '<html>' },
    ]);
    const hint = { type: 'content_block_hint' };
    expect(anthropic(start(), hint, start(), ...finish(), hint).unknown.map(({ index }) => index)).toEqual([1, 2, 5]);
  });

  test('a ping and an event without data mean nothing', () => {
    const keepAlive = bytes('event: ping\n\nevent: ping\ndata: {"type":"ping"}\n\ndata:\n\n');
    expect(reconstructBytes('anthropic', keepAlive)).toMatchObject({ eventCount: 3, unknown: [], body: null });
    expect(reconstructBytes('openai', keepAlive)).toMatchObject({ eventCount: 3, unknown: [], body: null });
  });

  test.each<[string, number | null, JsonObject[]]>([
    ['text', 1, [opening, chunk({ content: 'H' })]],
    ['refusal', 1, [opening, chunk({ refusal: 'N' })]],
    ['reasoning', 1, [opening, chunk({ content: '', reasoning_content: 'H' })]],
    ['a tool call', 1, [opening, chunk({ tool_calls: [{ index: 0, id: 'a' }] })]],
    ['audio', 1, [opening, chunk({ audio: { data: 'AAAA' } })]],
    [
      'the second choice',
      1,
      [
        opening,
        {
          choices: [
            { index: 0, delta: {} },
            { index: 1, delta: { content: 'H' } },
          ],
        },
      ],
    ],
    ['none', null, [opening, chunk({ tool_calls: [] }), ending, bare({ usage: {} })]],
  ])('openai: the first token is %s', (_name, index, chunks) => {
    expect(openAi(...chunks).firstTokenIndex).toBe(index);
  });

  test.each<[string, number | null, JsonObject[]]>([
    ['text', 2, [start(), ...sayHi]],
    [
      'thinking',
      2,
      [start(), ...block(0, { type: 'thinking', thinking: '' }, { type: 'thinking_delta', thinking: 'H' })],
    ],
    ['a tool call', 1, [start(), ...block(0, { type: 'tool_use', name: 'f', input: {} })]],
    ['none', null, [start(), { type: 'ping' }, ...block(0, { type: 'text', text: '' }), ...finish()]],
  ])('anthropic: the first token is %s', (_name, index, events) => {
    expect(anthropic(...events).firstTokenIndex).toBe(index);
  });
});

test('a reconstructor can be asked in between', () => {
  const decoder = createSseDecoder();
  const events = decoder.push(streamBytes('anthropic', [start(), ...sayHi, ...finish()]));
  const reconstructor = createReconstructor('anthropic');
  events.slice(0, 2).forEach(reconstructor.push);
  expect(reconstructor.result()).toMatchObject({ eventCount: 2, body: { content: [{ text: '' }] } });
  events.slice(2).forEach(reconstructor.push);
  expect(reconstructor.result()).toEqual(reconstruct('anthropic', events));
});

test('a text of very many pieces is there whole, also when it is asked for in between', () => {
  const pieces = Array.from({ length: 2500 }, (_, at) => `${at} "é" `);
  const chunks = pieces.map((content) => chunk({ content }));
  const events = createSseDecoder().push(streamBytes('openai', chunks));
  const reconstructor = createReconstructor('openai');
  events.slice(0, 1700).forEach(reconstructor.push);
  expect(message(reconstructor.result())).toMatchObject({ content: pieces.slice(0, 1700).join('') });
  events.slice(1700).forEach(reconstructor.push);
  expect(message(reconstructor.result())).toMatchObject({ content: pieces.join('') });
  expect(reconstructor.result()).toMatchObject({ complete: true, eventCount: 2501, firstTokenIndex: 0 });
});

test('events of one form are each taken in when they say more than a piece of text', () => {
  const quote = (text: string) => ({ type: 'citations_delta', text, citation: { cited_text: 'q' } });
  const quoted = anthropic(start(), ...block(0, { type: 'text', text: '' }, quote('a'), quote('b')), ...finish());
  expect(quoted.body).toMatchObject({ content: [{ citations: [{ cited_text: 'q' }, { cited_text: 'q' }] }] });
  const called = (name: string) => chunk({ tool_calls: [{ index: 0, vendor: name }], content: 'x' });
  expect(message(openAi(opening, called('a'), called('b'), ending))).toMatchObject({
    content: 'xx',
    tool_calls: [{ vendor: 'b' }],
  });
});

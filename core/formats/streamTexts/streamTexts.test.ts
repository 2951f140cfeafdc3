import type { JsonObject } from '../../json';
import { start } from '../fixtures/anthropicStreams';
import { chunk } from '../fixtures/openaiStreams';
import { closedBy, eventTexts, textEvent, type Api } from '../index';

function channels(api: Api, data: JsonObject): string[] {
  return eventTexts(api, data).map(({ channel, kind, json, signed, whole, text }) => {
    const marks = [json ? 'json' : '', signed ? 'signed' : '', whole ? 'whole' : ''].filter(Boolean).join(' ');
    return `${channel} ${kind}${marks === '' ? '' : ` (${marks})`}: ${text}`;
  });
}

describe('the texts of an event', () => {
  test('openai: every kind of delta, by choice and index', () => {
    const delta: JsonObject = {
      role: 'assistant',
      content: 'a',
      refusal: 'b',
      reasoning_content: 'c',
      reasoning: 'd',
      reasoning_details: [{ type: 'reasoning.text', text: 'e', index: 3 }],
      tool_calls: [
        { index: 1, id: 'x', function: { name: 'n', arguments: '{' } },
        { index: 2, custom: { input: 'f' } },
      ],
      function_call: { arguments: '}' },
      audio: { data: 'AAAA', transcript: 'g' },
      annotations: [{ type: 'url_citation', url_citation: { url: 'u', title: 'h' } }],
    };
    expect(
      channels('openai', { choices: [{ index: 4, delta }, { delta: { content: '' } }, { delta: { content: 'i' } }] }),
    ).toEqual([
      '4.reasoning_content thinking: c',
      '4.reasoning thinking: d',
      '4.reasoning_details.3 thinking (signed): e',
      '4.content text: a',
      '4.refusal refusal: b',
      '4.transcript transcript: g',
      '4.function_call tool_arguments (json): }',
      '4.tool_calls.1 tool_arguments (json): {',
      '4.tool_calls.2.input tool_arguments: f',
      '4.annotations.0.url_citation.title other (whole): h',
      '0.content text: i',
    ]);
  });

  test('openai: of a part of a list only what comes in pieces goes on in the next chunk', () => {
    const detail = { type: 'reasoning.text', text: 'a', index: 0, format: 'unknown', provider: 'google-vertex' };
    const content = [
      { type: 'thinking', thinking: [{ type: 'text', text: 'b' }] },
      { type: 'text', text: 'c', note: 'd' },
    ];
    expect(channels('openai', chunk({ reasoning_details: [detail], content }))).toEqual([
      '0.reasoning_details.0 thinking (signed): a',
      '0.reasoning_details.0.provider thinking (whole): google-vertex',
      '0.content_thinking thinking: b',
      '0.content text: c',
      '0.content.1.note text (whole): d',
    ]);
  });

  test('openai: the answer said twice (Together), and tools that ran at the provider (Groq)', () => {
    const ran = { index: 0, type: 'search', arguments: '{"query":"a"}', output: 'b', search_results: { title: 'c' } };
    expect(channels('openai', chunk({ content: 'a' }, { text: 'a' }))).toEqual(['0.text text: a', '0.content text: a']);
    expect(channels('openai', chunk({ executed_tools: [ran] }))).toEqual([
      '0.executed_tools.0.arguments tool_arguments (json whole): {"query":"a"}',
      '0.executed_tools.0.output tool_result (whole): b',
      '0.executed_tools.0.search_results.title tool_result (whole): c',
    ]);
  });

  test('anthropic: a message that starts with blocks in it', () => {
    const content = [
      { type: 'text', text: 'a' },
      { type: 'tool_use', id: 't', name: 'n', input: { b: 'c' } },
    ];
    expect(channels('anthropic', { type: 'message_start', message: { role: 'assistant', content } })).toEqual([
      'message.content[0].text text (whole): a',
      'message.content[1].input.b tool_arguments (whole): c',
    ]);
    expect(channels('anthropic', start())).toEqual([]);
  });

  test('anthropic: every kind of delta and start', () => {
    const delta = (value: JsonObject) => channels('anthropic', { type: 'content_block_delta', index: 2, delta: value });
    const starts = (value: JsonObject) =>
      channels('anthropic', { type: 'content_block_start', index: 2, content_block: value });
    expect(delta({ type: 'text_delta', text: 'a' })).toEqual(['block.2 text: a']);
    expect(delta({ type: 'thinking_delta', thinking: 'a' })).toEqual(['block.2 thinking (signed): a']);
    expect(delta({ type: 'input_json_delta', partial_json: '{"' })).toEqual(['block.2 tool_arguments (json): {"']);
    expect(delta({ type: 'citations_delta', citation: { cited_text: 'a', title: 'b', url: 'c' } })).toEqual([
      'block.2.citation.cited_text text (whole): a',
      'block.2.citation.title text (whole): b',
    ]);
    expect(delta({ type: 'compaction_delta', content: 'a' })).toEqual(['block.2 text (whole): a']);
    expect(delta({ type: 'signature_delta', signature: 'a' })).toEqual([]);
    expect(starts({ type: 'text', text: 'a' })).toEqual(['block.2 text: a']);
    expect(starts({ type: 'text', text: '' })).toEqual([]);
    expect(starts({ type: 'tool_use', name: 'n', input: { a: 'b' } })).toEqual([
      'block.2.input.a tool_arguments (whole): b',
    ]);
    expect(starts({ type: 'mcp_tool_result', content: [{ type: 'text', text: 'a' }] })).toEqual([
      'block.2.content[0].text tool_result (whole): a',
    ]);
    expect(channels('anthropic', { type: 'ping' })).toEqual([]);
  });

  test('a replaced delta loses its log probabilities', () => {
    const data = chunk({ content: 'secret' }, { logprobs: { content: [{ token: 'secret' }], refusal: null } });
    for (const text of eventTexts('openai', data)) text.replace('');
    expect(data).toMatchObject({ choices: [{ delta: { content: '' }, logprobs: { content: null } }] });
  });

  test('a replaced delta loses what other servers tell of its tokens', () => {
    const logprobs = { tokens: ['secret'], token_logprobs: [-1], refusal: [{ token: 'no' }], vendor: 1 };
    const data = chunk({ content: 'secret', token_id: 7 }, { logprobs, token_ids: [7], text: 'secret' });
    for (const text of eventTexts('openai', data)) text.replace('');
    expect(data['choices']).toMatchObject([
      {
        text: '',
        delta: { content: '', token_id: null },
        token_ids: null,
        logprobs: { tokens: null, token_logprobs: null, refusal: [{ token: 'no' }], vendor: 1 },
      },
    ]);
  });
});

describe('which channels end before an event', () => {
  const call = (index: number, rest: JsonObject) => chunk({ tool_calls: [{ index, ...rest }] });

  test.each<[string, JsonObject, string[], string[]]>([
    [
      'the finish reason ends its choice only',
      chunk({}, { finish_reason: 'stop' }),
      ['0.content', '1.content'],
      ['0.content'],
    ],
    ['more of the same ends nothing', chunk({ content: 'x' }), ['0.content', '1.content'], []],
    [
      'text and finish reason in one chunk',
      chunk({ content: 'x' }, { finish_reason: 'stop' }),
      ['0.content'],
      ['0.content'],
    ],
    [
      'the answer ends the reasoning',
      chunk({ content: 'x' }),
      ['0.reasoning', '0.reasoning_details.0'],
      ['0.reasoning', '0.reasoning_details.0'],
    ],
    ['both kinds of reasoning go side by side', chunk({ reasoning: 'x' }), ['0.reasoning_details.0'], []],
    ['the answer said twice goes side by side', chunk({ content: 'x' }), ['0.text'], []],
    [
      'a part of the answer ends the thinking that stands before it in the same list',
      chunk({
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: 'x' }] },
          { type: 'text', text: 'y' },
        ],
      }),
      ['0.content_thinking', '0.content'],
      ['0.content_thinking'],
    ],
    ['empty content beside reasoning ends nothing', chunk({ content: '', reasoning: 'x' }), ['0.reasoning'], []],
    [
      'a tool call ends the answer',
      call(0, { id: 'a', function: { name: 'f', arguments: '' } }),
      ['0.content'],
      ['0.content'],
    ],
    [
      'the next tool call ends the text of the one before, but no JSON, which may go on',
      call(1, { id: 'b' }),
      ['0.tool_calls.0', '0.function_call', '0.tool_calls.2.input'],
      ['0.tool_calls.2.input'],
    ],
    ['nor does the answer end JSON', chunk({ content: 'x' }), ['0.tool_calls.0'], []],
    ['calls side by side do not end each other', call(1, { function: { arguments: 'x' } }), ['0.tool_calls.0'], []],
    [
      'the usage chunk ends all',
      { choices: [], usage: { total_tokens: 1 } },
      ['0.content', '1.content'],
      ['0.content', '1.content'],
    ],
    ['the filter results of a first chunk end nothing', { choices: [], prompt_filter_results: [] }, ['0.content'], []],
    [
      'the end of the audio ends the transcript',
      chunk({ audio: { expires_at: 1 } }),
      ['0.transcript', '0.content'],
      ['0.transcript'],
    ],
    ['an error ends all', { error: { message: 'x' } }, ['0.content'], ['0.content']],
  ])('openai: %s', (_name, data, open, expected) => {
    expect(closedBy('openai', data, open)).toEqual(expected);
  });

  test.each<[string, JsonObject, string[]]>([
    ['a stop ends its block', { type: 'content_block_stop', index: 1 }, ['block.1']],
    [
      'a signature ends its block',
      { type: 'content_block_delta', index: 1, delta: { type: 'signature_delta', signature: 's' } },
      ['block.1'],
    ],
    [
      'an empty one does not',
      { type: 'content_block_delta', index: 1, delta: { type: 'signature_delta', signature: '' } },
      [],
    ],
    ['a delta ends nothing', { type: 'content_block_delta', index: 1, delta: { type: 'text_delta' } }, []],
    ['a ping ends nothing', { type: 'ping' }, []],
    ['the next block ends all', { type: 'content_block_start', index: 2 }, ['block.1', 'block.10']],
    ['a start does not end its own block', { type: 'content_block_start', index: 1 }, ['block.10']],
    ['the message’s end ends all', { type: 'message_delta' }, ['block.1', 'block.10']],
    ['an error ends all', { type: 'error' }, ['block.1', 'block.10']],
  ])('anthropic: %s', (_name, data, expected) => {
    expect(closedBy('anthropic', data, ['block.1', 'block.10'])).toEqual(expected);
  });
});

describe('an event of our own', () => {
  test('openai: nothing is repeated that must come once', () => {
    const template: JsonObject = {
      ...chunk({
        role: 'assistant',
        content: 'x',
        tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: '{' } }],
      }),
      usage: { total_tokens: 1 },
      obfuscation: 'abc',
      service_tier: 'default',
    };
    const head = {
      id: 'chatcmpl-1',
      object: 'chat.completion.chunk',
      created: 1_760_000_000,
      model: 'gpt-test',
      service_tier: 'default',
    };
    const choice = { index: 0, finish_reason: null };
    expect(textEvent('openai', template, '0.content', 'y')).toEqual({
      event: '',
      data: { ...head, choices: [{ ...choice, delta: { content: 'y' } }] },
    });
    expect(textEvent('openai', template, '0.tool_calls.0', '"}').data).toEqual({
      ...head,
      choices: [{ ...choice, delta: { tool_calls: [{ index: 0, function: { arguments: '"}' } }] } }],
    });
  });

  test.each<[string, JsonObject]>([
    ['2.refusal', { refusal: 'y' }],
    ['2.reasoning', { reasoning: 'y' }],
    ['2.function_call', { function_call: { arguments: 'y' } }],
    ['2.transcript', { audio: { transcript: 'y' } }],
    ['2.tool_calls.1.input', { tool_calls: [{ index: 1, custom: { input: 'y' } }] }],
    ['2.content_thinking', { content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'y' }] }] }],
    [
      '2.reasoning_details.5',
      { reasoning_details: [{ type: 'reasoning.summary', index: 5, format: 'f', summary: 'y' }] },
    ],
  ])('openai: %s', (channel, delta) => {
    const details = [{ type: 'reasoning.summary', index: 5, format: 'f', summary: '', signature: 's' }];
    const template = chunk({ reasoning_details: details }, { index: 2 });
    const { data } = textEvent('openai', template, channel, 'y');
    expect(data).toMatchObject({ choices: [{ index: 2, delta }] });
    expect(JSON.stringify(data)).not.toContain('signature');
  });

  test('openai: the answer as Together says it once more', () => {
    const { data } = textEvent('openai', chunk({ content: 'x' }, { text: 'x' }), '0.text', 'y');
    expect(data['choices']).toEqual([{ index: 0, text: 'y', delta: {}, finish_reason: null }]);
  });

  test('anthropic: a delta of the kind that the block has', () => {
    const after = (template: JsonObject) => textEvent('anthropic', template, 'block.3', 'y');
    const delta = (value: JsonObject) => ({
      event: 'content_block_delta',
      data: { type: 'content_block_delta', index: 3, delta: value },
    });
    const changed = (value: JsonObject) => ({ type: 'content_block_delta', index: 3, delta: value });
    expect(after(changed({ type: 'text_delta', text: '' }))).toEqual(delta({ type: 'text_delta', text: 'y' }));
    expect(after(changed({ type: 'thinking_delta', thinking: '' }))).toEqual(
      delta({ type: 'thinking_delta', thinking: 'y' }),
    );
    expect(after(changed({ type: 'input_json_delta', partial_json: '' }))).toEqual(
      delta({ type: 'input_json_delta', partial_json: 'y' }),
    );
    expect(after({ type: 'content_block_start', index: 3, content_block: { type: 'text', text: '' } })).toEqual(
      delta({ type: 'text_delta', text: 'y' }),
    );
  });
});

test('openai: very many texts, and entries of one choice, are each looked at once', () => {
  const texts = Array.from({ length: 200_000 }, (_, index) => ({ channel: `0.tool_calls.${index}`, whole: false }));
  const choices = Array.from({ length: 200_000 }, () => ({ index: 0, delta: {} }));
  expect(closedBy('openai', { choices }, ['0.content', '0.tool_calls.7', '0.tool_calls.x'], texts)).toEqual([
    '0.content',
  ]);
});

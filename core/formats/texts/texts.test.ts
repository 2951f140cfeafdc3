import type { JsonObject } from '../../json';
import { formatPath } from '../../json';
import { requestTexts, responseTexts, type Api, type TextSegment } from '../index';

/** One line a text: where it is, who wrote it, what it is, what it says. */
function lines(segments: Iterable<TextSegment>): string[] {
  return [...segments].map(({ path, role, kind, json, signed, text }) => {
    const marks = [json ? 'json' : '', signed ? 'signed' : ''].filter(Boolean).join(' ');
    return `${formatPath(path)} ${role}/${kind}${marks === '' ? '' : ` (${marks})`}: ${text}`;
  });
}

const openAiRequest = (): JsonObject => ({
  model: 'gpt-test',
  user: 'user-1',
  messages: [
    { role: 'developer', content: 'Be brief.', name: 'ops' },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What is this?' },
        { type: 'image_url', image_url: { url: 'https://example.org/a.png', detail: 'low' } },
        { type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } },
        { type: 'file', file: { filename: 'a.pdf', file_data: 'JVBERi0' } },
      ],
    },
    {
      role: 'assistant',
      content: null,
      refusal: 'No.',
      reasoning_content: 'Hm.',
      audio: { id: 'audio_1' },
      tool_calls: [
        { id: 'call_1', type: 'function', function: { name: 'find', arguments: '{"q":"x"}' } },
        { id: 'call_2', type: 'custom', custom: { name: 'sql', input: 'SELECT 1' } },
      ],
    },
    { role: 'assistant', content: '', function_call: { name: 'f', arguments: '{}' } },
    { role: 'tool', tool_call_id: 'call_1', content: 'found' },
  ],
  tools: [{ type: 'function', function: { name: 'find', description: 'Finds things.', parameters: {} } }],
  prediction: { type: 'content', content: [{ type: 'text', text: 'Maybe so.' }] },
});

test('openai request: every text with its place, and nothing that is none', () => {
  expect(lines(requestTexts('openai', openAiRequest()))).toEqual([
    'messages[0].content system/system: Be brief.',
    'messages[1].content[0].text user/text: What is this?',
    'messages[2].reasoning_content assistant/thinking: Hm.',
    'messages[2].refusal assistant/refusal: No.',
    'messages[2].tool_calls[0].function.arguments assistant/tool_arguments (json): {"q":"x"}',
    'messages[2].tool_calls[1].custom.input assistant/tool_arguments: SELECT 1',
    'messages[3].function_call.arguments assistant/tool_arguments (json): {}',
    'messages[4].content tool/tool_result: found',
    'prediction.content[0].text user/other: Maybe so.',
    'tools[0].function.description system/other: Finds things.',
  ]);
});

test('a picture is none, however large it is', () => {
  const picture = 'iVBORw0K'.repeat(2_000_000);
  const texts = [
    ...responseTexts('openai', {
      data: [{ b64_json: `${picture}==` }, { b64_json: `data:image/png;base64,${picture}` }],
    }),
  ];
  expect(texts).toEqual([]);
});

test.each<Api>(['openai', 'anthropic'])('%s request: a text in a place that nobody knows is found', (api) => {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    required: ['street_2'],
    properties: { street_2: { type: 'string', description: 'Where to.', enum: ['high', 'DE89370400440532013000'] } },
  };
  const body: JsonObject = {
    model: 'a/1',
    reasoning_effort: 'high',
    user: 'a@example.com',
    safety_identifier: 'a b',
    prompt_cache_key: 'a b',
    metadata: { user_id: 'a/1', ticket: 'Call me.' },
    messages: [{ role: 'user', name: 'a/1', content: 'Hi', note: 'Beside it.' }],
    tools: [{ name: 'a/1', parameters: schema }],
    prompt: ['One.', 'Two.'],
    something: { new: [{ said: 'Here.' }] },
  };
  expect(lines(requestTexts(api, body)).filter((line) => line.includes('user/other'))).toEqual([
    'metadata.ticket user/other: Call me.',
    'messages[0].note user/other: Beside it.',
    'tools[0].parameters.$schema user/other: https://json-schema.org/draft/2020-12/schema',
    'tools[0].parameters.properties.street_2.description user/other: Where to.',
    'tools[0].parameters.properties.street_2.enum[1] user/other: DE89370400440532013000',
    'prompt[0] user/other: One.',
    'prompt[1] user/other: Two.',
    'something.new[0].said user/other: Here.',
  ]);
});

test('openai response: every choice, and the dialects of reasoning', () => {
  const body: JsonObject = {
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: 'Hi',
          reasoning: 'r',
          reasoning_details: [
            { type: 'reasoning.text', text: 't', format: 'anthropic-claude-v1', index: 0, signature: 's' },
            { type: 'reasoning.summary', summary: 'u', format: 'openai-responses-v1', index: 1 },
            { type: 'reasoning.encrypted', data: 'AAAA', index: 2 },
          ],
          audio: { id: 'a', data: 'AAAA', transcript: 'spoken', expires_at: 1 },
          annotations: [{ type: 'url_citation', url_citation: { url: 'https://example.org', title: 'Title' } }],
        },
      },
      {
        index: 1,
        message: {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: [{ type: 'text', text: 'm' }] },
            { type: 'text', text: 'n' },
          ],
        },
      },
    ],
  };
  expect(lines(responseTexts('openai', body))).toEqual([
    'choices[0].message.reasoning assistant/thinking: r',
    'choices[0].message.reasoning_details[0].text assistant/thinking (signed): t',
    'choices[0].message.reasoning_details[1].summary assistant/thinking: u',
    'choices[0].message.content assistant/text: Hi',
    'choices[0].message.audio.transcript assistant/transcript: spoken',
    'choices[0].message.annotations[0].url_citation.title assistant/other: Title',
    'choices[1].message.content[0].thinking[0].text assistant/thinking: m',
    'choices[1].message.content[1].text assistant/text: n',
  ]);
});

const anthropicRequest = (): JsonObject => ({
  model: 'claude-test',
  system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
  metadata: { user_id: 'user-1' },
  messages: [
    { role: 'user', content: 'Hello' },
    {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'signed thought', signature: 'sig' },
        { type: 'thinking', thinking: 'open thought', signature: '' },
        { type: 'redacted_thinking', data: 'EmwK' },
        {
          type: 'tool_use',
          id: 'toolu_1',
          name: 'find',
          input: { type: 'x', id: 'y', deep: [{ n: 42, ok: true, none: null }] },
        },
      ],
    },
    {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 'toolu_1', content: 'plain' },
        {
          type: 'tool_result',
          tool_use_id: 'toolu_2',
          content: [
            { type: 'text', text: 'nested' },
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBO' } },
            {
              type: 'search_result',
              source: 'https://example.org',
              title: 'S',
              content: [{ type: 'text', text: 'hit' }],
            },
          ],
        },
        {
          type: 'document',
          title: 'D',
          context: 'C',
          source: { type: 'text', media_type: 'text/plain', data: 'the document' },
        },
        { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: 'JVBE' } },
        { type: 'document', source: { type: 'content', content: [{ type: 'text', text: 'in blocks' }] } },
      ],
    },
  ],
  tools: [{ name: 'find', description: 'Finds things.', input_schema: {} }],
});

test('anthropic request: every text with its place, and nothing that is none', () => {
  expect(lines(requestTexts('anthropic', anthropicRequest()))).toEqual([
    'system[0].text system/system: Be brief.',
    'messages[0].content user/text: Hello',
    'messages[1].content[0].thinking assistant/thinking (signed): signed thought',
    'messages[1].content[1].thinking assistant/thinking: open thought',
    'messages[1].content[3].input.type assistant/tool_arguments: x',
    'messages[1].content[3].input.id assistant/tool_arguments: y',
    'messages[1].content[3].input.deep[0].n assistant/tool_arguments: 42',
    'messages[2].content[0].content tool/tool_result: plain',
    'messages[2].content[1].content[0].text tool/tool_result: nested',
    'messages[2].content[1].content[2].title tool/tool_result: S',
    'messages[2].content[1].content[2].content[0].text tool/tool_result: hit',
    'messages[2].content[2].title user/text: D',
    'messages[2].content[2].context user/text: C',
    'messages[2].content[2].source.data user/text: the document',
    'messages[2].content[4].source.content[0].text user/text: in blocks',
    'tools[0].description system/other: Finds things.',
  ]);
});

test('anthropic response: citations, server tools, and blocks of types that nobody knows yet', () => {
  const body: JsonObject = {
    content: [
      {
        type: 'text',
        text: 'Hi',
        citations: [{ type: 'char_location', cited_text: 'cited', document_title: 'T', file_id: 'f' }],
      },
      { type: 'server_tool_use', id: 's', name: 'web_search', input: { query: 'q' } },
      {
        type: 'web_search_tool_result',
        tool_use_id: 's',
        content: [{ type: 'web_search_result', title: 'W', url: 'https://example.org', encrypted_content: 'E' }],
      },
      { type: 'bash_code_execution_tool_result', content: { type: 'x', stdout: 'out', stderr: 'err', return_code: 0 } },
      {
        type: 'web_fetch_tool_result',
        content: {
          type: 'web_fetch_result',
          url: 'https://example.org',
          content: { type: 'document', source: { type: 'text', data: 'page' } },
        },
      },
      { type: 'hologram', caption: 'c', id: 'h1', url: 'https://example.org', data: 'AAAA' },
    ],
    stop_details: { type: 'refusal', explanation: 'because' },
  };
  expect(lines(responseTexts('anthropic', body))).toEqual([
    'content[0].text assistant/text: Hi',
    'content[0].citations[0].cited_text assistant/text: cited',
    'content[0].citations[0].document_title assistant/text: T',
    'content[1].input.query assistant/tool_arguments: q',
    'content[2].content[0].title tool/tool_result: W',
    'content[3].content.stdout tool/tool_result: out',
    'content[3].content.stderr tool/tool_result: err',
    'content[4].content.content.source.data tool/tool_result: page',
    'content[5].caption assistant/text: c',
    'stop_details.explanation assistant/other: because',
  ]);
});

test.each<[Api, () => JsonObject]>([
  ['openai', openAiRequest],
  ['anthropic', anthropicRequest],
])(
  '%s: what replace writes is what the next reader reads, and nothing else changed but a signature of another text',
  (api, request) => {
    const body = request();
    for (const segment of requestTexts(api, body)) segment.replace(`<${segment.text}>`);
    const before = [...requestTexts(api, request())];
    expect([...requestTexts(api, body)].map((segment) => segment.text)).toEqual(before.map(({ text }) => `<${text}>`));
    for (const [index, segment] of [...requestTexts(api, body)].entries()) segment.replace(before[index]?.text ?? '');
    const unsigned = JSON.stringify(request()).replace('"signature":"sig"', '"signature":""');
    expect(JSON.stringify(body).replaceAll('"42"', '42')).toBe(unsigned);
  },
);

test('a number that is given back as it was stays a number', () => {
  const body: JsonObject = { content: [{ type: 'tool_use', input: { account: 123_456 } }] };
  const [segment] = responseTexts('anthropic', body);
  segment?.replace('123456');
  expect(body).toEqual({ content: [{ type: 'tool_use', input: { account: 123_456 } }] });
  segment?.replace('[X]');
  expect(body).toEqual({ content: [{ type: 'tool_use', input: { account: '[X]' } }] });
});

test('the tokens of a replaced text go with it, those of an unchanged one stay', () => {
  const body = (): JsonObject => ({
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: 'secret', refusal: 'no' },
        logprobs: { content: [{ token: 'secret' }], refusal: [{ token: 'no' }] },
      },
    ],
  });
  const changed = body();
  for (const segment of responseTexts('openai', changed)) segment.replace(segment.text.replace('secret', '[X]'));
  expect(changed).toMatchObject({ choices: [{ logprobs: { content: null, refusal: [{ token: 'no' }] } }] });
  const same = body();
  for (const segment of responseTexts('openai', same)) segment.replace(segment.text);
  expect(same).toEqual(body());
});

test.each<Api>(['openai', 'anthropic'])('%s: bodies of any shape are read without failing', (api) => {
  const shapes: JsonObject[] = [
    {},
    { messages: 'x', choices: 7, content: null, system: 3, tools: {}, functions: [null] },
    {
      messages: [null, 1, 'x', [], { content: [null, 1, 'loose', { type: 7 }] }],
      choices: [null, {}, { message: 'x' }],
    },
    { content: [null, 'loose', { type: 'tool_result', content: { content: 3 } }, { type: 'document', source: 'x' }] },
  ];
  for (const body of shapes) {
    expect(() => [...requestTexts(api, body), ...responseTexts(api, body)]).not.toThrow();
  }
});

test('nesting costs no stack and hides no text', () => {
  let input: JsonObject = { secret: 'deep' };
  let result: JsonObject = { type: 'text', text: 'nested' };
  for (let depth = 0; depth < 20_000; depth++) {
    input = { a: [input] };
    if (depth < 100) result = { type: 'tool_result', content: [result] };
  }
  const body = { content: [{ type: 'tool_use', input }, result] };
  expect([...responseTexts('anthropic', body)].map((segment) => segment.text)).toEqual(['deep', 'nested']);
});

test('the name __proto__ is a place like any other', () => {
  const body = JSON.parse('{"content":[{"type":"tool_use","input":{"__proto__":"secret"}}]}') as JsonObject;
  for (const segment of responseTexts('anthropic', body)) segment.replace('[X]');
  expect(JSON.stringify(body)).toBe('{"content":[{"type":"tool_use","input":{"__proto__":"[X]"}}]}');
});

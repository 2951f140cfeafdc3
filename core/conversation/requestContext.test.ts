import { requestContext } from '.';

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

test('of a chat completion: tools by their names, settings as they are spelled, and what takes how much', () => {
  const system = { role: 'developer', content: 'Grüße 👋 世界' };
  const question = { role: 'user', content: 'What is the weather?' };
  const calling = {
    role: 'assistant',
    content: null,
    tool_calls: [{ id: 'c', type: 'function', function: { name: 'get_weather', arguments: '{}' } }],
  };
  const result = { role: 'tool', tool_call_id: 'c', content: 'rain' };
  const tools = [
    { type: 'function', function: { name: 'get_weather', description: 'Of a place.', parameters: { type: 'object' } } },
    { type: 'custom', custom: { name: 'sql' } },
    { type: 'web_search' },
  ];
  const body = {
    model: 'gpt-5',
    temperature: 0.2,
    messages: [system, question, calling, result],
    max_completion_tokens: 400,
    tools,
    response_format: { type: 'json_object' },
  };
  expect(requestContext('openai', body)).toEqual({
    tools: [
      { name: 'get_weather', description: 'Of a place.' },
      { name: 'sql', description: null },
      { name: 'web_search', description: null },
    ],
    settings: [
      { name: 'model', value: 'gpt-5' },
      { name: 'temperature', value: 0.2 },
      { name: 'max_completion_tokens', value: 400 },
      { name: 'response_format', value: { type: 'json_object' } },
    ],
    size: {
      system: bytes(system),
      history: bytes(question) + bytes(calling),
      results: bytes(result),
      tools: tools.reduce((total, tool) => total + bytes(tool), 0),
    },
  });
});

test('of a message: the system prompt beside the messages, results inside of them', () => {
  const result = { type: 'tool_result', tool_use_id: 't', content: 'rain' };
  const answer = { role: 'user', content: [result, { type: 'text', text: 'And tomorrow?' }] };
  const body = {
    model: 'claude-x',
    max_tokens: 9,
    system: 'Be brief.',
    messages: [answer],
    tools: [{ name: 'get_weather', description: 'Of a place.', input_schema: { type: 'object' } }],
    mcp_servers: [{ type: 'url', url: 'https://example.org', name: 'harbour' }],
  };
  const context = requestContext('anthropic', body);
  expect(context?.tools.map(({ name }) => name)).toEqual(['get_weather', 'harbour']);
  expect(context?.settings.map(({ name }) => name)).toEqual(['model', 'max_tokens']);
  expect(context?.size).toMatchObject({
    system: bytes(body.system),
    results: bytes(result),
    history: bytes(answer) - bytes(result),
  });
});

test.each([null, 'text', [1]])('%j is none', (body) => {
  expect(requestContext('openai', body)).toBeNull();
});

test('what is no message, tool or setting that anybody knows is named all the same', () => {
  const context = requestContext('openai', { messages: 'none', tools: [null, {}], vendor: { deep: [1] } });
  expect(context).toEqual({
    tools: [
      { name: 'null', description: null },
      { name: 'without a name', description: null },
    ],
    settings: [{ name: 'vendor', value: { deep: [1] } }],
    size: expect.objectContaining({ tools: bytes(null) + bytes({}) }) as object,
  });
});

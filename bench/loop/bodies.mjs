/** The worst bodies that were thought of, each of at most `bytes`: what takes a parser, a policy or the record longest. */
const repeat = (unit, bytes) => unit.repeat(Math.floor(bytes / Buffer.byteLength(unit)));
const list = (unit, bytes, most = 950_000) =>
  Array(Math.min(most, Math.floor(bytes / (unit.length + 1))))
    .fill(unit)
    .join(',');
const message = (text) => `{"model":"m","messages":[{"role":"user","content":"${text}"}]}`;
const parts = (part, bytes) => `{"model":"m","messages":[{"role":"user","content":[${list(part, bytes, 230_000)}]}]}`;
const keys = (bytes, name) =>
  `{"model":"m",${Array.from({ length: Math.min(900_000, Math.floor(bytes / 12)) }, (_, at) => `"${name(at)}":1`).join(',')}}`;
const args = (json) =>
  `{"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"x","type":"function","function":{"name":"f","arguments":${JSON.stringify(json)}}}]}]}`;

const many = (count, make) => Array.from({ length: count }, (_, at) => make(at));
/** JSON in a text of JSON in a text of JSON: what a tool says that another tool said, each in words of its own. */
const nested = (texts) => {
  let value = many(texts, (at) => `to a${at}@b.co`);
  for (let depth = 0; depth < 3; depth += 1) value = { arguments: JSON.stringify(value) };
  return value;
};
/** As OpenAI sends them with `top_logprobs`: each token once more with its alternatives. */
const logprobs = (tokens) => {
  const one = { token: ' word', logprob: -0.1234567, bytes: [32, 119, 111, 114, 100] };
  return { content: many(tokens, () => ({ ...one, top_logprobs: [one, one, one] })), refusal: null };
};
const toolCall = (at) => ({
  index: at,
  id: `call_${at}`,
  type: 'function',
  function: { name: 'f', arguments: '{"to":"a@b.co"}' },
});

export const requests = {
  'one long text': (bytes) => message(repeat('word ', bytes)),
  quotes: (bytes) => message(repeat('\\"', bytes)),
  escapes: (bytes) => message(repeat('\\u00e9', bytes)),
  'lone surrogates': (bytes) => message(repeat('\\ud800', bytes)),
  Chinese: (bytes) => message(repeat('漢', bytes)),
  addresses: (bytes) => message(repeat('a@b.co ', bytes)),
  digits: (bytes) => message(repeat('4', bytes)),
  '230,000 text parts': (bytes) => parts('{"type":"text","text":"a"}', bytes),
  '230,000 parts with an address': (bytes) => parts('{"type":"text","text":"a@b.co"}', bytes),
  '900,000 keys': (bytes) => keys(bytes, (at) => `k${at}`),
  '900,000 numbers as keys': (bytes) => keys(bytes, (at) => at * 1001),
  'a million numbers': (bytes) => `{"model":"m","a":[${list('1', bytes)}]}`,
  'long numbers': (bytes) => `{"model":"m","a":[${list('12345678901234567890123456789', bytes)}]}`,
  'a million strings': (bytes) => `{"model":"m","a":[${list('"a"', bytes)}]}`,
  'empty arrays beyond the limit': (bytes) => `{"model":"m","a":[${list('[]', bytes, Infinity)}]}`,
  'brackets 190 deep': (bytes) => `{"model":"m","a":[${list('['.repeat(190) + ']'.repeat(190), bytes, 5000)}]}`,
  'a million brackets': (bytes) => '['.repeat(bytes),
  'newlines in bad JSON': (bytes) => `{"model":"m",${repeat('\n', bytes)}x`,
  'bad JSON at its end': (bytes) => `{"model":"m","a":[${list('[1,"b"]', bytes, 200_000)}`,
  'tool arguments': (bytes) => args(JSON.stringify({ query: repeat('word ', bytes) })),
  'tool arguments of arrays': (bytes) => args(`[${list('[]', bytes, Infinity)}]`),
  'tool arguments of numbers': (bytes) => args(`[${list('4111', bytes, Infinity)}]`),
  'request of 100,000 texts': () => JSON.stringify({ model: 'm', x: many(100_000, () => 'to a@b.co') }),
  'request of JSON in JSON': () => JSON.stringify({ model: 'm', ...nested(50_000) }),
  'Messages of 100,000 blocks': () =>
    JSON.stringify({
      model: 'm',
      messages: [{ role: 'user', content: many(100_000, () => ({ type: 'text', text: 'a@b.co' })) }],
    }),
  'Responses of 50,000 items': () =>
    JSON.stringify({ model: 'm', input: many(50_000, () => ({ role: 'user', content: 'to a@b.co' })) }),
  '100,000 embeddings': () => JSON.stringify({ model: 'm', input: many(100_000, () => 'to a@b.co') }),
};

/** Those that go to another path than chat completions, by the word that their name begins with. */
export const paths = { Messages: '/v1/messages', Responses: '/v1/responses', '100,000 embeddings': '/v1/embeddings' };

const answer = (content) =>
  `{"id":"1","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":${content}}}]}`;

/** What the provider answers, by the model that is asked for. */
export const answers = {
  'answer of one long text': (bytes) => answer(JSON.stringify(repeat('a@b.co ', bytes))),
  'answer of 10 million empty arrays': (bytes) => answer(`[${list('[]', bytes, Infinity)}]`),
  'answer of 300,000 choices': (bytes) =>
    `{"choices":[${list('{"index":0,"message":{"role":"assistant","content":"a@b.co"}}', bytes)}]}`,
  'answer of 900,000 keys': (bytes) => keys(bytes, (at) => `k${at}`),
  'answer of 100,000 texts': () => JSON.stringify({ choices: [], x: many(100_000, () => 'to a@b.co') }),
  'answer of 100,000 tool calls': () =>
    JSON.stringify({ choices: [{ index: 0, message: { role: 'assistant', tool_calls: many(100_000, toolCall) } }] }),
  'answer of logprobs of 20,000 tokens': () =>
    JSON.stringify({
      choices: [
        { index: 0, message: { role: 'assistant', content: repeat(' word', 100_000) }, logprobs: logprobs(20_000) },
      ],
    }),
  'answer of JSON in JSON': () => JSON.stringify({ choices: [], ...nested(50_000) }),
  'Messages answer of 100,000 blocks': () =>
    JSON.stringify({ type: 'message', content: many(100_000, () => ({ type: 'text', text: 'a@b.co' })) }),
  'Responses answer of 50,000 items': () => JSON.stringify(response(50_000)),
  '100,000 embeddings, the answer': () =>
    JSON.stringify({ data: many(100_000, (index) => ({ index, embedding: [0.1, -0.2, 0.3] })) }),
};

function response(items) {
  const content = [{ type: 'output_text', text: 'to a@b.co' }];
  return { object: 'response', output: many(items, (at) => ({ id: `msg_${at}`, type: 'message', content })) };
}

const choices = (list) => `data: ${JSON.stringify({ choices: list })}\n\n`;
const manyChoices = Array.from({ length: 100_000 }, (_, index) => ({ index, delta: { content: '4111 ' } }));
const event = (content) => `data: {"choices":[{"index":0,"delta":{"content":${JSON.stringify(content)}}}]}\n\n`;

/** Streams, as the pieces that are written. */
export const streams = {
  'stream of small events in large chunks': () => Array(8).fill(repeat(event('a '), 1_000_000)),
  'stream of empty events': () => Array(4).fill(repeat('data: {}\n\n', 1_000_000)),
  'stream of newlines': () => Array(4).fill(repeat('\n', 1_000_000)),
  'one event of 4 MB': () => [event(repeat('a@b.co ', 4_000_000))],
  'one event of 30 MB': () => [event(repeat('ab ', 30_000_000))],
  'one event of 1,000,000 numbers': () => [`data: ${JSON.stringify({ x: many(990_000, (at) => at) })}\n\n`],
  'one event of comments': () => [`${repeat(': a@b.co\n', 8_000_000)}\n`],
  'one event of ids': () => [`${repeat('id: a@b.co\n', 8_000_000)}\n`],
  'one event of lines of data': () => [`${repeat('data: 1\n', 8_000_000)}\n`],
  '100,000 choices, an event each': () => manyChoices.map((choice) => choices([choice])),
  'one event of 100,000 choices': () => [choices(manyChoices)],
  'one event of 300,000 texts': () => [`data: ${JSON.stringify({ x: Array(300_000).fill('to a@b.co') })}\n\n`],
  'one event of 100,000 texts': () => [`data: ${JSON.stringify({ x: many(100_000, () => 'to a@b.co') })}\n\n`],
  'one event of 100,000 tool calls': () => [choices([{ index: 0, delta: { tool_calls: many(100_000, toolCall) } }])],
  'one event of logprobs of 20,000 tokens': () => [
    choices([{ index: 0, delta: { content: repeat(' word', 100_000) }, logprobs: logprobs(20_000) }]),
  ],
  'one event of JSON in JSON': () => [`data: ${JSON.stringify(nested(50_000))}\n\n`],
  'one event of an error of 8 MB': () => [
    `data: ${JSON.stringify({ error: { message: 'no', x: many(800_000, () => 'a b') } })}\n\n`,
  ],
  'one event of 60 KB of texts': () => [`data: ${JSON.stringify({ x: many(9_000, () => 'a b') })}\n\n`],
  'Messages event of 100,000 blocks': () => [
    `event: message_start\ndata: ${JSON.stringify({
      type: 'message_start',
      message: { content: many(100_000, () => ({ type: 'text', text: 'a@b.co' })) },
    })}\n\n`,
  ],
  'Responses event of 50,000 items': () => [
    `event: response.completed\ndata: ${JSON.stringify({ type: 'response.completed', response: response(50_000) })}\n\n`,
  ],
  'one event in pieces of a byte': () => [...event(repeat('ab ', 20_000))],
};

import { gzipSync } from 'node:zlib';
import OpenAI from 'openai';
import { callRecordOf } from '../call';
import { createPolicy } from '../policies/registry';
import { lentTo } from '../policies/testing/environments';
import type { Hooks } from './testing/policies';
import { post, send } from './testing/rawClient';
import { json, sse, type Answer } from './testing/standInProvider';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from './testing/startTestGateway';

/** Calls of other paths than the two main ones: what redacts there redacts here. */

const both = { apply_to: 'both' };
const redaction: Hooks = createPolicy({ name: 'pii', use: 'pii-redaction', options: both }, lentTo('pii'));
const card = '4242 4242 4242 4242';
const cardDigits = /4242/;

let lens: TestGateway;
const start = async (answer: Answer, options: TestGatewayOptions = {}): Promise<void> => {
  lens = await startTestGateway(answer, { policy: redaction, ...options });
};
afterEach(() => lens.stop());

const done = json({ object: 'list', data: [] });
const sent = () => lens.provider.received[0]?.body.toString() ?? '';
const plain =
  (type: string, body: string | Buffer): Answer =>
  (res) => {
    res.writeHead(200, { 'content-type': type }).end(body);
  };

describe('a request', () => {
  test.each([
    ['/v1/responses', { model: 'gpt-5', instructions: `Pay with ${card}.`, input: 'Hi there' }],
    ['/v1/responses', { model: 'gpt-5', input: [{ role: 'user', content: [{ type: 'input_text', text: card }] }] }],
    ['/v1/responses', { input: [{ type: 'function_call_output', call_id: 'c', output: `{"card":"${card}"}` }] }],
    ['/v1/embeddings', { model: 'e', input: ['a text', `Pay with ${card}`] }],
    ['/v1/completions', { model: 'c', prompt: `Pay with ${card}` }],
    ['/v1/messages/count_tokens', { model: 'c', messages: [{ role: 'user', content: card }] }],
    ['/v1/messages/batches', { requests: [{ params: { messages: [{ role: 'user', content: card }] } }] }],
  ])('of %s is redacted and recorded: %j', async (path, body) => {
    await start(done);
    const answer = await post(lens.url + path, body);
    expect(answer.status).toBe(200);
    expect(sent()).toContain('[REDACTED]');
    expect(sent()).not.toMatch(cardDigits);
    const { start: recorded, end } = await lens.capture.ended(answer.callId);
    expect(recorded).toMatchObject({ operation: 'passthrough', policies: ['pii'] });
    expect(recorded.request.steps).toMatchObject([{ policy: 'pii', redacts: true }]);
    expect(recorded.events).toMatchObject([{ type: 'policy.pii_redacted' }]);
    expect(end.timings.map(({ name }) => name)).toContain('control_plane.process_request');
  });

  test('without a secret in it goes on byte for byte, with its number that JavaScript would round', async () => {
    await start(done);
    const body = '{ "model": "gpt-5",\t"input": "Hello, you", "seed": 9007199254740993 }';
    await post(`${lens.url}/v1/responses`, body);
    expect(sent()).toBe(body);
  });

  test('is read whatever its label says', async () => {
    await start(done);
    const headers = { authorization: 'Bearer k', 'content-type': 'text/plain' };
    await post(`${lens.url}/v1/responses`, `\ufeff \n{"input":"Pay with ${card}"}`, headers);
    expect(sent()).not.toMatch(cardDigits);
  });

  test.each([
    ['a form', 'multipart/form-data; boundary=x', `--x\r\n\r\n${card}\r\n--x--`, 'unreadable_request'],
    ['a list', 'application/json', `["${card}"]`, 'unreadable_request'],
    ['lines', 'application/jsonl', `{"a":"${card}"}\n{"a":1}`, 'unreadable_request'],
    ['half of one', 'application/json', `{"input":"${card}`, 'unreadable_request'],
    ['a key twice', 'application/json', `{"input":"${card}","input":"x"}`, 'repeated_key'],
  ])('that can’t be read is refused: %s', async (_what, contentType, body, code) => {
    await start(done);
    const headers = { authorization: 'Bearer k', 'content-type': contentType };
    const answer = await post(`${lens.url}/v1/files`, body, headers);
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([400, { error: { code } }]);
    expect(lens.provider.received).toEqual([]);
    const { start: recorded } = await lens.capture.ended(answer.callId);
    expect(recorded.request.final?.toString()).toBe('');
  });

  test.each([{ unread: 'pass' }, { unreadRequests: 'pass' }, { unread: 'refuse', unreadRequests: 'pass' }] as const)(
    'that can’t be read passes where that is said, and the record tells: %j',
    async (limits) => {
      await start(done, { limits });
      const answer = await post(`${lens.url}/v1/files`, 'a form', { authorization: 'Bearer k' });
      expect(sent()).toBe('a form');
      expect((await lens.capture.ended(answer.callId)).start.events).toMatchObject([{ type: 'policy.unread_passed' }]);
    },
  );
});

describe('a whole answer', () => {
  const responses = {
    id: 'resp_1',
    object: 'response',
    output: [
      { type: 'message', content: [{ type: 'output_text', text: `Pay with ${card}.`, logprobs: [{ token: card }] }] },
      { type: 'function_call', name: 'pay', arguments: `{"number":4242424242424242,"note":"it is ${card}"}` },
      { type: 'reasoning', summary: [{ type: 'summary_text', text: `They want ${card}` }] },
    ],
  };

  test('of the Responses API is redacted everywhere, and its arguments stay JSON', async () => {
    await start(json(responses));
    const answer = await post(`${lens.url}/v1/responses`, { model: 'gpt-5', input: 'Hi' });
    expect(answer.body).not.toMatch(cardDigits);
    const { output } = JSON.parse(answer.body) as typeof responses;
    expect(output[0]?.content).toEqual([{ type: 'output_text', text: 'Pay with [REDACTED].', logprobs: [] }]);
    expect(JSON.parse(output[1]?.arguments ?? '')).toEqual({ number: '[REDACTED]', note: 'it is [REDACTED]' });
    const { end } = await lens.capture.ended(answer.callId);
    expect(end.response?.steps).toMatchObject([{ policy: 'pii', redacts: true }]);
    expect(end.timings.map(({ name }) => name)).toContain('control_plane.process_full_response');
  });

  test('with an error’s status keeps that, redacted', async () => {
    await start(json({ error: { message: `No such card: ${card}`, type: 'invalid_request_error' } }, 400));
    const answer = await post(`${lens.url}/v1/responses`, { model: 'gpt-5', input: 'Hi' });
    expect([answer.status, answer.body]).toEqual([400, expect.not.stringMatching(cardDigits)]);
  });

  const transcript = (said: string) => `1\r\n00:00:00,000 --> 00:00:01,500\r\nPay with ${said}, please\r\n`;
  const results = (said: string, number: string) =>
    `{"custom_id":"a","response":{"body":{"choices":[{"message":{"content":"Pay with ${said}"}}]}},"seed":9007199254740993}\n{"b":${number}}\n`;
  const content = (headers: Record<string, string> = {}) =>
    send(`${lens.url}/v1/files/f/content`, { method: 'GET', headers: { authorization: 'Bearer k', ...headers } });

  test.each([
    ['a transcript', 'text/plain', transcript(card), transcript('[REDACTED]')],
    ['text that is called sound', 'audio/mpeg', card, '[REDACTED]'],
    ['a page', 'text/html', `<p>{${card}</p>`, '<p>{[REDACTED]</p>'],
    [
      'a batch’s results',
      'application/octet-stream',
      results(card, '4242424242424242'),
      results('[REDACTED]', '"[REDACTED]"'),
    ],
    ['a list', 'application/json', `["${card}",\n4242424242424242]`, '["[REDACTED]","[REDACTED]"]'],
    ['half of an object', 'application/json', `{"text":"${card}`, '{"text":"[REDACTED]'],
    ['an object after a mark', 'text/plain', `\ufeff{"lines":["${card}"]}`, '{"lines":["[REDACTED]"]}'],
    [
      'large lines',
      'x/y',
      results(card, '4242424242424242').repeat(500),
      results('[REDACTED]', '"[REDACTED]"').repeat(500),
    ],
  ])('that is no JSON object is redacted as what it is: %s', async (_what, type, body, redacted) => {
    await start(plain(type, body));
    const answer = await content();
    expect([answer.status, answer.body]).toEqual([200, redacted]);
    expect(answer.headers['content-type']).toBe(type);
    const { end } = await lens.capture.ended(answer.callId);
    expect(end.response?.steps).toMatchObject([{ policy: 'pii', redacts: true, body: Buffer.from(redacted) }]);
  });

  test.each([
    ['text', 'one, two\r\n\r\nthree'],
    ['lines of JSON', '{"a": 1}\r\n\n {"b" : [9007199254740993]}'],
    ['null', 'null'],
    ['more brackets than JSON may have', `a${'['.repeat(5000)}`],
  ])('in which nothing is to be redacted goes on byte for byte: %s', async (_what, body) => {
    await start(plain('text/plain', body));
    const answer = await content();
    expect([answer.status, answer.body]).toEqual([200, body]);
  });

  test.each([
    ['a document', 200, Buffer.from([0x25, 0x50, 0x44, 0x46, 0xff, 0x00])],
    ['text of two bytes a character', 200, Buffer.from(card, 'utf16le')],
    ['a part of a text, whose other part may hold the rest of a number', 206, '4242 4242 42'],
    ['a key twice in one of its lines', 200, `{"a":1}\n{"a":"${card}","a":1}`],
  ])('that can’t be read is refused: %s', async (_what, status, body) => {
    await start((res) => {
      res.writeHead(status, { 'content-type': 'text/plain' }).end(body);
    });
    const answer = await content({ range: 'bytes=0-11' });
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([502, { error: { code: 'unreadable_response' } }]);
  });

  test('that is sound or a picture goes on as it came', async () => {
    const sound = Buffer.from([0xff, 0xfb, 0x90, 0x00, 0x80]);
    await start(plain('audio/mpeg', sound));
    const answer = await post(`${lens.url}/v1/audio/speech`, { model: 'tts', input: 'Hello, you' });
    expect(answer.headers['content-length']).toBe(String(sound.length));
    expect((await lens.capture.ended(answer.callId)).end.response?.original).toEqual(sound);
  });

  test('that is larger than can be read is refused', async () => {
    await start(json({ output: 'x'.repeat(5000) }), { limits: { responseBytes: 1000 } });
    const answer = await post(`${lens.url}/v1/responses`, { model: 'gpt-5', input: 'Hi' });
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code: 'response_too_large' } });
  });
});

test.each([
  ['an embedding', (base64: string) => ({ data: [{ object: 'embedding', embedding: base64 }] })],
  ['a picture', (base64: string) => ({ data: [{ b64_json: base64 }], background: `data:image/png;base64,${base64}` })],
  ['a piece of sound', (base64: string) => ({ type: 'response.audio.delta', delta: base64 })],
])('%s in base64 is left as it is, whatever number it seems to hold', async (_what, holding) => {
  const base64 = `${'Ab3x'.repeat(30)}/+493012345678/4242424242424242/${'Zq9k'.repeat(30)}==`;
  const body = JSON.stringify(holding(base64));
  await start(plain('application/json', body));
  const answer = await post(`${lens.url}/v1/other`, {});
  expect(answer.body).toBe(body);
});

const place = { item_id: 'msg_1', output_index: 0, content_index: 0 };
const other = { item_id: 'fc_1', output_index: 1 };
const text = `Pay with ${card}, please: 12`;
const events = [
  { type: 'response.created', response: { id: 'resp_1', status: 'in_progress', output: [] } },
  { type: 'response.output_item.added', output_index: 0, item: { id: 'msg_1', type: 'message', content: [] } },
  { type: 'response.content_part.added', ...place, part: { type: 'output_text', text: '', annotations: [] } },
  { type: 'response.output_text.delta', ...place, delta: 'Pay with 4242 42' },
  {
    type: 'response.output_item.added',
    output_index: 1,
    item: { id: 'fc_1', type: 'function_call', call_id: 'c', name: 'pay', arguments: '' },
  },
  { type: 'response.function_call_arguments.delta', ...other, delta: '{"card":42424242' },
  { type: 'response.output_text.delta', ...place, delta: '42 4242 4242, please: ' },
  { type: 'response.function_call_arguments.delta', ...other, delta: '42424242}' },
  { type: 'response.function_call_arguments.done', ...other, arguments: '{"card":4242424242424242}' },
  { type: 'response.output_text.delta', ...place, delta: '12' },
  { type: 'response.output_text.done', ...place, text },
  { type: 'response.content_part.done', ...place, part: { type: 'output_text', text, annotations: [] } },
  {
    type: 'response.output_item.done',
    output_index: 0,
    item: { id: 'msg_1', type: 'message', content: [{ type: 'output_text', text, annotations: [] }] },
  },
  {
    type: 'response.completed',
    response: {
      id: 'resp_1',
      object: 'response',
      status: 'completed',
      output: [
        { id: 'msg_1', type: 'message', role: 'assistant', content: [{ type: 'output_text', text, annotations: [] }] },
        { id: 'fc_1', type: 'function_call', call_id: 'c', name: 'pay', arguments: '{"card":4242424242424242}' },
      ],
    },
  },
].map((event, sequence_number) => ({ ...event, sequence_number }));
const stream = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
const dataOf = (body: string) =>
  body
    .split('\n')
    .flatMap((line) => (line.startsWith('data: ') ? [JSON.parse(line.slice(6)) as (typeof events)[0]] : []));
const deltasOf = (body: string, type: string) =>
  dataOf(body)
    .flatMap((event) => (event.type === type && 'delta' in event ? [event.delta] : []))
    .join('');

describe('a stream of the Responses API', () => {
  test('is redacted piece by piece, each text before its end, and its arguments stay JSON', async () => {
    await start(sse(stream));
    const answer = await post(`${lens.url}/v1/responses`, { model: 'gpt-5', input: 'Hi', stream: true });
    expect(answer.body).not.toMatch(cardDigits);
    expect(deltasOf(answer.body, 'response.output_text.delta')).toBe('Pay with [REDACTED], please: 12');
    const given = deltasOf(answer.body, 'response.function_call_arguments.delta');
    expect(JSON.parse(given)).toEqual({ card: '[REDACTED]' });
    const types = dataOf(answer.body).map(({ type }) => type);
    expect(types.lastIndexOf('response.output_text.delta')).toBeLessThan(types.indexOf('response.output_text.done'));
    expect(types.filter((type) => !type.endsWith('.delta'))).toEqual(
      events.map(({ type }) => type).filter((type) => !type.endsWith('.delta')),
    );
    const call = await lens.capture.ended(answer.callId);
    expect(call.end).toMatchObject({ status: 'complete', streamed: true });
    expect(callRecordOf(call).response?.final?.raw.toString()).toBe(answer.body);
  });

  test('is what the official client reads', async () => {
    await start(sse(stream));
    const client = new OpenAI({ apiKey: 'k', baseURL: `${lens.url}/v1`, maxRetries: 0 });
    const answer = client.responses.stream({ model: 'gpt-5', input: 'Hi' });
    let said = '';
    answer.on('response.output_text.delta', ({ delta }) => (said += delta));
    const { output } = await answer.finalResponse();
    expect(said).toBe('Pay with [REDACTED], please: 12');
    expect(output).toMatchObject([{ content: [{ text: said }] }, { arguments: '{"card":"[REDACTED]"}' }]);
  });

  test('that ends before its last event is cut, and what may be the beginning of a secret is not sent', async () => {
    const torn = stream.findIndex((event) => event.includes('Pay with 4242 42"'));
    await start(sse(stream.slice(0, torn + 1)));
    const client = new OpenAI({ apiKey: 'k', baseURL: `${lens.url}/v1`, maxRetries: 0 });
    const answer = client.responses.stream({ model: 'gpt-5', input: 'Hi' });
    await expect(answer.finalResponse()).rejects.toThrow(/ended before its last event/);
    const { body, callId } = await post(`${lens.url}/v1/responses`, { model: 'gpt-5', input: 'Hi', stream: true });
    expect(deltasOf(body, 'response.output_text.delta')).toBe('Pay with [REDACTED]');
    const { end: told } = await lens.capture.ended(callId);
    expect(told).toMatchObject({ status: 'cut', errorType: 'stream_cut' });
  });

  test('in which nothing is to be redacted goes on byte for byte', async () => {
    const harmless = stream.map((event) => event.replaceAll(/42[42 ]*/g, 'a '));
    await start(sse(harmless));
    const answer = await post(`${lens.url}/v1/responses`, { model: 'gpt-5', input: 'Hi', stream: true });
    expect(answer.body).toBe(harmless.join(''));
  });
});

test.each([
  ['Ollama', { response: 'Pay 4242 42' }, { response: '42 4242 4242 ok' }, { response: '', done: true }],
  [
    'Cohere',
    { type: 'content-delta', delta: { message: { content: { text: '4242 4242 42' } } } },
    { type: 'content-delta', delta: { message: { content: { text: '42 4242 ok' } } } },
    { type: 'message-end' },
  ],
  [
    'the Assistants',
    { object: 'thread.message.delta', delta: { content: [{ index: 0, text: { value: '4242 42' } }] } },
    { object: 'thread.message.delta', delta: { content: [{ index: 0, text: { value: '42 4242 4242 ok' } }] } },
    { object: 'thread.message.completed' },
  ],
  [
    'nobody known',
    { type: 'response.text.delta', data: { said: '4242 42' } },
    { type: 'response.text.delta', data: { said: '42 4242 4242 ok' } },
    { type: 'response.done' },
  ],
])(
  'in a stream of %s a secret is found across its events, and all text comes before the last one',
  async (_whose, ...said) => {
    await start(sse(said.map((event) => `data: ${JSON.stringify(event)}\n\n`)));
    const { body } = await post(`${lens.url}/v1/other`, { stream: true });
    expect(body).not.toMatch(cardDigits);
    expect(body.trim().split('\n\n').at(-1)).toBe(`data: ${JSON.stringify(said.at(-1))}`);
    expect(body).toContain('ok');
  },
);

test('where no policy redacts other paths pass unseen, as they came', async () => {
  const body = JSON.stringify({ output_text: card });
  const seen = jest.fn();
  await start(plain('application/json', body), { policy: { onRequest: seen, onResponse: seen } });
  const answer = await post(`${lens.url}/v1/responses`, 'whatever it is', { authorization: 'Bearer k' });
  expect([answer.body, sent()]).toEqual([body, 'whatever it is']);
  expect(seen).not.toHaveBeenCalled();
  expect((await lens.capture.ended(answer.callId)).start.policies).toEqual([]);
});

test('a compressed answer is read as well', async () => {
  await start((res) => {
    const body = gzipSync(JSON.stringify({ output_text: card }));
    res.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(body);
  });
  const answer = await post(`${lens.url}/v1/responses`, { model: 'gpt-5', input: 'Hi' });
  expect(answer.body).toBe('{"output_text":"[REDACTED]"}');
});

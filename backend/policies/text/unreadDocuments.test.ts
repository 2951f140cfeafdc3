import type { Api } from '@lens/core/formats';
import type { JsonObject } from '@lens/core/json';
import { chainOfKinds } from '../testing/chains';
import { callOf } from '../testing/calls';
import { answer, chunk, runStream, sse, streamCall } from '../testing/streams';

const base64 = Buffer.from('%PDF-1.7 and so on').toString('base64');
const long = Buffer.from('A picture of some bytes, \u00ff\u00fe. '.repeat(20)).toString('base64');
const text = Buffer.from('Kim, kim@example.com').toString('base64');

const chainThat = (unread_documents?: 'pass' | 'refuse', large?: number) =>
  chainOfKinds(
    [{ use: 'pii-redaction', options: { apply_to: 'both', ...(unread_documents && { unread_documents }) } }],
    {
      ...(large !== undefined && { large }),
    },
  );

const ask = (content: JsonObject): JsonObject => ({ model: 'm', messages: [{ role: 'user', content: [content] }] });
const askResponses = (content: JsonObject): JsonObject => ({
  model: 'm',
  input: [{ role: 'user', content: [content] }],
});

const documents: [string, Api, JsonObject][] = [
  ['a picture', 'openai', ask({ type: 'image_url', image_url: { url: `data:image/png;base64,${base64}` } })],
  [
    'a PDF',
    'openai',
    ask({ type: 'file', file: { filename: 'a.pdf', file_data: `data:application/pdf;base64,${base64}` } }),
  ],
  ['sound', 'openai', ask({ type: 'input_audio', input_audio: { data: base64, format: 'wav' } })],
  [
    'a picture of Anthropic',
    'anthropic',
    ask({ type: 'image', source: { type: 'base64', media_type: 'image/png', data: base64 } }),
  ],
  [
    'a PDF of Anthropic',
    'anthropic',
    ask({ type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: base64 } }),
  ],
  [
    'a picture of the Responses API',
    'openai',
    askResponses({ type: 'input_image', image_url: `data:image/png;base64,${base64}` }),
  ],
  ['a file of the Responses API', 'openai', askResponses({ type: 'input_file', filename: 'a.zip', file_data: base64 })],
  [
    'a screenshot',
    'openai',
    askResponses({ type: 'computer_call_output', output: { image_url: `data:image/png;base64,${long}` } }),
  ],
  ['what looks like base64', 'openai', ask({ type: 'novel', blob: long })],
];

const harmless: [string, Api, JsonObject][] = [
  ['a document of text', 'openai', ask({ type: 'file', file: { file_data: `data:text/csv;base64,${text}` } })],
  [
    'a document of text of Anthropic',
    'anthropic',
    ask({ type: 'document', source: { type: 'base64', media_type: 'text/plain', data: text } }),
  ],
  [
    'plain text as a document',
    'anthropic',
    ask({ type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'Kim' } }),
  ],
  ['a text that begins as a data URL', 'openai', { model: 'm', messages: [{ role: 'user', content: 'data:1,2,3' }] }],
  [
    'arguments that are data of a format',
    'anthropic',
    ask({ type: 'tool_use', input: { data: '1;2', format: 'csv' } }),
  ],
  ['an address of a picture', 'openai', ask({ type: 'image_url', image_url: { url: 'https://example.com/a.png' } })],
  ['a signature', 'anthropic', ask({ type: 'thinking', thinking: 'Hm.', signature: long })],
  ['hidden thinking', 'anthropic', ask({ type: 'redacted_thinking', data: long })],
  ['hidden reasoning', 'openai', askResponses({ type: 'reasoning', encrypted_content: long })],
];

const request = (chain: ReturnType<typeof chainThat>, api: Api, body: JsonObject) =>
  Promise.resolve(chain.onRequest(Buffer.from(JSON.stringify(body)), body, callOf({ api })));

describe('with unread_documents: refuse, a request', () => {
  test.each(documents)('with %s is refused', async (_what, api, body) => {
    for (const chain of [chainThat('refuse'), chainThat('refuse', 1)]) {
      const { blocked, events } = await request(chain, api, body);
      expect(blocked).toMatchObject({
        status: 400,
        type: 'policy_blocked',
        message: expect.stringContaining('unread_documents') as string,
      });
      expect(events.map(({ type }) => type)).toEqual(['policy.document_refused', 'policy.blocked']);
      expect(JSON.stringify(events)).not.toContain(base64);
    }
  });

  test.each(harmless)('with %s is not', async (_what, api, body) => {
    const { blocked, bytes } = await request(chainThat('refuse'), api, body);
    expect(blocked).toBeNull();
    expect(bytes.toString()).not.toContain(text);
  });
});

test.each([undefined, 'pass'] as const)('with unread_documents: %s documents pass as they came', async (rule) => {
  for (const [, api, body] of documents) {
    const { blocked, bytes, events } = await request(chainThat(rule), api, body);
    expect({ blocked, events, body: JSON.parse(bytes.toString()) as unknown }).toEqual({
      blocked: null,
      events: [],
      body,
    });
  }
});

const picture = { created: 1, data: [{ b64_json: base64 }] };

test('a whole answer with a document is refused', async () => {
  const outcome = chainThat('refuse').onResponse(
    Buffer.from(JSON.stringify(picture)),
    picture,
    callOf({ api: 'openai' }),
  );
  expect((await outcome).blocked).toMatchObject({ status: 502 });
});

describe('a stream', () => {
  const image = { type: 'response.image_generation_call.partial_image', item_id: 'i', partial_image_b64: base64 };
  const sound = chunk({ audio: { id: 'a', data: base64 } });

  test.each([
    ['a picture', image],
    ['sound', sound],
  ])('ends before an event with %s', async (_what, event) => {
    const { sent, outcome } = await runStream(
      chainThat('refuse'),
      sse('openai', [chunk({ content: 'Hello there, ' }), event]),
      streamCall('openai'),
    );
    expect(sent.toString()).toContain('Hello there');
    expect(sent.toString()).not.toContain(base64);
    expect(outcome.blocked).toMatchObject({ type: 'policy_blocked' });
  });

  test('a large one likewise, as a failure of its policy', async () => {
    const { sent, outcome } = await runStream(chainThat('refuse', 20), sse('openai', [image]), streamCall('openai'));
    expect(sent.toString()).not.toContain(base64);
    expect(outcome.blocked).toMatchObject({ type: 'policy_error' });
  });

  test.each([
    ['without one', ['Hello ', 'there.']],
    ['in which the model writes one', ['<img src="', 'data:image/png;base64,', 'iVBORw0KGgo=">']],
  ])('%s goes on byte for byte', async (_what, pieces) => {
    for (const api of ['openai', 'anthropic'] as const) {
      const events = answer(api, pieces);
      const { sent } = await runStream(chainThat('refuse'), events, streamCall(api));
      expect(sent).toEqual(Buffer.concat(events));
    }
  });
});

import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { callRecordOf } from '../call';
import { createPolicy } from '../policies/registry';
import { lentTo } from '../policies/testing/environments';
import { until } from '../testing/until';
import { sideOf } from './testing/collectCapture';
import type { Hooks } from './testing/policies';
import { post, readThenLeave } from './testing/rawClient';
import { cutSse, sse, written, type Answer } from './testing/standInProvider';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from './testing/startTestGateway';
import { anthropicStream, openaiAnswer, openaiRequest, openaiStream } from './testing/wire';

const redaction: Hooks = createPolicy({ name: 'pii', use: 'pii-redaction', options: {} }, lentTo('pii'));
const streamed = { ...openaiRequest, stream: true };
const asked = { model: 'gpt-5', messages: [{ role: 'user' as const, content: 'Hi' }] };
const card = '4242 4242 4242 4242';
const cardDigits = /4242/;

let lens: TestGateway;
const start = async (answer: Answer, options: TestGatewayOptions = {}): Promise<void> => {
  lens = await startTestGateway(answer, { policy: redaction, ...options });
};
afterEach(() => lens.stop());

const ask = () => post(`${lens.url}/v1/chat/completions`, streamed);
const typed =
  (contentType: string | null, chunks: readonly (string | Buffer)[]): Answer =>
  async (res) => {
    if (contentType !== null) res.setHeader('content-type', contentType);
    for (const chunk of chunks) await written(res, chunk);
    res.end();
  };
const chunkOf = (delta: object, finish: string | null = null): string =>
  JSON.stringify({ id: 'c', object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: finish }] });
const secret = chunkOf({ content: `Pay with ${card}, please!` });
const end = `data: ${chunkOf({}, 'stop')}\n\ndata: [DONE]\n\n`;

describe('however a secret is framed in a stream, it is read', () => {
  const pretty = JSON.stringify(JSON.parse(secret), null, 1);
  test.each([
    ['two spaces', `data:  ${secret}\n\n`],
    ['a tab', `data:\t${secret}\n\n`],
    ['no space', `data:${secret}\n\n`],
    ['empty lines of data before it', `data:\ndata: ${secret}\n\n`],
    ['data without a colon before it', `data\ndata: ${secret}\n\n`],
    ['empty lines of data behind it', `data: ${secret}\ndata:\n\n`],
    ['several lines', `${pretty.split('\n').join('\n').replace(/^/gm, 'data: ')}\n\n`],
    ['lines that end in CR', `data: ${secret}\r\r`],
    ['lines that end in CRLF and LF', `: hi\r\ndata: ${secret}\n\r\n`],
    ['a byte order mark', `\ufeffdata: ${secret}\n\n`],
    ['fields in any order', `id: 7\ndata: ${secret}\nretry: 10\nevent: message\n: bye\n\n`],
    ['no blank line at the end of the stream', `data: ${secret}`],
  ])('%s', async (_how, event) => {
    await start(sse(event.endsWith('}') ? [event] : [event, end]));
    const answer = await ask();
    expect(answer.body).not.toMatch(cardDigits);
    expect(answer.body).toContain('[REDACTED]');
  });

  test.each(['\xff', '\xc1\x80', '\xe2\x82'])('with bytes in it that are no UTF-8 (%j)', async (bytes) => {
    const torn = Buffer.from(`data: ${chunkOf({ content: `kim${bytes}@example.com` })}\n\n`, 'latin1');
    await start(sse([torn, end]));
    const answer = await ask();
    expect(answer.bytes.toString('latin1')).not.toContain(bytes);
    expect(answer.body).toMatch(/"kim\ufffd+/);
    expect(answer.body).toContain('[DONE]');
  });

  test.each([
    ['text/plain', JSON.stringify({ ...openaiAnswer, choices: [{ message: { content: card } }] })],
    ['text/html', `${JSON.stringify({ ...openaiAnswer, choices: [{ message: { content: card } }] }, null, 2)}\n`],
    ['application/octet-stream', JSON.stringify({ choices: [{ message: { content: card } }] })],
    [null, JSON.stringify({ choices: [{ message: { content: card } }] })],
    ['text/event-stream', JSON.stringify({ choices: [{ message: { content: card } }] })],
    ['application/x-ndjson', `${secret}\n${chunkOf({}, 'stop')}\n`],
    ['text/plain', `${chunkOf({ content: '4242 4242 ' })}\n${chunkOf({ content: '4242 4242' })}\n`],
    ['application/json', `${secret}\n${chunkOf({}, 'stop')}\n`],
    ['application/json', `data: ${secret}\n\n${end}`],
    ['application/json', `: hi\n\ndata: ${secret}\n\n${end}`],
  ])('as %s: %.30s', async (contentType, body) => {
    await start(typed(contentType, [body]));
    const answer = await ask();
    expect(answer.status).toBe(200);
    expect(answer.body).not.toMatch(cardDigits);
    expect(answer.body).toContain('[REDACTED]');
    expect(callRecordOf(await lens.capture.ended(answer.callId)).status).toBe('complete');
  });

  test.each(['application/x-ndjson', 'application/json'])('lines of JSON stay a stream (%s)', async (contentType) => {
    let seen = '';
    await start(async (res) => {
      res.setHeader('content-type', contentType);
      await written(res, `${chunkOf({ content: 'Hello there, friend. ' })}\n`);
      await until(() => seen.includes('Hello'));
      await written(res, `${secret}\n`);
      res.end();
    });
    await readThenLeave(`${lens.url}/v1/chat/completions`, streamed, (read) => {
      seen = read;
      return read.includes('[REDACTED]');
    });
    expect(seen).not.toMatch(cardDigits);
  });

  test('comments and ids beside the event that it changes stay, and are read as well', async () => {
    await start(sse([`: note\nid: 7\ndata: ${secret}\nretry: 10\n\n: about ${card}\n\n`, end]));
    const { body } = await ask();
    const changed = secret.replace(card, '[REDACTED]');
    expect(body).toBe(`: note\nid: 7\ndata: ${changed}\nretry: 10\n\n: about [REDACTED]\n\n${end}`);
  });
});

describe('what can not be read', () => {
  const plain = `data: the card is ${card}\n\n`;
  const stray = `the card is ${card}\n\n`;
  const large = `data: ${JSON.stringify({ choices: [], note: card + 'x'.repeat(70_000) })}\n\n`;
  const limits = { responseBytes: 65_536 };

  test.each([
    ['data that is no JSON', plain],
    ['data that is a list', `data: [${secret}]\n\n`],
    ['an object with a key twice', `data: {"choices":[{"delta":{"content":"${card}","content":""}}]}\n\n`],
    ['lines that are no fields', stray],
    ['an event beyond its limit', large],
  ])('ends the stream of a chain that redacts: %s', async (_what, event) => {
    await start(sse([openaiStream[0] ?? '', event, end]), { limits });
    const client = new OpenAI({ apiKey: 'sk', baseURL: `${lens.url}/v1`, maxRetries: 0 });
    await expect(client.chat.completions.stream(asked).done()).rejects.toThrow("can't read");
    const call = await lens.capture.only();
    expect(call.end).toMatchObject({ status: 'blocked', errorType: 'unreadable_response' });
    expect(call.end.events).toMatchObject([{ type: 'policy.unread_refused' }]);
    expect(sideOf(call, 'client')).not.toMatch(cardDigits);
  });

  test.each(['refuse', 'drop', 'pass'] as const)(
    'an event after the last one, which no client reads, is left out, and secret: %s',
    async (unread) => {
      const late = `data: ${chunkOf({ content: card })}\n\n`;
      await start(sse([...openaiStream, ':\n\n', late]), { limits: { unread } });
      const { body, callId } = await ask();
      expect(body).toBe(`${openaiStream.join('')}:\n\n`);
      const call = await lens.capture.ended(callId);
      expect(call.end.events).toMatchObject([{ type: 'policy.unread_dropped', policy: 'pii' }]);
      expect(call.end.status).toBe('complete');
      expect(callRecordOf(call).response?.steps).toMatchObject([{ policy: 'pii', redacts: true }]);
    },
  );

  test.each(['drop', 'pass'] as const)('with limits.unread: %s', async (unread) => {
    await start(sse([openaiStream[0] ?? '', plain, large, ...openaiStream.slice(1)]), {
      limits: { ...limits, unread },
    });
    const { body, callId } = await ask();
    const left =
      unread === 'drop' ? openaiStream.join('') : [openaiStream[0], plain, large, ...openaiStream.slice(1)].join('');
    expect(body).toBe(left);
    const { end: told } = await lens.capture.ended(callId);
    const type = unread === 'drop' ? 'policy.unread_dropped' : 'policy.unread_passed';
    expect(told.events).toMatchObject([{ type, policy: 'pii' }]);
    expect(told.status).toBe('complete');
  });
});

describe('a stream that ends in the middle', () => {
  const half = secret.slice(0, secret.indexOf(card) + 17);

  test('half an event reaches neither the client nor the final record', async () => {
    await start(cutSse([...openaiStream.slice(0, 2), `data: ${half}`]));
    const { body, callId } = await ask();
    expect(body).not.toMatch(cardDigits);
    expect(body).toContain('Hello');
    const record = callRecordOf(await lens.capture.ended(callId));
    expect(Buffer.from(record.response?.final?.raw ?? []).toString()).not.toMatch(cardDigits);
    expect(record.response?.steps).toMatchObject([{ redacts: true }]);
  });

  test('a number that broke off is not passed on: it may be all but the last digit of a card', async () => {
    await start(cutSse([openaiStream[0] ?? '', `data: ${chunkOf({ content: 'It is 4111 1111 1111 111' })}\n\n`]));
    const { body, callId } = await ask();
    expect(body).not.toMatch(/1111 111/);
    expect(body).toContain('[REDACTED]');
    const { end: told } = await lens.capture.ended(callId);
    expect(told.events).toMatchObject([{ type: 'policy.cut_redacted' }]);
  });

  test('so it is when the provider ends its stream with an error', async () => {
    const number = `data: ${chunkOf({ content: 'It is 4111 1111 1111 111' })}\n\n`;
    await start(sse([number, 'data: {"error":{"message":"broke"}}\n\n']));
    const { body } = await ask();
    expect(body).not.toMatch(/1111 111/);
    expect(body).toContain('broke');
  });

  test('thinking that broke off before its signature goes out rewritten, but for its last word', async () => {
    const thinking = { type: 'reasoning.text', text: 'It is 4111 1111 1111 1111, so write to j@exa', index: 0 };
    await start(cutSse([openaiStream[0] ?? '', `data: ${chunkOf({ reasoning_details: [thinking] })}\n\n`]));
    const { body } = await ask();
    expect(body).toContain('It is [REDACTED], so write to [REDACTED]');
  });

  test('words that are held back are neither lost nor changed', async () => {
    await start(cutSse([openaiStream[0] ?? '', `data: ${chunkOf({ content: 'Hello my friend' })}\n\n`]));
    const { body, callId } = await ask();
    expect(body).toContain('friend');
    expect(callRecordOf(await lens.capture.ended(callId))).toMatchObject({ changedBy: [], status: 'cut' });
  });

  test('what a client that left never got is not on record as sent', async () => {
    await start(
      sse([openaiStream[0] ?? '', `data: ${chunkOf({ content: 'Hello there, 4111 1111 1111 111' })}\n\n`], {
        end: false,
      }),
    );
    await readThenLeave(`${lens.url}/v1/chat/completions`, streamed, (read) => read.includes('Hello'));
    const call = await lens.capture.only();
    const record = callRecordOf(call);
    expect(record.status).toBe('aborted');
    expect(JSON.stringify(record.response?.final?.json)).not.toMatch(/1111 111/);
    expect(Buffer.from(record.response?.final?.raw ?? []).toString()).toBe(sideOf(call, 'client'));
    expect(record.changedBy).toEqual(['pii']);
  });

  test.each([
    ['with a policy', {}],
    ['without one', { policy: undefined }],
  ] as [string, TestGatewayOptions][])(
    '%s the official clients are told by an error of its own',
    async (_how, options) => {
      await start(cutSse([...openaiStream.slice(0, 2), openaiStream[2]?.slice(0, 60) ?? '']), options);
      const openai = new OpenAI({ apiKey: 'sk', baseURL: `${lens.url}/v1`, maxRetries: 0 });
      const answer = openai.chat.completions.stream(asked).done();
      await expect(answer).rejects.toThrow(/closed the connection/);
      const call = await lens.capture.only();
      const record = callRecordOf(call);
      expect(Buffer.from(record.response?.final?.raw ?? []).toString()).toBe(openaiStream.slice(0, 2).join(''));
      expect(record.changedBy).toEqual([]);

      lens.provider.answer = cutSse([...anthropicStream.slice(0, 4), anthropicStream[4]?.slice(0, 60) ?? '']);
      const anthropic = new Anthropic({ apiKey: 'sk', baseURL: lens.url, maxRetries: 0 });
      await expect(
        anthropic.messages
          .stream({ model: 'claude-opus-5', max_tokens: 64, messages: [{ role: 'user', content: 'Hi' }] })
          .finalMessage(),
      ).rejects.toThrow(/closed the connection/);
    },
  );
});

import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { json, sse } from './testing/standInProvider';
import { startTestGateway, type TestGateway } from './testing/startTestGateway';
import {
  anthropicAnswer,
  anthropicRequest,
  anthropicStream,
  openaiAnswer,
  openaiRequest,
  openaiStream,
} from './testing/wire';
import { sideOf } from './testing/collectCapture';

let lens: TestGateway;
let openai: OpenAI;
let anthropic: Anthropic;

beforeAll(async () => {
  lens = await startTestGateway(json({}));
  openai = new OpenAI({ apiKey: 'sk-own', baseURL: `${lens.url}/v1`, maxRetries: 0 });
  anthropic = new Anthropic({ apiKey: 'sk-ant-own', baseURL: lens.url, maxRetries: 0 });
});
afterAll(() => lens.stop());
beforeEach(() => {
  lens.capture.calls.clear();
  lens.provider.received.length = 0;
});

describe('the official clients, with only the base URL changed', () => {
  test('openai: a whole answer', async () => {
    lens.provider.answer = json(openaiAnswer);
    const { data, response } = await openai.chat.completions
      .create({ model: 'gpt-5', messages: [{ role: 'user', content: 'Hi' }] })
      .withResponse();
    expect(data.choices[0]?.message.content).toBe('Hello there');
    const callId = response.headers.get('x-luthien-call-id') ?? '';
    const { start, end } = await lens.capture.ended(callId);
    expect(start).toMatchObject({ operation: 'chat_completions', requestedModel: 'gpt-5', upstream: 'openai' });
    expect(end).toMatchObject({ status: 'complete', httpStatus: 200, upstreamStatus: 200, streamed: false });
    expect(JSON.parse(Buffer.from(start.request.original).toString())).toEqual(openaiRequest);
    expect(JSON.parse(Buffer.from(end.response?.original ?? []).toString())).toEqual(openaiAnswer);
  });

  test('openai: a stream', async () => {
    lens.provider.answer = sse(openaiStream);
    const stream = openai.chat.completions.stream({ model: 'gpt-5', messages: [{ role: 'user', content: 'Hi' }] });
    expect((await stream.finalChatCompletion()).choices[0]?.message.content).toBe('Hello there');
    const call = await lens.capture.only();
    expect(call.end).toMatchObject({ status: 'complete', streamed: true });
    expect(sideOf(call, 'upstream')).toBe(openaiStream.join(''));
    expect(sideOf(call, 'client')).toBe('');
  });

  test('anthropic: a whole answer', async () => {
    lens.provider.answer = json(anthropicAnswer);
    const message = await anthropic.messages.create({
      model: 'claude-opus-5',
      max_tokens: 64,
      messages: [{ role: 'user', content: 'Hi' }],
    });
    expect(message.content).toEqual(anthropicAnswer.content);
    const { start, end } = await lens.capture.only();
    expect(start).toMatchObject({ operation: 'messages', api: 'anthropic', requestedModel: 'claude-opus-5' });
    expect(end.status).toBe('complete');
    expect(JSON.parse(Buffer.from(start.request.original).toString())).toEqual(anthropicRequest);
  });

  test('anthropic: a stream', async () => {
    lens.provider.answer = sse(anthropicStream);
    const stream = anthropic.messages.stream({
      model: 'claude-opus-5',
      max_tokens: 64,
      messages: [{ role: 'user', content: 'Hi' }],
    });
    expect((await stream.finalMessage()).content).toMatchObject(anthropicAnswer.content);
    const call = await lens.capture.only();
    expect(call.end).toMatchObject({ status: 'complete', streamed: true });
    expect(sideOf(call, 'upstream')).toBe(anthropicStream.join(''));
  });
});

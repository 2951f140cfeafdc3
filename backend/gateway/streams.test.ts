import { OutgoingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import OpenAI from 'openai';
import Anthropic from '@anthropic-ai/sdk';
import { until } from '../testing/until';
import { sideOf } from './testing/collectCapture';
import { post, readThenLeave } from './testing/rawClient';
import { cutSse, json, sse, written } from './testing/standInProvider';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from './testing/startTestGateway';
import { anthropicRequest, anthropicStream, openaiAnswer, openaiRequest, openaiStream } from './testing/wire';

let lens: TestGateway;
const start = async (options: TestGatewayOptions = {}): Promise<void> => {
  lens = await startTestGateway(json({}), options);
};
afterEach(() => lens.stop());

const chat = (): string => `${lens.url}/v1/chat/completions`;
const messages = (): string => `${lens.url}/v1/messages`;
const openaiText = openaiStream.join('');

describe('a stream', () => {
  test('comes through byte for byte, told to be passed on as it is', async () => {
    await start();
    lens.provider.answer = sse(openaiStream);
    const answer = await post(chat(), { ...openaiRequest, stream: true });
    expect(answer.body).toBe(openaiText);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      'x-request-id': 'req_1',
    });
    const call = await lens.capture.ended(answer.callId);
    expect(call.start).toMatchObject({ stream: true });
    expect(call.end).toMatchObject({ status: 'complete', httpStatus: 200, streamed: true });
    expect(call.end.response).toMatchObject({ final: null, steps: [] });
    expect(sideOf(call, 'upstream')).toBe(openaiText);
  });

  test('whose head and first chunk come together goes on with both in one packet', async () => {
    await start();
    const corked: boolean[] = [];
    const write = jest.spyOn(ServerResponse.prototype, 'write').mockImplementation(function (
      this: ServerResponse,
      chunk,
    ) {
      corked.push((this.socket?.writableCorked ?? 0) > 0);
      return OutgoingMessage.prototype.write.call(this, chunk, 'utf8');
    });
    const together = `HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n${openaiStream[0]}`;
    lens.provider.answer = (res) => void res.socket?.write(together);
    await readThenLeave(chat(), { ...openaiRequest, stream: true }, () => true);
    write.mockRestore();
    expect(corked).toEqual([true]);
  });

  test('cut anywhere in its bytes comes through the same', async () => {
    await start();
    const bytes = Buffer.from(anthropicStream.join('').replace('there', 'thére 😀'));
    lens.provider.answer = sse(
      Array.from({ length: Math.ceil(bytes.length / 7) }, (_, at) => bytes.subarray(at * 7, at * 7 + 7)),
    );
    const answer = await post(messages(), { ...anthropicRequest, stream: true });
    expect(answer.body).toBe(bytes.toString());
    const call = await lens.capture.ended(answer.callId);
    expect(call.end.status).toBe('complete');
    expect(sideOf(call, 'upstream')).toBe(bytes.toString());
  });

  test('is one in whatever case its type is written', async () => {
    await start();
    lens.provider.answer = (res) => {
      res.writeHead(200, { 'content-type': 'Text/Event-Stream' }).end(openaiText);
    };
    const answer = await post(chat(), { ...openaiRequest, stream: true });
    expect(answer.body).toBe(openaiText);
    expect((await lens.capture.ended(answer.callId)).end).toMatchObject({ status: 'complete', streamed: true });
  });

  test.each([['text/plain; charset=utf-8'], [undefined]])(
    'is one under the type %s when the request asked for one',
    async (type) => {
      await start();
      const headers = type === undefined ? {} : { 'content-type': type };
      lens.provider.answer = (res) => void res.writeHead(200, headers).end(openaiText);
      const answer = await post(chat(), { ...openaiRequest, stream: true });
      expect(answer.body).toBe(openaiText);
      expect(answer.headers['content-type']).toBe(type);
      expect((await lens.capture.only()).end).toMatchObject({ status: 'complete', streamed: true });
      lens.capture.calls.clear();
      // Nothing more comes: only what is passed on at once is ever seen.
      lens.provider.answer = (res) => void res.writeHead(200, headers).write(openaiStream[0]);
      expect(await readThenLeave(chat(), { ...openaiRequest, stream: true }, () => true)).toBe(openaiStream[0]);
      expect((await lens.capture.only()).end).toMatchObject({ status: 'aborted', streamed: true });
    },
  );

  test('is none under a JSON type, or when nobody asked for one', async () => {
    await start();
    lens.provider.answer = json(openaiAnswer);
    const whole = await post(chat(), { ...openaiRequest, stream: true });
    expect((await lens.capture.ended(whole.callId)).end).toMatchObject({ status: 'complete', streamed: false });
    lens.provider.answer = (res) => {
      res.writeHead(200, { 'content-type': 'text/plain' }).end('{}');
    };
    const unasked = await post(chat(), openaiRequest);
    expect((await lens.capture.ended(unasked.callId)).end).toMatchObject({ status: 'complete', streamed: false });
  });

  test('reaches the client chunk by chunk, not at its end', async () => {
    await start();
    let release = (): void => undefined;
    const seen = new Promise<void>((resolve) => (release = resolve));
    lens.provider.answer = async (res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream' });
      res.write(openaiStream[0]);
      await seen;
      res.end(openaiStream.slice(1).join(''));
    };
    const openai = new OpenAI({ apiKey: 'k', baseURL: `${lens.url}/v1`, maxRetries: 0 });
    const stream = await openai.chat.completions.create({ model: 'gpt-5', messages: [], stream: true });
    let chunks = 0;
    for await (const _chunk of stream) {
      chunks += 1;
      release();
    }
    expect(chunks).toBe(openaiStream.length - 1);
  });

  test('sends its headers before its first chunk', async () => {
    await start();
    const { promise: seen, resolve: release } = Promise.withResolvers<undefined>();
    lens.provider.answer = async (res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      await seen;
      res.write(openaiStream[0]);
    };
    const { request } = await import('node:http');
    const got = await new Promise<string>((resolve, reject) => {
      const req = request(chat(), { method: 'POST', headers: { authorization: 'Bearer k' } }, (res) => {
        const early = String(res.headers['x-luthien-call-id']);
        release(undefined);
        res.once('data', () => {
          resolve(early);
          req.destroy();
        });
        res.on('error', () => undefined);
      });
      req.on('error', reject).end(JSON.stringify(openaiRequest));
    });
    expect(got).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('has every chunk timed, microseconds since the call began', async () => {
    await start();
    lens.provider.answer = sse(openaiStream);
    const { callId } = await post(chat(), { ...openaiRequest, stream: true });
    const { parts, end } = await lens.capture.ended(callId);
    const times = parts.flatMap((part) => part.times);
    const at = times.filter((_, index) => index % 2 === 0);
    const bytes = times.filter((_, index) => index % 2 === 1);
    expect([...at].sort((a, b) => a - b)).toEqual(at);
    expect(at.every((time) => Number.isInteger(time) && time >= 0 && time <= (end.durationMs ?? 0) * 1000)).toBe(true);
    expect(bytes.reduce((sum, each) => sum + each, 0)).toBe(Buffer.byteLength(openaiText));
  });

  test('is on record up to its terminal event before the client sees that', async () => {
    await start();
    const release = lens.capture.hold();
    lens.provider.answer = sse(openaiStream, { end: false });
    let read = '';
    const leave = readThenLeave(chat(), openaiRequest, (text) => (read = text).includes('[DONE]'));
    const call = await until(() => [...lens.capture.calls.values()][0]);
    release();
    const append = lens.capture.hold();
    await until(() => sideOf(call, 'upstream') === openaiText);
    expect(read).not.toContain('[DONE]');
    append();
    expect(await leave).toBe(openaiText);
  });

  test('is spilled while it goes on', async () => {
    await start();
    const block = `data: {"x":"${'y'.repeat(65_000)}"}\n\n`;
    let sent = 0;
    lens.provider.answer = (res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream' });
      for (; sent < 10; sent += 1) res.write(block);
    };
    const done = readThenLeave(chat(), { ...openaiRequest, stream: true }, (text) => text.length >= 10 * block.length);
    await done;
    const call = await lens.capture.only();
    expect(call.parts.length).toBeGreaterThan(1);
    expect(call.end.status).toBe('aborted');
  });

  test('a slow one is spilled after a second', async () => {
    await start();
    lens.provider.answer = sse([openaiStream[0] ?? ''], { end: false });
    const leave = readThenLeave(chat(), { ...openaiRequest, stream: true }, () => false);
    const call = await until(() => [...lens.capture.calls.values()].find(({ parts }) => parts.length > 0));
    expect(call).toMatchObject({ end: null, parts: [{ side: 'upstream' }] });
    await lens.gateway.close(0);
    void leave;
  });
});

describe('a stream that does not end well', () => {
  test.each([
    ['reset', cutSse],
    ['ended without its last event', sse],
  ])('%s: the client gets an error of its API, the call is cut', async (_how, answer) => {
    await start();
    lens.provider.answer = answer(openaiStream.slice(0, 3));
    const openai = new OpenAI({ apiKey: 'k', baseURL: `${lens.url}/v1`, maxRetries: 0 });
    const read = async (): Promise<void> => {
      const stream = await openai.chat.completions.create({ model: 'gpt-5', messages: [], stream: true });
      for await (const _chunk of stream);
    };
    await expect(read()).rejects.toThrow(/Try again/);
    const call = await lens.capture.only();
    expect(call.end).toMatchObject({ status: 'cut', httpStatus: 200, streamed: true });
    expect(sideOf(call, 'upstream')).toBe(openaiStream.slice(0, 3).join(''));
  });

  test('without [DONE] behind its finish reason it is what some servers send: whole, and unchanged', async () => {
    await start();
    const all = openaiStream.slice(0, -1);
    lens.provider.answer = sse(all);
    const answer = await post(chat(), { ...openaiRequest, stream: true });
    expect(answer.body).toBe(all.join(''));
    expect((await lens.capture.ended(answer.callId)).end.status).toBe('complete');
  });

  test('reset behind its finish reason, before [DONE], it is cut', async () => {
    await start();
    lens.provider.answer = cutSse(openaiStream.slice(0, -1));
    const answer = await post(chat(), { ...openaiRequest, stream: true });
    expect(answer.body).toContain('Try again');
    expect((await lens.capture.ended(answer.callId)).end.status).toBe('cut');
  });

  test('anthropic: the client gets an error event', async () => {
    await start();
    lens.provider.answer = cutSse(anthropicStream.slice(0, 4));
    const anthropic = new Anthropic({ apiKey: 'k', baseURL: lens.url, maxRetries: 0 });
    const stream = anthropic.messages.stream({ model: 'm', max_tokens: 5, messages: [{ role: 'user', content: 'x' }] });
    await expect(stream.finalMessage()).rejects.toThrow(/Try again/);
    expect((await lens.capture.only()).end).toMatchObject({ status: 'cut', errorType: 'connection_lost' });
  });

  test('a reset after the terminal event changes nothing', async () => {
    await start();
    lens.provider.answer = cutSse(openaiStream);
    const answer = await post(chat(), { ...openaiRequest, stream: true });
    expect(answer.body).toBe(openaiText);
    expect((await lens.capture.ended(answer.callId)).end.status).toBe('complete');
  });

  test.each([
    ['openai', 'data: {"error":{"message":"The server broke","type":"server_error"}}\n\n', 'server_error'],
    [
      'anthropic',
      'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n',
      'overloaded_error',
    ],
  ] as const)("%s: the provider's own error inside it goes on as it is", async (api, event, errorType) => {
    await start();
    const stream = [...(api === 'openai' ? openaiStream : anthropicStream).slice(0, 2), event];
    lens.provider.answer = sse(stream);
    const answer = api === 'openai' ? await post(chat(), openaiRequest) : await post(messages(), anthropicRequest);
    expect(answer.body).toBe(stream.join(''));
    expect((await lens.capture.ended(answer.callId)).end).toMatchObject({ status: 'provider_error', errorType });
  });

  test('silence ends it after the idle time', async () => {
    await start({ upstream: { idleTimeoutMs: 500 } });
    lens.provider.answer = sse(openaiStream.slice(0, 2), { end: false });
    const answer = await post(chat(), openaiRequest);
    expect(answer.body).toContain('fell silent');
    expect((await lens.capture.ended(answer.callId)).end).toMatchObject({ status: 'cut', errorType: 'idle_timeout' });
  });

  test('one without end is ended after the longest duration, and the provider call with it', async () => {
    await start({ limits: { streamDurationMs: 1_000 } });
    lens.provider.answer = sse(
      Array.from({ length: 1000 }, () => openaiStream[1] ?? ''),
      { dripMs: 10 },
    );
    const answer = await post(chat(), openaiRequest);
    expect(answer.body).toContain('limits.stream_duration_ms');
    expect((await lens.capture.ended(answer.callId)).end).toMatchObject({
      status: 'cut',
      errorType: 'stream_too_long',
    });
    expect(lens.gateway.limitsHit.stream_too_long).toBe(1);
    await lens.provider.received[0]?.aborted;
  });
});

describe('a stream that is compressed all the same', () => {
  test('comes through as it is; its proper end is complete', async () => {
    await start();
    const compressed = gzipSync(openaiText);
    lens.provider.answer = (res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' }).end(compressed);
    };
    const answer = await post(chat(), openaiRequest);
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(answer.cut).toBe(false);
    expect((await lens.capture.ended(answer.callId)).end.status).toBe('complete');
  });

  test('and cut: nothing of ours is put into it', async () => {
    await start();
    const head = gzipSync(openaiText).subarray(0, 30);
    lens.provider.answer = async (res) => {
      await written(res.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' }), head);
      res.destroy();
    };
    const answer = await post(chat(), openaiRequest);
    expect(answer.cut).toBe(true);
    expect(answer.body).toBe(head.toString());
    expect((await lens.capture.ended(answer.callId)).end.status).toBe('cut');
  });

  test('an event too large to look at passes, and is counted', async () => {
    await start();
    const huge = `data: {"x":"${'y'.repeat(9 * 1024 * 1024)}`;
    lens.provider.answer = sse([huge, '"}\n\n', 'data: [DONE]\n\n']);
    const answer = await post(chat(), openaiRequest);
    expect(answer.body).toHaveLength(huge.length + 4 + 14);
    expect((await lens.capture.ended(answer.callId)).end.status).toBe('complete');
    expect(lens.gateway.limitsHit.event_not_inspected).toBe(1);
  });
});

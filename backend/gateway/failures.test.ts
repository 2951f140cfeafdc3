import type { ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import OpenAI from 'openai';
import { until } from '../testing/until';
import { post, send } from './testing/rawClient';
import { hangUp, json, silence } from './testing/standInProvider';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from './testing/startTestGateway';
import { anthropicRequest, openaiAnswer, openaiRequest } from './testing/wire';

let lens: TestGateway;
const start = async (answer = json(openaiAnswer), options: TestGatewayOptions = {}): Promise<void> => {
  lens = await startTestGateway(answer, options);
};
afterEach(() => lens.stop());

const chat = (): string => `${lens.url}/v1/chat/completions`;

let server: Server | null = null;
afterEach(() => server?.close());

/** A provider that answers every connection with these bytes. */
async function speaks(bytes: string): Promise<string> {
  const listening = createServer((socket) => {
    socket.on('error', () => undefined).once('data', () => socket.end(bytes));
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
}

describe('a provider that fails', () => {
  test('unreachable: 502 in the shape of the API, on record', async () => {
    await start(undefined, { upstream: { baseUrl: 'http://127.0.0.1:1' } });
    const answer = await post(chat(), openaiRequest);
    expect(answer.status).toBe(502);
    expect(JSON.parse(answer.body)).toMatchObject({ error: { type: 'api_error', code: 'connect_failed' } });
    const { end } = await lens.capture.ended(answer.callId);
    expect(end).toMatchObject({
      status: 'upstream_failed',
      errorType: 'connect_failed',
      httpStatus: 502,
      upstreamStatus: null,
    });
    expect(end.errorMessage).toContain('ECONNREFUSED');
    const anthropic = await post(`${lens.url}/v1/messages`, anthropicRequest);
    expect(JSON.parse(anthropic.body)).toMatchObject({ type: 'error', error: { type: 'api_error' } });
    expect(anthropic.body).toContain(anthropic.callId);
  });

  test('an unknown host: 502 that names it to nobody but the operator', async () => {
    // A label longer than one may be is known to be none without a server of names, which may be slow, or answer all.
    await start(undefined, { upstream: { baseUrl: `http://no-such-host.${'x'.repeat(64)}` } });
    const answer = await post(chat(), openaiRequest);
    expect(answer.status).toBe(502);
    expect(answer.body).not.toContain('no-such-host');
  });

  test('that does not answer in time: 504', async () => {
    await start(silence, { upstream: { headersTimeoutMs: 100 } });
    const answer = await post(chat(), openaiRequest);
    expect(answer.status).toBe(504);
    expect(JSON.parse(answer.body)).toMatchObject({ error: { type: 'timeout_error', code: 'timeout' } });
    expect((await lens.capture.ended(answer.callId)).end).toMatchObject({
      status: 'upstream_failed',
      errorType: 'timeout',
    });
    await lens.provider.received[0]?.aborted;
  });

  test.each([
    ['informational responses', 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'],
    ['headers in drops', 'x-a: b\r\n'],
  ])('that sends %s for ever does not put off its deadline', async (_what, piece) => {
    const dripping = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        if (!piece.startsWith('HTTP')) socket.write('HTTP/1.1 200 OK\r\n');
        const timer = setInterval(() => socket.write(piece), 10);
        socket.once('close', () => clearInterval(timer));
      });
    });
    server = dripping;
    await new Promise<void>((resolve) => dripping.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(dripping.address() as AddressInfo).port}`;
    await start(undefined, { upstream: { baseUrl, headersTimeoutMs: 150, headerBytes: 1_000_000 } });
    const answer = await post(chat(), openaiRequest);
    expect(answer.status).toBe(504);
    expect((await lens.capture.ended(answer.callId)).end.errorType).toBe('timeout');
  });

  test('with larger headers than its limit: 502 that says so, and a count', async () => {
    const many = json(openaiAnswer, 200, { 'x-large': 'y'.repeat(20_000) });
    await start(many);
    expect((await post(chat(), openaiRequest)).status).toBe(200);
    await lens.stop();
    await start(many, { upstream: { headerBytes: 16_384 } });
    const answer = await post(chat(), openaiRequest);
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([
      502,
      { error: { code: 'response_headers_too_large' } },
    ]);
    expect(answer.body).toContain('header_bytes');
    expect(answer.headers['x-should-retry']).toBe('false');
    expect(lens.gateway.limitsHit.response_headers_too_large).toBe(1);
  });

  test('that falls silent in a whole answer: 504', async () => {
    await start(
      (res) => {
        res.writeHead(200, { 'content-type': 'application/json' }).write('{"id":');
      },
      { upstream: { idleTimeoutMs: 100 } },
    );
    expect((await post(chat(), openaiRequest)).status).toBe(504);
  });

  test.each([
    ['before its answer', hangUp],
    [
      'in the middle of its answer',
      (res: Parameters<typeof hangUp>[0]) => {
        res.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
        res.write('{"id":', () => res.destroy());
      },
    ],
  ])('that hangs up %s: 502', async (_when, answer) => {
    await start(answer);
    const got = await post(chat(), openaiRequest);
    expect(got.status).toBe(502);
    expect((await lens.capture.ended(got.callId)).end).toMatchObject({
      status: 'upstream_failed',
      errorType: 'connection_lost',
    });
  });

  test('that does not speak HTTP: 502', async () => {
    const url = await speaks('this is not HTTP\r\n\r\n');
    await start(undefined, { upstream: { baseUrl: url } });
    const answer = await post(chat(), openaiRequest);
    expect(answer.status).toBe(502);
    expect((await lens.capture.ended(answer.callId)).end.errorType).toBe('invalid_response');
  });

  test('that answers more than the limit: 502, and its call is aborted', async () => {
    await start(json({ x: 'y'.repeat(500_000) }), { limits: { responseBytes: 100_000 } });
    const answer = await post(chat(), openaiRequest);
    expect(answer.status).toBe(502);
    expect(answer.body).toContain('limits.response_bytes');
    expect(answer.headers['x-should-retry']).toBe('false');
    expect((await lens.capture.ended(answer.callId)).end).toMatchObject({
      status: 'upstream_failed',
      errorType: 'response_too_large',
      upstreamStatus: 200,
    });
    expect(lens.gateway.limitsHit.response_too_large).toBe(1);
  });

  const drips = (type: string) => async (res: ServerResponse) => {
    res.writeHead(200, { 'content-type': type });
    while (!res.destroyed) {
      res.write('"x"'.padEnd(100));
      await wait(10);
    }
  };

  test('that drips: 504 after the longest duration, and its call is aborted', async () => {
    await start(drips('application/json'), { limits: { streamDurationMs: 1_000 } });
    const answer = await post(chat(), openaiRequest);
    expect(answer.status).toBe(504);
    expect(JSON.parse(answer.body)).toMatchObject({ error: { type: 'timeout_error', code: 'response_too_long' } });
    expect(answer.body).toContain('limits.stream_duration_ms');
    expect((await lens.capture.ended(answer.callId)).end).toMatchObject({
      status: 'upstream_failed',
      errorType: 'response_too_long',
      upstreamStatus: 200,
    });
    expect(lens.gateway.limitsHit.response_too_long).toBe(1);
    await lens.provider.received[0]?.aborted;
  });

  test('that drips a large file: it is cut', async () => {
    await start(drips('text/plain'), { limits: { streamDurationMs: 2_000, responseBytes: 500 } });
    const answer = await post(`${lens.url}/v1/files`, {});
    expect(answer).toMatchObject({ status: 200, cut: true });
    expect((await lens.capture.ended(answer.callId)).end).toMatchObject({
      status: 'cut',
      errorType: 'response_too_long',
    });
    expect(lens.gateway.limitsHit.response_too_long).toBe(1);
    await lens.provider.received[0]?.aborted;
  });

  test('connections are used again after failures', async () => {
    await start(hangUp, { upstreams: { openai: { maxConnections: 2 } } });
    for (let round = 0; round < 6; round += 1) expect((await post(chat(), openaiRequest)).status).toBe(502);
    lens.provider.answer = json(openaiAnswer);
    for (let round = 0; round < 6; round += 1) expect((await post(chat(), openaiRequest)).status).toBe(200);
  });
});

describe("the official client's own retries", () => {
  test('repeat what may pass and not what fails again', async () => {
    await start(json({ error: { message: 'x', type: 'y' } }, 500));
    const openai = new OpenAI({ apiKey: 'k', baseURL: `${lens.url}/v1`, maxRetries: 1 });
    const ask = () => openai.chat.completions.create({ model: 'gpt-5', messages: [] });
    await expect(ask()).rejects.toThrow();
    expect(lens.provider.received).toHaveLength(2);
    lens.provider.answer = json({ x: 'y'.repeat(40_000_000) });
    await expect(ask()).rejects.toThrow(/response_bytes/);
    expect(lens.provider.received).toHaveLength(3);
  });
});

describe('capture that is slow', () => {
  test('the start is awaited before the provider is called, the end before the last byte', async () => {
    await start();
    const appendStart = lens.capture.hold();
    let read = '';
    const body = JSON.stringify(openaiRequest);
    const answer = send(chat(), { body, onData: (all) => void (read = all) });
    const callId = await until(() => [...lens.capture.calls.keys()][0]);
    expect(lens.provider.received).toHaveLength(0);
    appendStart();
    const appendEnd = lens.capture.hold();
    await lens.capture.ended(callId);
    expect(read).toBe('');
    appendEnd();
    expect(JSON.parse((await answer).body)).toEqual(openaiAnswer);
  });
});

describe('capture that is off', () => {
  test('changes nothing for the client', async () => {
    await start(json(openaiAnswer), { capture: null });
    const answer = await post(chat(), openaiRequest);
    expect(JSON.parse(answer.body)).toEqual(openaiAnswer);
    expect(answer.callId).toMatch(/^[0-9a-f-]{36}$/);
    expect((await send(chat(), { body: '{' })).status).toBe(400);
    expect(lens.capture.calls.size).toBe(0);
  });

  test('for the models of one route keeps nothing of their calls, and all of the others', async () => {
    const routes = [{ model: 'gpt-private*', upstream: 'openai', policies: null, capture: 'off' as const }];
    await start(json(openaiAnswer), { routes });
    const hidden = await post(chat(), { ...openaiRequest, model: 'gpt-private-1' });
    expect(JSON.parse(hidden.body)).toEqual(openaiAnswer);
    const { callId } = await post(chat(), openaiRequest);
    expect((await lens.capture.ended(callId)).start.captureMode).toBe('full');
    expect([...lens.capture.calls.keys()]).toEqual([callId]);
  });
});

import { request } from 'node:http';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { post, send } from './testing/rawClient';
import { cutSse, json, sse, written } from './testing/standInProvider';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from './testing/startTestGateway';
import { openaiAnswer, openaiRequest } from './testing/wire';

let lens: TestGateway;
const start = async (options: TestGatewayOptions = {}): Promise<void> => {
  lens = await startTestGateway(json({ object: 'list', data: [] }), options);
};
afterEach(() => lens.stop());

const own = { authorization: 'Bearer k' };
const upstreamOf = async (callId: string): Promise<string> => (await lens.capture.ended(callId)).start.upstream;

describe('any other path below /v1/', () => {
  test('is passed through to its provider and recorded as such', async () => {
    await start();
    const answer = await send(`${lens.url}/v1/models?limit=2`, { method: 'GET', headers: own });
    expect(JSON.parse(answer.body)).toEqual({ object: 'list', data: [] });
    expect(lens.provider.received[0]).toMatchObject({ method: 'GET', url: '/v1/models?limit=2' });
    const { start: recorded, end } = await lens.capture.ended(answer.callId);
    expect(recorded).toMatchObject({
      operation: 'passthrough',
      method: 'GET',
      endpoint: '/v1/models?limit=2',
      requestedModel: null,
    });
    expect(end).toMatchObject({ status: 'complete', httpStatus: 200 });
  });

  test.each([
    ['/v1/models', own, 'openai'],
    ['/v1/models', { 'x-api-key': 'k' }, 'anthropic'],
    ['/v1/models', { ...own, 'anthropic-version': '2026-10-21' }, 'anthropic'],
    ['/v1/messages/count_tokens', own, 'anthropic'],
    ['/v1/messages/batches', own, 'anthropic'],
    ['/v1/messagesx', own, 'openai'],
  ])('%s with %j goes to %s', async (path, headers, upstream) => {
    await start();
    expect(await upstreamOf((await send(lens.url + path, { method: 'GET', headers })).callId)).toBe(upstream);
  });

  test('with a model in its body goes where that model is routed', async () => {
    await start({
      upstreams: { local: { name: 'local' } },
      routes: [{ model: 'llama-*', upstream: 'anthropic', policies: null, capture: null }],
    });
    const answer = await post(`${lens.url}/v1/embeddings`, { model: 'llama-4', input: 'x' });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('api_mismatch');
    expect(await upstreamOf((await post(`${lens.url}/v1/embeddings`, { model: 'e', input: 'x' })).callId)).toBe(
      'openai',
    );
  });

  test.each([
    ['a form', 'multipart/form-data; boundary=x', '--x\r\n\r\nabc\r\n--x--'],
    ['JSON that is none', 'application/json', '{"model":'],
    ['an array', 'application/json', '[1,2]'],
    ['nothing', 'application/json', ''],
  ])('may have any body: %s', async (_what, contentType, body) => {
    await start();
    const answer = await post(`${lens.url}/v1/files`, body, { ...own, 'content-type': contentType });
    expect(answer.status).toBe(200);
    expect(lens.provider.received[0]?.body.toString()).toBe(body);
    expect(lens.provider.received[0]?.headers['content-type']).toBe(contentType);
  });

  test.each(['PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])('may have any method: %s', async (method) => {
    await start();
    const answer = await send(`${lens.url}/v1/files/file-1`, { method, headers: own });
    expect(answer.status).toBe(200);
    expect(lens.provider.received[0]?.method).toBe(method);
    expect(answer.body).toBe(method === 'HEAD' ? '' : '{"object":"list","data":[]}');
  });

  test('TRACE may not: its answer would repeat the key', async () => {
    await start({ upstream: { apiKey: 'sk-real' } });
    const answer = await send(`${lens.url}/v1/models`, { method: 'TRACE', headers: own });
    expect(answer.status).toBe(405);
    expect(lens.provider.received).toHaveLength(0);
  });

  test.each(['/v1/realtime?model=gpt-realtime', '/v1/responses', '/v1/chat/completions'])(
    'asked for as a WebSocket is a 426 in the shape of the API, after which agents use HTTP: %s',
    async (path) => {
      await start();
      for (const upgrade of ['WebSocket', 'h2c, websocket', 'spdy/3']) {
        const headers = { ...own, connection: 'upgrade', upgrade, 'sec-websocket-version': '13' };
        const answer = await send(lens.url + path, { method: 'GET', headers });
        expect(answer.status).toBe(426);
        expect(answer.headers).not.toHaveProperty('upgrade');
        expect(JSON.parse(answer.body)).toMatchObject({ error: { code: 'websocket_refused' } });
        expect((await lens.capture.ended(answer.callId)).end).toMatchObject({
          status: 'rejected',
          errorType: 'websocket_refused',
        });
      }
      expect(lens.provider.received).toHaveLength(0);
    },
  );

  test("is closed to Node's own WebSocket client, which learns of it at once", async () => {
    await start();
    const socket = new WebSocket(`${lens.url.replace('http', 'ws')}/v1/responses`);
    await new Promise((resolve) => socket.addEventListener('error', resolve));
    expect(socket.readyState).toBe(WebSocket.CLOSED);
    const [call] = lens.capture.calls.values();
    expect(call?.end?.errorType).toBe('websocket_refused');
  });

  test('asked for with an upgrade that can be left alone is passed through', async () => {
    await start();
    const headers = { ...own, connection: 'upgrade, http2-settings', upgrade: 'h2c', 'http2-settings': '' };
    expect((await send(`${lens.url}/v1/models`, { method: 'GET', headers })).status).toBe(200);
    expect(lens.provider.received[0]?.headers).not.toHaveProperty('upgrade');
  });

  test('HEAD has the length that a GET would have', async () => {
    await start();
    lens.provider.answer = (res) => {
      res.writeHead(200, { 'content-length': '1234' }).end();
    };
    expect((await send(`${lens.url}/v1/models`, { method: 'HEAD', headers: own })).headers['content-length']).toBe(
      '1234',
    );
  });

  test('204 has no body and no length', async () => {
    await start();
    lens.provider.answer = (res) => {
      res.writeHead(204).end();
    };
    const answer = await send(`${lens.url}/v1/files/f`, { method: 'DELETE', headers: own });
    expect(answer.status).toBe(204);
    expect(answer.headers).not.toHaveProperty('content-length');
  });

  test('works with the official clients', async () => {
    await start();
    const openai = new OpenAI({ apiKey: 'k', baseURL: `${lens.url}/v1`, maxRetries: 0 });
    expect((await openai.models.list()).data).toEqual([]);
    lens.provider.answer = json({ id: 'resp_1', object: 'response', output: [] });
    expect((await openai.responses.create({ model: 'gpt-5', input: 'Hi' })).id).toBe('resp_1');
    lens.provider.answer = json({ input_tokens: 42 });
    const anthropic = new Anthropic({ apiKey: 'k', baseURL: lens.url, maxRetries: 0 });
    const counted = await anthropic.messages.countTokens({ model: 'm', messages: [{ role: 'user', content: 'x' }] });
    expect(counted.input_tokens).toBe(42);
  });

  test('streams; without knowing its last event a clean end is complete, a cut one cut', async () => {
    await start();
    const events = [
      'event: response.created\ndata: {"type":"response.created"}\n\n',
      'event: response.completed\ndata: {}\n\n',
    ];
    lens.provider.answer = sse(events);
    const whole = await post(`${lens.url}/v1/responses`, { model: 'gpt-5', stream: true });
    expect(whole.body).toBe(events.join(''));
    expect((await lens.capture.ended(whole.callId)).end.status).toBe('complete');
    lens.provider.answer = cutSse(events.slice(0, 1));
    const cut = await post(`${lens.url}/v1/responses`, { model: 'gpt-5', stream: true });
    expect((await lens.capture.ended(cut.callId)).end.status).toBe('cut');
  });

  test('larger than the limit goes on as it comes; the record has its first part and says so', async () => {
    await start({ limits: { responseBytes: 100_000 } });
    const big = Buffer.alloc(3_000_000, 'file');
    lens.provider.answer = async (res) => {
      res.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': String(big.length) });
      for (let at = 0; at < big.length; at += 100_000) await written(res, big.subarray(at, at + 100_000));
      res.end();
    };
    const answer = await send(`${lens.url}/v1/files/f/content`, { method: 'GET', headers: own });
    expect(Buffer.from(answer.body).equals(big)).toBe(true);
    const { end } = await lens.capture.ended(answer.callId);
    expect(end).toMatchObject({ status: 'complete', errorType: 'response_not_fully_recorded' });
    expect(end.errorMessage).toContain('first 100000 bytes');
    expect(end.response?.original).toHaveLength(100_000);
    expect(lens.gateway.limitsHit.response_not_fully_recorded).toBe(1);
  });

  test('larger than the limit and cut: the client sees that it is not complete', async () => {
    await start({ limits: { responseBytes: 1000 } });
    lens.provider.answer = async (res) => {
      await written(res.writeHead(200, { 'content-type': 'application/octet-stream' }), Buffer.alloc(50_000));
      res.destroy();
    };
    const answer = await send(`${lens.url}/v1/files/f/content`, { method: 'GET', headers: own });
    expect(answer.cut).toBe(true);
    expect((await lens.capture.ended(answer.callId)).end).toMatchObject({
      status: 'cut',
      errorType: 'connection_lost',
    });
  });

  test.each([
    ['POST', '/v1/chat//completions'],
    ['POST', '/v1/%63hat/completions'],
    ['POST', '/v1/models/%2e%2e/x'],
    ['POST', '/v1/chat/completions%20'],
    ['POST', '/v1/chat/completions%3Fx'],
    ['POST', '/v1/chat/completions%ff'],
    ['POST', '/v1/chat/completions#x'],
    ['POST', 'http://other.example/v1/chat%2Fcompletions'],
    ['GET', '/v1/messages%23'],
    ['POST', '/v1/%ZZ'],
  ])('that could be read as another path is refused: %s %s', async (method, path) => {
    await start();
    expect(await statusOf(method, path)).toBe(400);
    expect(lens.provider.received).toHaveLength(0);
  });

  test("by an official client's own spelling works", async () => {
    await start();
    lens.provider.answer = json({ id: 'acme/small', object: 'model' });
    const openai = new OpenAI({ apiKey: 'k', baseURL: `${lens.url}/v1`, maxRetries: 0 });
    for (const id of ['acme/small', 'ft:gpt-5:org::x', 'a?b#c', '50%', 'é']) await openai.models.retrieve(id);
    const anthropic = new Anthropic({ apiKey: 'k', baseURL: lens.url, maxRetries: 0 });
    await anthropic.models.retrieve('acme/small');
    expect(lens.provider.received.map(({ url }) => url)).toEqual([
      '/v1/models/acme%2Fsmall',
      '/v1/models/ft:gpt-5:org::x',
      '/v1/models/a%3Fb%23c',
      '/v1/models/50%25',
      '/v1/models/%C3%A9',
      '/v1/models/acme%2Fsmall',
    ]);
  });
});

describe('the main routes in other spellings', () => {
  test.each([
    '/v1/chat/completions/',
    '/V1/Chat/Completions',
    '/v1/v1/chat/completions',
    '/v1/openai/chat/completions',
  ])('%s is the main route, policies and all', async (path) => {
    const onRequest = jest.fn();
    lens = await startTestGateway(json(openaiAnswer), { policy: { onRequest } });
    const answer = await post(lens.url + path, openaiRequest);
    expect(answer.status).toBe(200);
    expect((await lens.capture.ended(answer.callId)).start).toMatchObject({
      operation: 'chat_completions',
      policies: ['tester'],
    });
    expect(onRequest).toHaveBeenCalledTimes(1);
    expect(lens.provider.received[0]?.url).toBe(path);
  });

  test('by other methods: what the provider keeps is read and deleted, nothing is sent', async () => {
    await start();
    for (const method of ['GET', 'HEAD', 'DELETE']) expect(await statusOf(method, '/v1/chat/completions')).toBe(200);
    for (const method of ['PUT', 'PATCH', 'QUERY']) expect(await statusOf(method, '/v1/messages')).toBe(405);
    const headers = { ...own, 'content-length': '2' };
    expect((await send(`${lens.url}/v1/chat/completions`, { method: 'GET', headers, body: '{}' })).status).toBe(405);
    expect(lens.provider.received).toHaveLength(3);
  });

  test.each([
    ['GET', '/v1/chat/completions', { 'x-http-method-override': 'POST' }],
    ['PUT', '/v1/files', { 'X-Method-Override': 'POST' }],
    ['POST', '/v1/files', { x_http_method: 'GET' }],
    ['GET', '/v1/messages?_method=post', {}],
    ['GET', '/v1/messages?a=1&X%2DHTTP%2DMethod%2DOverride=POST', {}],
  ])('by a method that is told beside the own one are refused: %s %s %j', async (method, path, more) => {
    await start();
    const answer = await send(lens.url + path, { method, headers: { ...own, ...more } });
    expect(answer.status).toBe(405);
    expect((await lens.capture.ended(answer.callId)).end.errorType).toBe('method_refused');
    expect(lens.provider.received).toHaveLength(0);
  });
});

/** Sends a path as it is spelled: clients make it plain before they send it. */
function statusOf(method: string, path: string): Promise<number | undefined> {
  const { hostname, port } = new URL(lens.url);
  return new Promise((resolve, reject) => {
    const req = request({ hostname, port, path, method, headers: own }, (res) => {
      resolve(res.statusCode);
      res.resume();
    });
    req.on('error', reject).end();
  });
}

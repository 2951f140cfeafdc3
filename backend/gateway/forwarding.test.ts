import { request } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { post, send } from './testing/rawClient';
import { json } from './testing/standInProvider';
import { startTestGateway, type TestGateway } from './testing/startTestGateway';
import { openaiAnswer } from './testing/wire';

let lens: TestGateway;
let chat: string;

beforeAll(async () => {
  lens = await startTestGateway(json(openaiAnswer));
  chat = `${lens.url}/v1/chat/completions`;
});
afterAll(() => lens.stop());
beforeEach(() => {
  lens.capture.calls.clear();
  lens.provider.received.length = 0;
  lens.provider.answer = json(openaiAnswer);
});

const received = () => {
  const [first] = lens.provider.received;
  if (first === undefined) throw new Error('The provider received nothing.');
  return first;
};

describe('an unchanged request', () => {
  test.each([
    ['odd spacing', '  {\t"model" :\r\n"gpt-5" , "messages":[ ]}\n\n'],
    ['duplicate keys', '{"model":"gpt-4","model":"gpt-5","a":1,"a":2}'],
    ['escapes and unicode', '{"model":"gpt-5","x":"\\u00e9\\ud83d\\ude00 é😀 \\/ \u2028"}'],
    ['numbers that JSON can not keep', '{"model":"gpt-5","seed":12345678901234567890,"t":1.0,"e":1E400}'],
    ['a hostile key', '{"model":"gpt-5","__proto__":{"x":1},"constructor":null}'],
  ])('reaches the provider byte for byte: %s', async (_what, body) => {
    const { status, callId } = await post(chat, body);
    expect(status).toBe(200);
    expect(received().body.toString()).toBe(body);
    const { start } = await lens.capture.ended(callId);
    expect(Buffer.from(start.request.original).toString()).toBe(body);
    expect(start.request.final).toBeNull();
  });

  test('in many pieces is put together', async () => {
    const body = JSON.stringify({ model: 'gpt-5', messages: [{ role: 'user', content: 'é'.repeat(2_000_000) }] });
    const { callId } = await post(chat, body);
    expect(received().body.equals(Buffer.from(body))).toBe(true);
    expect((await lens.capture.ended(callId)).start.request.original.length).toBe(Buffer.byteLength(body));
  });

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
  ])('compressed with %s goes on as it came and is recorded readable', async (encoding, compress) => {
    const body = '{"model":"gpt-5","messages":[]}';
    const { callId } = await post(chat, compress(body), {
      authorization: 'Bearer sk-own',
      'content-encoding': encoding,
    });
    expect(received().body.equals(compress(body))).toBe(true);
    expect(received().headers['content-encoding']).toBe(encoding);
    const { start } = await lens.capture.ended(callId);
    expect(Buffer.from(start.request.original).toString()).toBe(body);
  });
});

describe('request headers', () => {
  test('go on as sent, but for those of this connection and our own', async () => {
    await post(chat, '{"model":"gpt-5"}', {
      authorization: 'Bearer sk-own',
      'anthropic-version': '2026-10-21',
      'anthropic-beta': 'a-2026-01-01,b-2026-02-02',
      'X-Stainless-Lang': 'js',
      'openai-organization': 'org-1',
      'user-agent': 'OpenAI/JS 7.55.0',
      'accept-encoding': 'gzip, br',
      connection: 'keep-alive, x-private',
      'x-private': 'of this connection',
      te: 'trailers',
      'x-forwarded-for': '10.0.0.7',
      forwarded: 'for=10.0.0.7',
      'x-luthien-session-id': 's-1',
    });
    const { headers } = received();
    expect(headers).toMatchObject({
      authorization: 'Bearer sk-own',
      'anthropic-version': '2026-10-21',
      'anthropic-beta': 'a-2026-01-01,b-2026-02-02',
      'x-stainless-lang': 'js',
      'openai-organization': 'org-1',
      'user-agent': 'OpenAI/JS 7.55.0',
      'accept-encoding': 'identity',
      'content-length': '17',
      host: lens.provider.url.replace('http://', ''),
    });
    for (const name of ['x-private', 'te', 'x-forwarded-for', 'forwarded', 'x-luthien-session-id']) {
      expect(headers).not.toHaveProperty(name);
    }
  });

  test('path and query go on as sent', async () => {
    await post(`${chat}?api-version=2&x=%20y`, '{"model":"gpt-5"}');
    expect(received().url).toBe('/v1/chat/completions?api-version=2&x=%20y');
  });

  test('scheme and host of a request meant for a proxy are not passed on', async () => {
    const { port } = new URL(lens.url);
    const status = await new Promise((resolve, reject) => {
      const req = request(
        {
          port,
          path: 'http://user:secret@evil.example/v1/chat/completions?a=1',
          method: 'POST',
          headers: { authorization: 'Bearer sk-own' },
        },
        (res) => {
          resolve(res.statusCode);
          res.resume();
        },
      );
      req.on('error', reject).end('{"model":"gpt-5"}');
    });
    expect(status).toBe(200);
    expect(received().url).toBe('/v1/chat/completions?a=1');
    const { start } = await lens.capture.only();
    expect(start.endpoint).toBe('/v1/chat/completions?a=[REMOVED]');
  });

  test('do not tell the provider what belongs to other applications, or what proxies say of the client', async () => {
    const withheld = {
      cookie: 'other_app=secret',
      referer: 'https://wiki.example/secret-page',
      'X-Real-IP': '10.0.0.7',
      x_forwarded_for: '10.0.0.7',
      'x-original-url': '/v1/chat/completions',
      'cf-access-jwt-assertion': 'eyJ',
      'x-amzn-oidc-data': 'eyJ',
      'x-goog-iap-jwt-assertion': 'eyJ',
      'x-goog-authenticated-user-email': 'a@b.example',
      'X-Auth-Request-Email': 'a@b.example',
      'x-auth-request-access-token': 'eyJ',
      'x-ms-token-aad-access-token': 'eyJ',
      'x-ms-client-principal-name': 'a@b.example',
      'remote-email': 'a@b.example',
      'tailscale-user-login': 'a@b.example',
      transfer_encoding: 'chunked',
      baggage: 'user.id=7',
    };
    const agents = {
      'HTTP-Referer': 'https://cline.bot',
      'X-Title': 'Cline',
      'x-claude-code-session-id': 's-1',
      'X-Codex-Turn-Metadata': '{"a": 1}',
      session_id: 's-1',
      'x-client-request-id': 's-1',
      'cf-aig-cache-ttl': '60',
      'x-amzn-bedrock-trace': 'ENABLED',
      'x-ms-client-request-id': 'r-1',
      'x-remote-job': 'j',
      'x-authority': 'a',
    };
    await post(chat, '{"model":"gpt-5"}', { authorization: 'Bearer k', ...withheld, ...agents });
    const { rawHeaders } = received();
    expect(rawHeaders.join('\n')).not.toMatch(/secret|10\.0\.0\.7|eyJ|b\.example|user\.id|original|Transfer_Enc/i);
    for (const [name, value] of Object.entries(agents)) expect(rawHeaders[rawHeaders.indexOf(name) + 1]).toBe(value);
  });

  test('that are withheld or passed on can be set, but for those of the connection and credentials', async () => {
    const other = await startTestGateway(json(openaiAnswer), {
      headers: { withhold: ['X-Mine', 'x-team-*'], pass: ['Referer', 'cf-access-*', 'te', 'x-luthien-*'] },
    });
    await post(`${other.url}/v1/chat/completions`, '{"model":"gpt-5"}', {
      authorization: 'Bearer k',
      ...{ 'x-mine': '1', x_team_name: '2', 'x-team': '3', referer: 'r', 'cf-access-client-id': 'c' },
      ...{ te: 'trailers', 'x-luthien-session-id': 's', 'cf-ray': '4' },
    });
    const [{ headers } = { headers: {} }] = other.provider.received;
    await other.stop();
    expect(headers).toMatchObject({ 'x-team': '3', referer: 'r', 'cf-access-client-id': 'c' });
    for (const name of ['x-mine', 'x_team_name', 'te', 'x-luthien-session-id', 'cf-ray']) {
      expect(headers).not.toHaveProperty(name);
    }
  });

  test("a browser's sign-in to the pages stays here, also where other cookies may pass", async () => {
    const other = await startTestGateway(json(openaiAnswer), { headers: { pass: ['cookie'] } });
    const chat = `${other.url}/v1/chat/completions`;
    const signIn = 'lens_session_0a1b2c3d=e30.c2ln';
    await post(chat, '{"model":"gpt-5"}', { authorization: 'Bearer k', cookie: `a=1; ${signIn}; b="2"` });
    await post(chat, '{"model":"gpt-5"}', { authorization: 'Bearer k', cookie: signIn });
    await post(chat, '{"model":"gpt-5"}', { authorization: 'Bearer k', cookie: 'a=1;b=2' });
    await other.stop();
    expect(other.provider.received.map(({ headers }) => headers.cookie)).toEqual(['a=1; b="2"', undefined, 'a=1;b=2']);
  });

  test("a base URL's own path goes before /v1", async () => {
    const other = await startTestGateway(json(openaiAnswer));
    await other.stop();
    const prefixed = await startTestGateway(json(openaiAnswer), {
      upstreams: { openai: { baseUrl: `${lens.provider.url}/accounts/7` } },
    });
    await post(`${prefixed.url}/v1/chat/completions`, '{"model":"gpt-5"}');
    expect(received().url).toBe('/accounts/7/v1/chat/completions');
    await prefixed.stop();
  });

  test('Expect: 100-continue is answered and not passed on', async () => {
    const { status } = await send(chat, {
      headers: { authorization: 'Bearer sk-own', expect: '100-continue', 'content-type': 'application/json' },
      body: '{"model":"gpt-5"}',
    });
    expect(status).toBe(200);
    expect(received().headers).not.toHaveProperty('expect');
  });
});

describe('responses', () => {
  test("come back with the provider's status, headers and bytes", async () => {
    const body = '{ "id" : "x",\n"big":12345678901234567890 }';
    lens.provider.answer = (res) => {
      res.writeHead(201, {
        'content-type': 'application/json',
        'x-request-id': 'req_7',
        'x-ratelimit-remaining-requests': '9',
        'set-cookie': ['a=1', 'b=2'],
        'keep-alive': 'timeout=99',
        'alt-svc': 'h3=":443"',
        'strict-transport-security': 'max-age=1; includeSubDomains',
        'x-luthien-call-id': 'forged',
      });
      res.end(body);
    };
    const answer = await post(chat, '{"model":"gpt-5"}');
    expect(answer).toMatchObject({ status: 201, body });
    expect(answer.headers).toMatchObject({
      'x-request-id': 'req_7',
      'x-ratelimit-remaining-requests': '9',
      'set-cookie': ['a=1', 'b=2'],
      'content-length': String(body.length),
    });
    expect(answer.headers['keep-alive']).not.toBe('timeout=99');
    for (const name of ['alt-svc', 'strict-transport-security']) expect(answer.headers).not.toHaveProperty(name);
    expect(answer.callId).toMatch(/^[0-9a-f-]{36}$/);
    const { end } = await lens.capture.ended(answer.callId);
    expect(end.headers).toMatchObject({ 'x-request-id': 'req_7', 'x-ratelimit-remaining-requests': '9' });
    expect(end.headers).not.toHaveProperty('set-cookie');
  });

  test.each([
    [400, { error: { message: 'Bad', type: 'invalid_request_error', code: null } }, {}],
    [
      429,
      { error: { message: 'Slow down', type: 'rate_limit_error' } },
      { 'retry-after': '7', 'retry-after-ms': '7000' },
    ],
    [529, { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }, { 'request-id': 'req_9' }],
    [500, 'not json', { 'x-should-retry': 'false' }],
  ])('an error %d of the provider comes back as it was sent', async (status, body, headers) => {
    lens.provider.answer = json(body, status, headers);
    const answer = await post(chat, '{"model":"gpt-5"}');
    expect(answer.status).toBe(status);
    expect(answer.body).toBe(typeof body === 'string' ? body : JSON.stringify(body));
    expect(answer.headers).toMatchObject(headers);
    const { end } = await lens.capture.ended(answer.callId);
    const said = typeof body === 'string' ? { type: 'http_500', message: body } : body.error;
    expect(end).toMatchObject({
      status: 'provider_error',
      errorType: said.type,
      errorMessage: said.message,
      httpStatus: status,
      upstreamStatus: status,
    });
    expect(Buffer.from(end.response?.original ?? []).toString()).toBe(answer.body);
  });

  test.each([
    ['application/json', 'Overloaded', 'Overloaded'],
    ['text/event-stream', 'Overloaded', 'Overloaded'],
    // As it can't be told which character set a provider meant.
    ['application/json', 'Übervoll', 'unknown'],
  ])('of type %s, with the reason %s, come back with the reason %s', async (contentType, reason, passed) => {
    lens.provider.answer = (res) => {
      // Node has no name of its own for this status.
      res.writeHead(299, reason, { 'content-type': contentType }).end('{}');
    };
    expect(await post(chat, '{"model":"gpt-5"}')).toMatchObject({ status: 299, statusText: passed });
  });

  test.each([301, 302, 303, 307, 308])(
    'redirects (%d) are neither followed nor handed to a client that would follow them with its body',
    async (status) => {
      lens.provider.answer = (res) => {
        res.writeHead(status, { location: 'http://127.0.0.1:1/elsewhere' }).end();
      };
      const answer = await post(chat, '{"model":"gpt-5"}');
      expect(answer.status).toBe(502);
      expect(answer.headers).not.toHaveProperty('location');
      expect(answer.headers['x-should-retry']).toBe('false');
      expect(JSON.parse(answer.body)).toMatchObject({ error: { code: 'redirect_refused' } });
      const { end } = await lens.capture.ended(answer.callId);
      expect(end).toMatchObject({ status: 'upstream_failed', upstreamStatus: status });
      expect(end.headers).toMatchObject({ location: 'http://127.0.0.1:1/[REMOVED]' });
      expect(lens.provider.received).toHaveLength(1);
    },
  );

  test('a redirect to a file is handed to the client that asks for it', async () => {
    lens.provider.answer = (res) => {
      res.writeHead(302, { location: 'https://files.example/1' }).end();
    };
    const url = chat.replace('chat/completions', 'files/file-1/content');
    const answer = await send(url, { method: 'GET', headers: { authorization: 'Bearer k' } });
    expect(answer).toMatchObject({ status: 302, body: '' });
    expect(answer.headers.location).toBe('https://files.example/1');
  });

  test('one that is compressed all the same goes back as it is and is recorded readable', async () => {
    const compressed = gzipSync(JSON.stringify(openaiAnswer));
    lens.provider.answer = (res) => {
      res.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(compressed);
    };
    const answer = await post(chat, '{"model":"gpt-5"}');
    expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip', 'content-length': String(compressed.length) });
    const { end } = await lens.capture.ended(answer.callId);
    expect(JSON.parse(Buffer.from(end.response?.original ?? []).toString())).toEqual(openaiAnswer);
  });

  test('early hints are not the answer', async () => {
    lens.provider.answer = (res, request) => {
      res.writeEarlyHints({ link: '</x>; rel=preload' });
      return json(openaiAnswer)(res, request);
    };
    expect((await post(chat, '{"model":"gpt-5"}')).status).toBe(200);
  });
});

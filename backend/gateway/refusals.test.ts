import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { until } from '../testing/until';
import { post, send } from './testing/rawClient';
import { json, silence } from './testing/standInProvider';
import {
  API_TOKEN,
  GATEWAY_TOKEN,
  startTestGateway,
  type TestGateway,
  type TestGatewayOptions,
} from './testing/startTestGateway';
import { openaiAnswer, openaiRequest, anthropicRequest } from './testing/wire';

let lens: TestGateway;
const start = async (options: TestGatewayOptions = {}, answer = json(openaiAnswer)): Promise<void> => {
  lens = await startTestGateway(answer, options);
};
afterEach(() => lens.stop());

const chat = (): string => `${lens.url}/v1/chat/completions`;
const messages = (): string => `${lens.url}/v1/messages`;

async function expectRecorded(callId: string, errorType: string, status: number): Promise<void> {
  const { end } = await lens.capture.ended(callId);
  expect(end).toMatchObject({ status: 'rejected', errorType, httpStatus: status, upstreamStatus: null });
}

describe('a request that is refused', () => {
  test.each([
    ['no JSON', '{"model":', 'not_json'],
    ['empty', '', 'not_json'],
    ['not an object', '[1]', 'not_an_object'],
    ['a text', '"gpt-5"', 'not_an_object'],
    ['without a model', '{"messages":[]}', 'model_missing'],
    ['with a model that is no text', '{"model":5}', 'model_missing'],
    ['with an empty model', '{"model":""}', 'model_missing'],
  ])('%s: 400 in the shape of the API, on record with its body', async (_what, body, code) => {
    await start();
    const openai = await post(chat(), body);
    expect(openai.status).toBe(400);
    expect(openai.headers).toMatchObject({ 'content-type': 'application/json', 'x-should-retry': 'false' });
    expect(JSON.parse(openai.body)).toMatchObject({ error: { type: 'invalid_request_error', code } });
    await expectRecorded(openai.callId, code, 400);
    const anthropic = await post(messages(), body, { 'x-api-key': 'k' });
    expect(JSON.parse(anthropic.body)).toMatchObject({ type: 'error', error: { type: 'invalid_request_error' } });
    await expectRecorded(anthropic.callId, code, 400);
    const recorded = lens.capture.calls.get(openai.callId)?.start.request.original ?? [];
    expect(Buffer.from(recorded).toString()).toBe(body);
    expect(lens.provider.received).toHaveLength(0);
  });

  test('for being no JSON is told where, and nothing of its body is said', async () => {
    await start();
    const said = async (body: string): Promise<string> => {
      const { callId } = await post(chat(), body);
      return (await lens.capture.ended(callId)).end.errorMessage ?? '';
    };
    expect(await said('{"model":"gpt-5",\n "pin": 47x11}')).toContain('line 2, column 11');
    expect(await said('My pin is quokka')).toContain('line 1, column 1');
    expect(await said('{"model":"gpt-5","pin":"quokka')).not.toContain('quokka');
    expect(await said('{"pin":"quokka"} {')).not.toContain('quokka');
    expect(await said('{"pin":')).toContain('ends too early');
  });

  test('for its size, told in advance: 413 before the body is read', async () => {
    await start({ limits: { bodyBytes: 1000 } });
    const answer = await post(chat(), JSON.stringify({ ...openaiRequest, x: 'y'.repeat(40_000_000) }));
    expect(answer.status).toBe(413);
    expect(answer.body).toContain('1000 bytes');
    await expectRecorded(answer.callId, 'body_too_large', 413);
    expect(lens.gateway.limitsHit.body_too_large).toBe(1);
  });

  test('for its size, found while reading: 413, the first part on record', async () => {
    await start({ limits: { bodyBytes: 1000 } });
    const answer = await send(chat(), {
      headers: { authorization: 'Bearer k', 'transfer-encoding': 'chunked' },
      body: 'x'.repeat(300_000),
    });
    expect(answer.status).toBe(413);
    await expectRecorded(answer.callId, 'body_too_large', 413);
    expect(lens.capture.calls.get(answer.callId)?.start.request.original).toHaveLength(1000);
  });

  test('for its size after decompression, which stops at the limit', async () => {
    await start({ limits: { bodyBytes: 1_000_000 } });
    const bomb = gzipSync(Buffer.alloc(200_000_000));
    expect(bomb.length).toBeLessThan(1_000_000);
    const answer = await post(chat(), bomb, { authorization: 'Bearer k', 'content-encoding': 'gzip' });
    expect(answer.status).toBe(413);
    await expectRecorded(answer.callId, 'body_too_large', 413);
  });

  test.each([
    ['an unknown encoding', 'compress', '{}', 415, 'unsupported_encoding'],
    ['two encodings', 'gzip, br', '{}', 415, 'unsupported_encoding'],
    ['an encoding that is not true', 'gzip', '{"model":"x"}', 400, 'bad_encoding'],
  ])('for %s', async (_what, encoding, body, status, code) => {
    await start();
    const answer = await post(chat(), body, { authorization: 'Bearer k', 'content-encoding': encoding });
    expect(answer.status).toBe(status);
    await expectRecorded(answer.callId, code, status);
  });

  test('for its depth, without a stack overflow', async () => {
    await start();
    const deep = (levels: number): string => `{"model":"gpt-5","x":${'['.repeat(levels)}${']'.repeat(levels)}}`;
    expect((await post(chat(), deep(199))).status).toBe(200);
    const answer = await post(chat(), deep(5_000_000));
    expect(answer.status).toBe(400);
    await expectRecorded(answer.callId, 'json_too_deep', 400);
    expect(lens.gateway.limitsHit.json_too_deep).toBe(1);
  });

  test('for the number of its values', async () => {
    await start({ limits: { jsonValues: 1000 } });
    const answer = await post(chat(), `{"model":"gpt-5","x":[${'{},'.repeat(1000)}{}]}`);
    expect(answer.status).toBe(413);
    await expectRecorded(answer.callId, 'json_too_many_values', 413);
  });

  test('for a body that never arrives whole: 408', async () => {
    await start({ limits: { requestTimeMs: 100 } });
    const { request } = await import('node:http');
    const status = await new Promise((resolve, reject) => {
      const req = request(
        chat(),
        { method: 'POST', headers: { authorization: 'Bearer k', 'content-length': '100' } },
        (res) => {
          resolve(res.statusCode);
          res.resume();
          req.destroy();
        },
      );
      req.on('error', reject);
      req.write('{"model"');
    });
    expect(status).toBe(408);
    expect((await lens.capture.only()).end).toMatchObject({ status: 'rejected', errorType: 'request_timeout' });
    expect(lens.gateway.limitsHit.request_timeout).toBe(1);
  });

  test('as one too many: 429 that says when to come back', async () => {
    await start({ limits: { concurrentCalls: 1 } }, silence);
    const first = post(chat(), openaiRequest).catch(() => undefined);
    await until(() => lens.provider.received[0]);
    const answer = await post(messages(), anthropicRequest, { 'x-api-key': 'k' });
    expect(answer.status).toBe(429);
    expect(answer.headers['retry-after']).toBe('1');
    expect(JSON.parse(answer.body)).toMatchObject({ type: 'error', error: { type: 'rate_limit_error' } });
    await expectRecorded(answer.callId, 'too_many_calls', 429);
    expect(lens.gateway.limitsHit.too_many_calls).toBe(1);
    await lens.gateway.close(0);
    await first;
  });

  test('as one too many of the same key: others are let in', async () => {
    await start({ limits: { concurrentCalls: 4, callsPerKey: 2 } }, silence);
    const slow = ['k1', 'k1', 'k2'].map((key) =>
      post(chat(), openaiRequest, { authorization: `Bearer ${key}` }).catch(() => undefined),
    );
    await until(() => lens.provider.received.length === 3);
    const answer = await post(chat(), openaiRequest, { authorization: 'Bearer k1' });
    expect([answer.status, answer.body]).toEqual([429, expect.stringContaining('limits.calls_per_key')]);
    const dressedUp = await post(chat(), openaiRequest, { authorization: 'Bearer k1', 'x-api-key': 'another' });
    expect(dressedUp.status).toBe(429);
    lens.provider.answer = json(openaiAnswer);
    expect((await post(chat(), openaiRequest, { authorization: 'Bearer k2' })).status).toBe(200);
    await lens.gateway.close(0);
    await Promise.all(slow);
  });

  test('as half a body too many: who sends halves keeps nobody else out', async () => {
    const limits = { concurrentCalls: 2, arrivingPerKey: 3, arrivingPerAddress: 5 };
    await start({ limits });
    const sockets: Socket[] = [];
    const answers: string[] = [];
    const sendHalf = (key: string): void => {
      const socket = connect(Number(new URL(lens.url).port), '127.0.0.1');
      sockets.push(socket);
      socket.on('data', (data) => answers.push(data.toString()));
      socket.write(
        `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\ncontent-length: 99\r\n\r\n{`,
      );
    };
    for (let half = 0; half < 4; half += 1) sendHalf('k1');
    await until(() => answers.length === 1);
    expect(answers[0]).toContain('too_many_bodies');
    expect((await post(chat(), openaiRequest, { authorization: 'Bearer k2' })).status).toBe(200);
    for (const key of ['k2', 'k3', 'k4']) sendHalf(key);
    await until(() => answers.length === 2);
    expect(answers[1]).toContain('limits.arriving_per_address');
    expect(lens.gateway.limitsHit.too_many_bodies).toBe(2);
    expect(lens.gateway.stats().bodiesArriving).toBe(5);
    for (const socket of sockets) socket.destroy();
    await until(() => lens.gateway.stats().bodiesArriving === 0);
    expect((await post(chat(), openaiRequest, { authorization: 'Bearer k1' })).status).toBe(200);
  });

  test('as one too many bytes of all calls together: 429, until others have ended', async () => {
    await start({ limits: { bodiesBytes: 100_000 } }, silence);
    const half = JSON.stringify({ ...openaiRequest, x: 'y'.repeat(60_000) });
    const first = post(chat(), half).catch(() => undefined);
    await until(() => lens.provider.received[0]);
    const answer = await post(chat(), half);
    expect(answer.status).toBe(429);
    expect(answer.headers['retry-after']).toBe('1');
    await expectRecorded(answer.callId, 'bodies_too_large', 429);
    const unpacked = await post(chat(), gzipSync(half), { authorization: 'Bearer k', 'content-encoding': 'gzip' });
    await expectRecorded(unpacked.callId, 'bodies_too_large', 429);
    expect(lens.gateway.limitsHit.bodies_too_large).toBe(2);
    lens.provider.answer = json(openaiAnswer);
    expect((await post(chat(), openaiRequest)).status).toBe(200);
    await lens.gateway.close(0);
    await first;
  });

  test('holds bytes no longer than its call lasts', async () => {
    await start({ limits: { bodiesBytes: 150_000, bodyBytes: 80_000 } });
    const body = JSON.stringify({ ...openaiRequest, x: 'y'.repeat(60_000) });
    for (let round = 0; round < 5; round += 1) {
      expect((await post(chat(), body)).status).toBe(200);
      expect((await post(chat(), `${body}}`)).status).toBe(400);
      const large = { headers: { authorization: 'Bearer k', 'transfer-encoding': 'chunked' }, body: body + body };
      expect((await send(chat(), large)).status).toBe(413);
    }
  });

  test('as one too many for its upstream', async () => {
    await start({ upstreams: { openai: { maxConnections: 1 } } }, silence);
    const first = post(chat(), openaiRequest).catch(() => undefined);
    await until(() => lens.provider.received[0]);
    const answer = await post(chat(), openaiRequest);
    expect(answer.status).toBe(429);
    await expectRecorded(answer.callId, 'upstream_busy', 429);
    await lens.gateway.close(0);
    await first;
  });
});

describe('credentials', () => {
  test('none, again and again: a sample is on record, in few words, and the rest is counted', async () => {
    await start({ limits: { strangerRecordsPerMinute: 2 } });
    const address = `${lens.url}/v1/${'file/'.repeat(1000)}`;
    const headers = { 'user-agent': 'x'.repeat(5000) };
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(address, '{}', headers)));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    expect(lens.gateway.limitsHit.stranger_not_recorded).toBe(3);
    const starts = [...lens.capture.calls.values()].map((call) => call.start);
    expect(starts).toHaveLength(2);
    for (const { endpoint, headers: kept } of starts) {
      expect([endpoint.length, kept['user-agent']?.length]).toEqual([256, 256]);
    }
  });

  test('none: 401 in the shape of the API, before the body is read', async () => {
    await start();
    const openai = await post(chat(), openaiRequest, {});
    expect(openai.status).toBe(401);
    expect(JSON.parse(openai.body)).toMatchObject({
      error: { type: 'authentication_error', code: 'missing_credentials' },
    });
    const anthropic = await post(messages(), anthropicRequest, {});
    expect(JSON.parse(anthropic.body)).toMatchObject({ type: 'error', error: { type: 'authentication_error' } });
    expect(anthropic.body).toContain('x-api-key');
    await expectRecorded(anthropic.callId, 'missing_credentials', 401);
    // Who may not call may not fill the disk either.
    for (const { start } of lens.capture.calls.values()) expect(start.request.original).toHaveLength(0);
    expect(lens.provider.received).toHaveLength(0);
  });

  test("the gateway's token becomes the provider's key and never leaves the gateway", async () => {
    await start({ upstreams: { openai: { apiKey: 'sk-real' }, anthropic: { apiKey: 'sk-ant-real' } } });
    const ways = [
      { authorization: `Bearer ${GATEWAY_TOKEN}` },
      { 'x-api-key': GATEWAY_TOKEN },
      { 'x-luthien-token': GATEWAY_TOKEN },
    ];
    for (const headers of ways) {
      expect((await post(chat(), openaiRequest, headers)).status).toBe(200);
      expect((await post(messages(), anthropicRequest, headers)).status).toBe(200);
    }
    for (const { url, headers, rawHeaders } of lens.provider.received) {
      expect(rawHeaders.join('\n')).not.toContain(GATEWAY_TOKEN);
      if (url === '/v1/messages') {
        expect(headers['x-api-key']).toBe('sk-ant-real');
        expect(headers).not.toHaveProperty('authorization');
      } else {
        expect(headers.authorization).toBe('Bearer sk-real');
        expect(headers).not.toHaveProperty('x-api-key');
      }
    }
    expect(lens.provider.received).toHaveLength(6);
  });

  test.each([
    ['a header of another provider', '', { 'x-goog-api-key': GATEWAY_TOKEN }],
    ['a proxy’s header', '', { 'x-auth': `Token ${GATEWAY_TOKEN}` }],
    ['a cookie', '', { cookie: `a=1; lens=${GATEWAY_TOKEN}; b=2` }],
    ['the query', `?x=1&trace=${GATEWAY_TOKEN}`, {}],
  ])("the gateway's token in %s beside an own key: 400, before it goes anywhere", async (_where, query, headers) => {
    await start();
    const answer = await post(chat() + query, openaiRequest, { authorization: 'Bearer sk-own', ...headers });
    expect(answer.status).toBe(400);
    await expectRecorded(answer.callId, 'token_misplaced', 400);
    expect(lens.provider.received).toHaveLength(0);
    expect(JSON.stringify([...lens.capture.calls.values()])).not.toContain(GATEWAY_TOKEN);
  });

  const basic = Buffer.from(`user:${API_TOKEN}`).toString('base64');
  test.each([
    ['the credential', '', { authorization: `Bearer ${API_TOKEN}` }],
    ['a credential beside the provider’s', '', { authorization: 'Bearer sk-own', 'x-api-key': API_TOKEN }],
    ['Basic', '', { authorization: `Basic ${basic}` }],
    ['the token’s own header', '', { authorization: 'Bearer sk-own', 'x-luthien-token': API_TOKEN }],
    ['a cookie', '', { authorization: 'Bearer sk-own', cookie: `lens=${API_TOKEN}` }],
    ['the query', `?token=${API_TOKEN}`, { authorization: 'Bearer sk-own' }],
  ])('a token that reads recorded calls as %s goes to no provider', async (_where, query, headers) => {
    await start();
    const answer = await post(chat() + query, openaiRequest, headers);
    expect(answer.status).toBe(400);
    await expectRecorded(answer.callId, 'token_misplaced', 400);
    expect(lens.provider.received).toHaveLength(0);
    expect(answer.body).not.toContain(API_TOKEN);
    expect(JSON.stringify([...lens.capture.calls.values()])).not.toContain(API_TOKEN);
  });

  test("nobody else spends the gateway's key", async () => {
    await start({ upstream: { apiKey: 'sk-real' } });
    await post(chat(), openaiRequest, { authorization: 'Bearer lens_0123456789abcdeX' });
    expect(lens.provider.received[0]?.headers.authorization).toBe('Bearer lens_0123456789abcdeX');
  });

  test('the token without a key at the upstream: 401 that says what to set', async () => {
    await start();
    const answer = await post(chat(), openaiRequest, { authorization: `Bearer ${GATEWAY_TOKEN}` });
    expect(answer.status).toBe(401);
    expect(answer.body).toContain('key_env');
    await expectRecorded(answer.callId, 'upstream_without_key', 401);
    expect(lens.provider.received).toHaveLength(0);
  });

  test('no credential is ever told to capture', async () => {
    await start({ upstream: { apiKey: 'sk-real-canary' } });
    await post(`${chat()}?api_key=query-canary`, openaiRequest, {
      authorization: 'Bearer sk-own-canary',
      'x-api-key': 'x-canary',
      cookie: 'c=canary',
    });
    await post(chat(), openaiRequest, { authorization: `Bearer ${GATEWAY_TOKEN}` });
    for (const callId of lens.capture.calls.keys()) await lens.capture.ended(callId);
    const told = JSON.stringify([...lens.capture.calls.values()]);
    for (const secret of ['canary', GATEWAY_TOKEN]) expect(told).not.toContain(secret);
  });
});

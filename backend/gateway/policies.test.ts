import { request as httpRequest, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Exchange } from '../call';
import { until } from '../testing/until';
import { noWay, policyName, replaceIn, type Hooks } from './testing/policies';
import { post } from './testing/rawClient';
import { json } from './testing/standInProvider';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from './testing/startTestGateway';
import { anthropicAnswer, openaiAnswer, openaiRequest } from './testing/wire';

let lens: TestGateway;
const start = async (policy: Hooks, answer = json(openaiAnswer), more: TestGatewayOptions = {}): Promise<void> => {
  lens = await startTestGateway(answer, { policy, ...more });
};
afterEach(() => lens.stop());

const chat = (): string => `${lens.url}/v1/chat/completions`;
const text = (bytes: Uint8Array | null | undefined): string | null => (bytes ? Buffer.from(bytes).toString() : null);
const asked = JSON.stringify(openaiRequest);
const answered = JSON.stringify(openaiAnswer);
const nextTurn = () => new Promise(setImmediate);
const throwABug = (): never => {
  throw new Error('a bug');
};

/** Nothing went out and no policy says why: readers without the right to it are shown nothing of the original. */
function expectUnexplained(request: Exchange | undefined): void {
  expect(text(request?.final)).toBe('');
  expect(request?.steps).toEqual([]);
}

describe('policies on a request', () => {
  const greetOtherwise: Hooks['onRequest'] = (request, ctx) => {
    replaceIn(request, 'Hi', 'Ho');
    ctx.emit('saw_request', 'Saw the request');
    return undefined;
  };
  const later: Hooks['onRequest'] = async (request, ctx) => {
    await nextTurn();
    return greetOtherwise(request, ctx);
  };

  test.each([
    ['at once', greetOtherwise],
    ['in their time', later],
  ])('change what the provider gets, %s; original and change are on record', async (_when, onRequest) => {
    await start({ onRequest });
    const { callId } = await post(chat(), asked);
    const changed = asked.replace('Hi', 'Ho');
    expect(lens.provider.received[0]?.body.toString()).toBe(changed);
    const { start: recorded } = await lens.capture.ended(callId);
    expect(recorded.policies).toEqual([policyName]);
    expect(text(recorded.request.original)).toBe(asked);
    expect(text(recorded.request.final)).toBe(changed);
    expect(recorded.request.steps.map(({ policy, body }) => [policy, text(body)])).toEqual([[policyName, changed]]);
    expect(recorded.events).toMatchObject([{ type: 'saw_request', policy: policyName, phase: 'request' }]);
  });

  test('that change nothing leave the bytes as they came', async () => {
    await start({ onRequest: () => undefined });
    await post(chat(), `  ${asked}\n`);
    expect(lens.provider.received[0]?.body.toString()).toBe(`  ${asked}\n`);
  });

  test.each(['request', 'answer'] as const)('read a %s behind a byte order mark', async (which) => {
    const marked = (text: string): string => `\ufeff${text}`;
    const hook: NonNullable<Hooks['onRequest']> = (message) => {
      replaceIn(message, 'Hi', 'Ho');
      replaceIn(message, 'Hello', 'Hullo');
    };
    await start({ onRequest: hook, onResponse: hook }, json(which === 'answer' ? marked(answered) : answered));
    const answer = await post(chat(), which === 'request' ? marked(asked) : asked);
    expect(lens.provider.received[0]?.body.toString()).toBe(asked.replace('Hi', 'Ho'));
    expect(answer.body).toBe(answered.replace('Hello', 'Hullo'));
  });

  test('never read another one of two keys than the provider: such a request is refused, in words and without its text', async () => {
    const onRequest = jest.fn();
    await start({ onRequest });
    const twice = [
      asked.replace('"content"', '"content":"quokka",\n"content"'),
      asked.replace('"content"', '"c\\u006fntent":"quokka","content"'),
      asked.replace('"content"', '"__proto__":{"a":"quokka"},"__proto__":{},"content"'),
      asked.replace('{', '{"model":"quokka",'),
    ];
    for (const body of twice) {
      const answer = await post(chat(), body);
      expect([answer.status, JSON.parse(answer.body)]).toMatchObject([400, { error: { code: 'repeated_key' } }]);
      expect(answer.body).toMatch(/at line \d, column \d+/);
      expect(answer.body).not.toContain('quokka');
      expect((await lens.capture.ended(answer.callId)).end.errorType).toBe('repeated_key');
    }
    expect(onRequest).not.toHaveBeenCalled();
    expect(lens.provider.received).toHaveLength(0);
  });

  /** A server that leaves such bytes out, or reads two of them as a letter, has another text than the policies. */
  const inLatin = (text: string): Buffer => Buffer.from(text, 'latin1');

  test('never read other letters than the provider: a request that is no UTF-8 is refused', async () => {
    const onRequest = jest.fn();
    await start({ onRequest });
    for (const content of ['H\xffi', 'H\xc1\x80i', 'H\xed\xa0\x80i', 'H\xe2\x82']) {
      const answer = await post(chat(), inLatin(asked.replace('Hi', content)));
      expect([answer.status, JSON.parse(answer.body)]).toMatchObject([400, { error: { code: 'not_utf8' } }]);
    }
    expect(onRequest).not.toHaveBeenCalled();
    expect(lens.provider.received).toHaveLength(0);
  });

  test('never read other letters than the client: an answer that is no UTF-8 is refused', async () => {
    await start({ onResponse: () => undefined }, json(inLatin(answered.replace('Hello', 'quo\xffkka'))));
    const answer = await post(chat(), asked);
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([502, { error: { code: 'unreadable_response' } }]);
  });

  test('never allow an answer in which the client could read another one of two keys', async () => {
    const answer = answered.replace('"content"', '"content":"quokka","content"');
    await start({ onResponse: () => undefined }, json(answer));
    const told = await post(chat(), asked);
    expect(told.status).toBe(502);
    expect(JSON.parse(told.body)).toMatchObject({ error: { code: 'unreadable_response' } });
    expect(told.body).not.toContain('quokka');
  });

  test('read a compressed one; once changed it goes on uncompressed', async () => {
    await start({ onRequest: greetOtherwise });
    await post(chat(), gzipSync(asked), { authorization: 'Bearer k', 'content-encoding': 'gzip' });
    expect(lens.provider.received[0]?.body.toString()).toBe(asked.replace('Hi', 'Ho'));
    expect(lens.provider.received[0]?.headers).not.toHaveProperty('content-encoding');
  });

  test('may change the model; both are on record', async () => {
    await start({ onRequest: ({ body }) => void (body['model'] = 'gpt-5-mini') });
    const { callId } = await post(chat(), asked);
    const { start: recorded } = await lens.capture.ended(callId);
    expect(recorded).toMatchObject({ requestedModel: 'gpt-5', finalModel: 'gpt-5-mini' });
  });

  test.each([
    ['at once', () => noWay],
    ['in their time', () => nextTurn().then(() => noWay)],
  ])('block it %s: the provider is not called', async (_when, onRequest) => {
    await start({ onRequest });
    const answer = await post(chat(), asked);
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body)).toMatchObject({ error: { message: 'No way.', code: 'policy_blocked' } });
    expect(answer.headers['x-should-retry']).toBe('false');
    expect(lens.provider.received).toHaveLength(0);
    expect((await lens.capture.ended(answer.callId)).end).toMatchObject({
      status: 'blocked',
      errorType: 'policy_blocked',
      httpStatus: 403,
      upstreamStatus: null,
    });
  });

  test('that redact and block it: nothing went out, and all of it may be secret', async () => {
    await start({ redacts: true, onRequest: () => noWay });
    const { callId } = await post(chat(), asked);
    const { request } = (await lens.capture.ended(callId)).start;
    expect(text(request.final)).toBe('');
    expect(request.steps).toEqual([{ policy: policyName, redacts: true, body: Buffer.alloc(0) }]);
  });

  test('that fail stop the call; the client and the operator are told, neither what the error says', async () => {
    await start({ onRequest: throwABug });
    const answer = await post(chat(), asked);
    expect(answer.status).toBe(500);
    expect(answer.body).toContain(`The policy ${policyName} failed`);
    expect(lens.errors.join()).toContain(answer.callId);
    expect(lens.provider.received).toHaveLength(0);
    const { start: recorded, end } = await lens.capture.ended(answer.callId);
    expect(end).toMatchObject({ status: 'blocked', errorType: 'policy_error' });
    expect(recorded.events).toMatchObject([{ type: 'policy.failed', details: { hook: 'onRequest' } }]);
    expect(answer.body + lens.errors.join() + JSON.stringify(recorded.events)).not.toContain('a bug');
  });

  test('whose chain breaks stop the call', async () => {
    await start({}, undefined, { breakChain: (chain) => ({ ...chain, onRequest: throwABug }) });
    const answer = await post(chat(), asked);
    expect(answer.status).toBe(500);
    expect(lens.errors.join()).toContain(answer.callId);
    expect(answer.body + lens.errors.join()).not.toContain('a bug');
    expect(lens.provider.received).toHaveLength(0);
    const { start: recorded, end } = await lens.capture.ended(answer.callId);
    expect(end).toMatchObject({ status: 'blocked', errorType: 'policy_error' });
    expect(text(recorded.request.original)).toBe(asked);
    expectUnexplained(recorded.request);
  });

  test.each([
    ['is no JSON', '{"model":"gpt-5","pin":4711'],
    ['names no model', '{"pin":4711}'],
  ])('can tell no secrets of one that %s: none of it is shown', async (_why, body) => {
    await start({});
    const { callId } = await post(chat(), body);
    const { request } = (await lens.capture.ended(callId)).start;
    expect(text(request.original)).toBe(body);
    expectUnexplained(request);
  });

  test('learn that the client left', async () => {
    const moments: string[] = [];
    await start({
      async onRequest(_request, { signal }) {
        const told = new Promise((resolve) => signal.addEventListener('abort', resolve));
        moments.push('asked');
        await told;
        moments.push('told');
        return undefined;
      },
    });
    const req = httpRequest(chat(), { method: 'POST', headers: { authorization: 'Bearer k' } });
    req.on('error', () => undefined).end(asked);
    await until(() => moments.includes('asked'));
    req.destroy();
    await until(() => moments.includes('told'));
    const { start: recorded, end } = await lens.capture.only();
    expect(end.status).toBe('aborted');
    expectUnexplained(recorded.request);
    expect(lens.provider.received).toHaveLength(0);
  });
});

describe('policies on a whole response', () => {
  const hideName: Hooks['onResponse'] = (response, ctx) => {
    replaceIn(response, 'there', '[NAME]');
    ctx.emit('saw_response', 'Saw the response');
    return undefined;
  };

  test('change what the client gets; original and change are on record', async () => {
    await start({ onResponse: hideName });
    const answer = await post(chat(), asked);
    const changed = answered.replace('there', '[NAME]');
    expect(answer.body).toBe(changed);
    expect(answer.headers['content-length']).toBe(String(changed.length));
    const { end } = await lens.capture.ended(answer.callId);
    expect(text(end.response?.original)).toBe(answered);
    expect(text(end.response?.final)).toBe(changed);
    expect(end.response?.steps).toHaveLength(1);
    expect(end.events).toMatchObject([{ type: 'saw_response', phase: 'response' }]);
  });

  test('that change nothing leave the bytes as they came', async () => {
    const odd = ` ${answered}\n\n`;
    await start({ onResponse: () => nextTurn().then(() => undefined) }, json(odd));
    const answer = await post(chat(), asked);
    expect(answer.body).toBe(odd);
    expect((await lens.capture.ended(answer.callId)).end.response?.final).toBeNull();
  });

  test('block it: the client gets the refusal, the record keeps what was blocked', async () => {
    await start({ onResponse: () => nextTurn().then(() => noWay) });
    const answer = await post(chat(), asked);
    expect(answer.status).toBe(403);
    expect(answer.body).not.toContain('there');
    const { end } = await lens.capture.ended(answer.callId);
    expect(end).toMatchObject({ status: 'blocked', httpStatus: 403, upstreamStatus: 200 });
    expect(text(end.response?.original)).toBe(answered);
    expect(text(end.response?.final)).toBe(answer.body);
    expect(end.response?.steps).toEqual([{ policy: policyName, redacts: false, body: Buffer.from(answer.body) }]);
  });

  describe("of the provider's errors", () => {
    const error = JSON.stringify({ error: { message: 'no model of there', type: 't' } });
    const redacting = { onResponse: hideName, redacts: true };

    test('see none that do not redact', async () => {
      await start({ onResponse: () => noWay }, json(error, 404));
      const answer = await post(chat(), asked);
      expect([answer.status, answer.body]).toEqual([404, error]);
    });

    test('rewrite them where they redact, and the call is told of in what the client got', async () => {
      await start(redacting, json(error, 404));
      const answer = await post(chat(), asked);
      expect([answer.status, answer.body]).toEqual([404, error.replace('there', '[NAME]')]);
      const { end } = await lens.capture.ended(answer.callId);
      expect(end).toMatchObject({ status: 'provider_error', errorMessage: 'no model of [NAME]', httpStatus: 404 });
      expect(end.response?.steps).toMatchObject([{ policy: policyName, redacts: true }]);
    });

    test('leave one in which nothing is replaced as it came', async () => {
      const other = ` ${error.replace('there', 'mine')} `;
      await start(redacting, json(other, 429));
      const answer = await post(chat(), asked);
      expect([answer.status, answer.body]).toEqual([429, other]);
    });

    const page = (body: string | Buffer) => (res: ServerResponse) =>
      void res.writeHead(503, { 'content-type': 'text/html', 'retry-after': '7' }).end(body);
    const inUtf16 = Buffer.from('<p>there</p>', 'utf16le');

    test('rewrite a page, too', async () => {
      await start(redacting, page('<p>there</p>'));
      const answer = await post(chat(), asked);
      expect([answer.status, answer.headers['retry-after'], answer.body]).toEqual([503, '7', '<p>[NAME]</p>']);
    });

    test('keep one that they can not read from the client, but for its status and pause', async () => {
      await start(redacting, page(inUtf16));
      const answer = await post(chat(), asked);
      expect(answer.status).toBe(503);
      expect(answer.headers['retry-after']).toBe('7');
      expect(answer.headers).not.toHaveProperty('x-should-retry');
      expect(JSON.parse(answer.body)).toMatchObject({ error: { code: 'unreadable_response' } });
      const { end } = await lens.capture.ended(answer.callId);
      expect(end).toMatchObject({ status: 'blocked', upstreamStatus: 503, errorType: 'unreadable_response' });
      expect(end.events).toMatchObject([{ type: 'policy.unread_refused' }]);
      expect(end.response?.steps).toMatchObject([{ policy: policyName, redacts: true }]);
    });

    test('pass it with limits.unread: pass', async () => {
      await start(redacting, page(inUtf16), { limits: { unread: 'pass' } });
      const answer = await post(chat(), asked);
      expect([answer.status, answer.body]).toEqual([503, inUtf16.toString()]);
    });
  });

  test.each([
    ['text', 'hello'],
    ['an array', '[1]'],
    ['nothing', ''],
  ])('that can not read it let nothing through: %s', async (_what, body) => {
    await start({ onResponse: () => undefined }, json(body));
    const answer = await post(chat(), asked);
    expect(answer.status).toBe(502);
    expect((await lens.capture.ended(answer.callId)).end).toMatchObject({
      status: 'upstream_failed',
      errorType: 'unreadable_response',
    });
  });

  test('read a compressed one; once changed it goes back uncompressed', async () => {
    await start({ onResponse: hideName }, (res) => {
      res
        .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip', etag: '"1"' })
        .end(gzipSync(answered));
    });
    const answer = await post(chat(), asked);
    expect(answer.body).toBe(answered.replace('there', '[NAME]'));
    expect(answer.headers).not.toHaveProperty('content-encoding');
    expect(answer.headers).not.toHaveProperty('etag');
  });

  test.each<[string, TestGatewayOptions]>([
    ['that fail', { policy: { onResponse: () => Promise.reject(new Error('a bug')) } }],
    ['whose chain breaks', { breakChain: (chain) => ({ ...chain, onResponse: throwABug }) }],
  ])('%s let nothing through', async (_how, options) => {
    await start({}, undefined, options);
    const answer = await post(chat(), asked);
    expect(answer.status).toBe(500);
    expect(answer.body).not.toContain('there');
    const { end } = await lens.capture.ended(answer.callId);
    expect(end).toMatchObject({ status: 'blocked', errorType: 'policy_error' });
    expect(text(end.response?.final)).toBe(answer.body);
    expect(lens.errors.join()).toContain(answer.callId);
    expect(lens.errors.join()).not.toContain('a bug');
  });
});

describe('paths that only pass through', () => {
  test('have no policies', async () => {
    await start({ onRequest: () => noWay, onResponse: () => noWay, onStreamEvent: () => noWay }, json(anthropicAnswer));
    const answer = await post(`${lens.url}/v1/responses`, { model: 'gpt-5', input: 'Hi' });
    expect(answer.status).toBe(200);
    expect((await lens.capture.ended(answer.callId)).start.policies).toEqual([]);
  });
});

import { request as httpRequest } from 'node:http';
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

describe('paths that only pass through', () => {
  test('have no policies', async () => {
    await start({ onRequest: () => noWay, onResponse: () => noWay, onStreamEvent: () => noWay }, json(anthropicAnswer));
    const answer = await post(`${lens.url}/v1/responses`, { model: 'gpt-5', input: 'Hi' });
    expect(answer.status).toBe(200);
    expect((await lens.capture.ended(answer.callId)).start.policies).toEqual([]);
  });
});

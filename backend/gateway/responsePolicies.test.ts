import { type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { noWay, policyName, replaceIn, type Hooks } from './testing/policies';
import { post } from './testing/rawClient';
import { json } from './testing/standInProvider';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from './testing/startTestGateway';
import { openaiAnswer, openaiRequest } from './testing/wire';

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

import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Exchange } from '../call';
import { sideOf } from './testing/collectCapture';
import { inlineChain, inlineName, noWay, type InlinePolicy } from './testing/inlineChain';
import { post, readThenLeave } from './testing/rawClient';
import { cutSse, json, silence, sse } from './testing/standInProvider';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from './testing/startTestGateway';
import { anthropicAnswer, openaiAnswer, openaiRequest, openaiStream } from './testing/wire';

let lens: TestGateway;
const start = async (
  policy: InlinePolicy,
  answer = json(openaiAnswer),
  more: TestGatewayOptions = {},
): Promise<void> => {
  lens = await startTestGateway(answer, { chain: inlineChain(policy), ...more });
};
afterEach(() => lens.stop());

const chat = (): string => `${lens.url}/v1/chat/completions`;
const text = (bytes: Uint8Array | null | undefined): string | null => (bytes ? Buffer.from(bytes).toString() : null);
const asked = JSON.stringify(openaiRequest);
const answered = JSON.stringify(openaiAnswer);
const later = async <T>(value: T): Promise<T> => {
  await wait(5);
  return value;
};

/** Nothing went out and no policy says why: readers without the right to it are shown nothing of the original. */
function expectUnexplained(request: Exchange | undefined): void {
  expect(text(request?.final)).toBe('');
  expect(request?.steps).toEqual([]);
}

describe('policies on a request', () => {
  test.each([
    ['at once', (body: string) => body.replace('Hi', 'Ho')],
    ['in their time', (body: string) => later(body.replace('Hi', 'Ho'))],
  ])('change what the provider gets, %s; original and change are on record', async (_when, request) => {
    await start({ request });
    const { callId } = await post(chat(), asked);
    const changed = asked.replace('Hi', 'Ho');
    expect(lens.provider.received[0]?.body.toString()).toBe(changed);
    const { start: recorded } = await lens.capture.ended(callId);
    expect(recorded.policies).toEqual([inlineName]);
    expect(text(recorded.request.original)).toBe(asked);
    expect(text(recorded.request.final)).toBe(changed);
    expect(recorded.request.steps.map(({ policy, body }) => [policy, text(body)])).toEqual([[inlineName, changed]]);
    expect(recorded.events).toMatchObject([{ type: 'saw_request', phase: 'request' }]);
  });

  test('that change nothing leave the bytes as they came', async () => {
    await start({ request: (body) => body });
    await post(chat(), `  ${asked}\n`);
    expect(lens.provider.received[0]?.body.toString()).toBe(`  ${asked}\n`);
  });

  test('read a compressed one; once changed it goes on uncompressed', async () => {
    await start({ request: (body) => body.replace('Hi', 'Ho') });
    await post(chat(), gzipSync(asked), { authorization: 'Bearer k', 'content-encoding': 'gzip' });
    expect(lens.provider.received[0]?.body.toString()).toBe(asked.replace('Hi', 'Ho'));
    expect(lens.provider.received[0]?.headers).not.toHaveProperty('content-encoding');
  });

  test('may change the model; both are on record', async () => {
    await start({ request: (body) => body.replace('gpt-5', 'gpt-5-mini') });
    const { callId } = await post(chat(), asked);
    const { start: recorded } = await lens.capture.ended(callId);
    expect(recorded).toMatchObject({ requestedModel: 'gpt-5', finalModel: 'gpt-5-mini' });
  });

  test.each([
    ['at once', () => noWay],
    ['in their time', () => later(noWay)],
  ])('block it %s: the provider is not called', async (_when, request) => {
    await start({ request });
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
    await start({ request: () => ({ ...noWay, redacts: true }) });
    const { callId } = await post(chat(), asked);
    const { request } = (await lens.capture.ended(callId)).start;
    expect(text(request.final)).toBe('');
    expect(request.steps).toEqual([{ policy: inlineName, redacts: true, body: Buffer.alloc(0) }]);
  });

  test('that break stop the call', async () => {
    await start({
      request: () => {
        throw new Error('a bug');
      },
    });
    const answer = await post(chat(), asked);
    expect(answer.status).toBe(500);
    expect(answer.body).not.toContain('a bug');
    expect(lens.errors.join()).toContain(answer.callId);
    expect(lens.errors.join()).not.toContain('a bug');
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
    let told = false;
    await start({
      request: async (body, call) => {
        await new Promise((resolve) => call.signal.addEventListener('abort', resolve));
        told = true;
        return body;
      },
    });
    const leave = readThenLeave(chat(), openaiRequest, () => true);
    const { request } = await import('node:http');
    const req = request(chat(), { method: 'POST', headers: { authorization: 'Bearer k' } });
    req.on('error', () => undefined).end(asked);
    await wait(100);
    req.destroy();
    await wait(100);
    expect(told).toBe(true);
    const left = [...lens.capture.calls.values()].find(({ end }) => end?.status === 'aborted');
    expectUnexplained(left?.start.request);
    expect(lens.provider.received).toHaveLength(0);
    await lens.gateway.close(0);
    await leave.catch(() => undefined);
  });
});

describe('policies on a whole response', () => {
  test('change what the client gets; original and change are on record', async () => {
    await start({ response: (body) => body.replace('there', '[NAME]') });
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
    await start({ response: later }, json(odd));
    const answer = await post(chat(), asked);
    expect(answer.body).toBe(odd);
    expect((await lens.capture.ended(answer.callId)).end.response?.final).toBeNull();
  });

  test('block it: the client gets the refusal, the record keeps what was blocked', async () => {
    await start({ response: () => later(noWay) });
    const answer = await post(chat(), asked);
    expect(answer.status).toBe(403);
    expect(answer.body).not.toContain('there');
    const { end } = await lens.capture.ended(answer.callId);
    expect(end).toMatchObject({ status: 'blocked', httpStatus: 403, upstreamStatus: 200 });
    expect(text(end.response?.original)).toBe(answered);
    expect(text(end.response?.final)).toBe(answer.body);
    expect(end.response?.steps).toEqual([{ policy: inlineName, redacts: false, body: Buffer.from(answer.body) }]);
  });

  test("do not see the provider's errors", async () => {
    await start({ response: () => noWay }, json({ error: { message: 'x', type: 't' } }, 404));
    expect((await post(chat(), asked)).status).toBe(404);
  });

  test.each([
    ['text', 'hello'],
    ['an array', '[1]'],
    ['nothing', ''],
  ])('that can not read it let nothing through: %s', async (_what, body) => {
    await start({ response: (it) => it }, json(body));
    const answer = await post(chat(), asked);
    expect(answer.status).toBe(502);
    expect((await lens.capture.ended(answer.callId)).end).toMatchObject({
      status: 'upstream_failed',
      errorType: 'unreadable_response',
    });
  });

  test('read a compressed one; once changed it goes back uncompressed', async () => {
    await start({ response: (body) => body.replace('there', '[NAME]') }, (res) => {
      res
        .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip', etag: '"1"' })
        .end(gzipSync(answered));
    });
    const answer = await post(chat(), asked);
    expect(answer.body).toBe(answered.replace('there', '[NAME]'));
    expect(answer.headers).not.toHaveProperty('content-encoding');
    expect(answer.headers).not.toHaveProperty('etag');
  });

  test('that break let nothing through', async () => {
    await start({ response: () => Promise.reject(new Error('a bug')) });
    const answer = await post(chat(), asked);
    expect(answer.status).toBe(500);
    expect(answer.body).not.toContain('there');
    const { end } = await lens.capture.ended(answer.callId);
    expect(end).toMatchObject({ status: 'blocked', errorType: 'policy_error' });
    expect(text(end.response?.final)).toBe(answer.body);
  });
});

describe('policies on a stream', () => {
  const shout = (chunk: string | null): string => (chunk ?? '').replace('there', 'THERE');
  const streamed = { ...openaiRequest, stream: true };
  const all = openaiStream.join('');

  test.each([
    ['at once', shout],
    ['in their time', (chunk: string | null) => later(shout(chunk))],
  ])('change what the client gets, %s; both sides are on record', async (_when, stream) => {
    await start({ stream }, sse(openaiStream, { delayMs: 0 }));
    const answer = await post(chat(), streamed);
    expect(answer.body).toBe(all.replace('there', 'THERE'));
    const call = await lens.capture.ended(answer.callId);
    expect(call.end).toMatchObject({ status: 'complete', streamed: true });
    expect(call.end.response?.final).not.toBeNull();
    expect(call.end.response?.steps).toHaveLength(1);
    expect(sideOf(call, 'upstream')).toBe(all);
    expect(sideOf(call, 'client')).toBe(answer.body);
  });

  test('that change nothing: the record says so, and when each chunk was passed on', async () => {
    await start({ stream: (chunk) => later(chunk ?? '') }, sse(openaiStream));
    const call = await lens.capture.ended((await post(chat(), streamed)).callId);
    expect(call.end.response).toMatchObject({ final: null, steps: [] });
    const last = (side: string): number =>
      Math.max(
        ...call.parts
          .filter((part) => part.side === side)
          .flatMap(({ times }) => times.filter((_, index) => index % 2 === 0)),
      );
    expect(last('client')).toBeGreaterThanOrEqual(last('upstream'));
  });

  test('that hold all of it back leave an empty client’s side on record, in case the process ends', async () => {
    await start({ stream: () => '' });
    lens.provider.answer = sse([openaiStream[0] ?? ''], { delayMs: 0, end: false });
    const leave = readThenLeave(chat(), streamed, () => false);
    const spilled = () => [...lens.capture.calls.values()].flatMap(({ parts }) => parts);
    for (let tries = 0; tries < 300 && spilled().length < 2; tries += 1) await wait(10);
    expect(spilled().map(({ side, bytes }) => [side, bytes.length > 0])).toEqual([
      ['client', false],
      ['upstream', true],
    ]);
    await lens.gateway.close(0);
    void leave;
  });

  test('may hold text back to the end', async () => {
    let held = '';
    await start({ stream: (chunk) => (chunk === null ? held : ((held += chunk), '')) }, sse(openaiStream));
    const answer = await post(chat(), streamed);
    expect(answer.body).toBe(all);
    const call = await lens.capture.ended(answer.callId);
    expect(call.end.status).toBe('complete');
    expect(sideOf(call, 'client')).toBe(all);
  });

  test('what they hold back of a cut stream comes out before its error', async () => {
    let held = '';
    await start(
      { stream: (chunk) => (chunk === null ? held : ((held += chunk), '')) },
      cutSse(openaiStream.slice(0, 3)),
    );
    const answer = await post(chat(), streamed);
    expect(answer.body.startsWith(openaiStream.slice(0, 3).join(''))).toBe(true);
    expect(answer.body).toContain('Try again');
    expect((await lens.capture.ended(answer.callId)).end.status).toBe('cut');
  });

  test.each([
    ['at once', (chunk: string | null) => (chunk?.includes('there') === true ? noWay : (chunk ?? ''))],
    ['in their time', (chunk: string | null) => later(chunk?.includes('there') === true ? noWay : (chunk ?? ''))],
    ['at the end', (chunk: string | null) => (chunk === null ? noWay : '')],
  ])('block it %s: nothing after that is passed on', async (when, stream) => {
    await start({ stream }, when === 'at the end' ? sse(openaiStream) : sse(openaiStream, { end: false }));
    const answer = await post(chat(), streamed);
    expect(answer.body).toContain('No way.');
    expect(answer.body).not.toContain('there');
    expect(answer.body).not.toContain('[DONE]');
    expect((await lens.capture.ended(answer.callId)).end).toMatchObject({
      status: 'blocked',
      errorType: 'policy_blocked',
      httpStatus: 200,
    });
    if (when !== 'at the end') await lens.provider.received[0]?.aborted;
  });

  test.each([
    [
      'at once',
      (): string => {
        throw new Error('a bug');
      },
    ],
    ['in their time', () => Promise.reject(new Error('a bug'))],
  ])('that break %s let nothing more through', async (_when, stream) => {
    await start({ stream }, sse(openaiStream));
    const answer = await post(chat(), streamed);
    expect(answer.body).not.toContain('there');
    expect(answer.body).toContain('policies failed');
    expect((await lens.capture.ended(answer.callId)).end).toMatchObject({
      status: 'blocked',
      errorType: 'policy_error',
    });
  });

  test('slow ones keep the order, also when the provider closes its connection behind its last byte', async () => {
    await start({ stream: (chunk) => later(chunk ?? '') }, (res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream', connection: 'close' });
      for (const chunk of openaiStream) res.write(chunk);
      res.end();
    });
    const answer = await post(chat(), streamed);
    expect(answer.body).toBe(all);
    expect((await lens.capture.ended(answer.callId)).end.status).toBe('complete');
  });

  test('are not passed by a compressed stream', async () => {
    await start({ stream: shout }, (res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' }).end(gzipSync(all));
    });
    const answer = await post(chat(), streamed);
    expect(answer.status).toBe(502);
    expect(answer.body).toContain('compressed');
    expect((await lens.capture.ended(answer.callId)).end).toMatchObject({
      status: 'upstream_failed',
      errorType: 'unreadable_response',
    });
  });
});

describe('paths that only pass through', () => {
  test('have no policies', async () => {
    await start({ request: () => noWay, response: () => noWay, stream: () => noWay }, json(anthropicAnswer));
    const answer = await post(`${lens.url}/v1/responses`, { model: 'gpt-5', input: 'Hi' });
    expect(answer.status).toBe(200);
    expect((await lens.capture.ended(answer.callId)).start.policies).toEqual([]);
  });
});

describe('timings', () => {
  const names = async (callId: string): Promise<string[]> => {
    const { timings } = (await lens.capture.ended(callId)).end;
    return timings.map(({ name, parent }) => (parent === -1 ? name : `${timings[parent]?.name ?? '?'} > ${name}`));
  };

  test('of a whole answer', async () => {
    await start({});
    const { callId } = await post(chat(), asked);
    expect(await names(callId)).toEqual([
      'gateway.chat_completions',
      'gateway.chat_completions > gateway.request_received',
      'gateway.chat_completions > control_plane.process_request',
      `control_plane.process_request > policy.${inlineName}`,
      'gateway.chat_completions > llm.completion',
      'gateway.chat_completions > control_plane.process_full_response',
      `control_plane.process_full_response > policy.${inlineName}`,
    ]);
    const { end } = await lens.capture.ended(callId);
    for (const { start: from, end: to, parent } of end.timings) {
      expect(from).toBeLessThanOrEqual(to);
      const around = end.timings[parent];
      if (around !== undefined && parent === 0) expect(from).toBeGreaterThanOrEqual(around.start);
      expect(to).toBeLessThanOrEqual(end.durationMs);
    }
    expect(end.timings.find(({ name }) => name === 'llm.completion')?.attributes).toMatchObject({
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-5',
      'http.response.status_code': 200,
    });
  });

  test('of a stream', async () => {
    await start({ stream: (chunk) => chunk ?? '' }, sse(openaiStream));
    const { callId } = await post(chat(), asked);
    expect((await names(callId)).slice(4)).toEqual([
      'gateway.chat_completions > llm.completion',
      'gateway.chat_completions > streaming.orchestrate',
      'gateway.chat_completions > control_plane.process_streaming_response',
      `control_plane.process_streaming_response > policy.${inlineName}`,
    ]);
  });

  test('of a call that was refused, and of one that failed', async () => {
    await start({}, silence, { upstream: { headersTimeoutMs: 50 } });
    const refused = await post(chat(), '{');
    expect(await names(refused.callId)).toEqual([
      'gateway.chat_completions',
      'gateway.chat_completions > gateway.request_received',
    ]);
    const failed = await post(chat(), asked);
    const { timings } = (await lens.capture.ended(failed.callId)).end;
    expect(timings.filter(({ error }) => error === 'timeout').map(({ name }) => name)).toEqual([
      'gateway.chat_completions',
      'llm.completion',
    ]);
  });
});

import type { ServerResponse } from 'node:http';
import {
  constants,
  createBrotliCompress,
  createDeflate,
  createDeflateRaw,
  createGzip,
  createZstdCompress,
  gzipSync,
} from 'node:zlib';
import { apply } from '@lens/core/diff';
import { callRecordOf } from '../call';
import type { ChainStream, PolicyStreamEvent } from '../policies';
import { until } from '../testing/until';
import { sideOf } from './testing/collectCapture';
import { noWay, policyName, replaceIn, type Hooks } from './testing/policies';
import { post, readThenLeave, send } from './testing/rawClient';
import { cutSse, sse, written } from './testing/standInProvider';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from './testing/startTestGateway';
import { openaiRequest, openaiStream } from './testing/wire';

let lens: TestGateway;
const start = async (policy: Hooks, answer = sse(openaiStream), more: TestGatewayOptions = {}): Promise<void> => {
  lens = await startTestGateway(answer, { policy, ...more });
};
afterEach(() => lens.stop());

const chat = (): string => `${lens.url}/v1/chat/completions`;
const streamed = { ...openaiRequest, stream: true };
const all = openaiStream.join('');
const nextTurn = () => new Promise(setImmediate);

type OnStreamEvent = NonNullable<Hooks['onStreamEvent']>;

const inTime =
  (hook: OnStreamEvent): OnStreamEvent =>
  async (event, ctx) => {
    await nextTurn();
    return hook(event, ctx);
  };

const shout: OnStreamEvent = (event) => {
  replaceIn(event, 'there', 'THERE');
  return [event];
};

/** Gives everything at the stream's end. */
function holdAll(): Hooks {
  const held: PolicyStreamEvent[] = [];
  return {
    onStreamEvent(event) {
      if (event.source.data === '[DONE]') return [event];
      held.push(event);
      return [];
    },
    onStreamEnd: () => held,
  };
}

describe('policies on a stream', () => {
  test.each([
    ['at once', shout],
    ['in their time', inTime(shout)],
  ])('change what the client gets, %s; both sides are on record', async (_when, onStreamEvent) => {
    await start({ onStreamEvent });
    const answer = await post(chat(), streamed);
    expect(answer.body).toBe(all.replace('there', 'THERE'));
    const call = await lens.capture.ended(answer.callId);
    expect(call.end).toMatchObject({ status: 'complete', streamed: true });
    expect(call.end.response?.final).not.toBeNull();
    // What the policy made of it is what was sent, and not there twice.
    expect(call.end.response?.steps).toEqual([
      { policy: policyName, redacts: false, sent: true, body: Buffer.alloc(0) },
    ]);
    const response = callRecordOf(call).response;
    const [step] = response?.steps ?? [];
    expect(step && apply(step.delta, response?.original.json ?? null)).toEqual(response?.final?.json);
    expect(response?.changes).toBe(1);
    expect(sideOf(call, 'upstream')).toBe(all);
    expect(sideOf(call, 'client')).toBe(answer.body);
  });

  test('are gone through with a part of what comes at once, and then with the rest in its order', async () => {
    let turn = 0;
    let counting = setImmediate(function count() {
      turn += 1;
      counting = setImmediate(count);
    });
    const perTurn = new Map<number, number>();
    const events = Array.from({ length: 3000 }, (_, at) => `data: ${JSON.stringify({ at, choices: [] })}\n\n`);
    const atOnce = (res: ServerResponse): void => {
      res.writeHead(200, { 'content-type': 'text/event-stream' });
      res.cork();
      for (const event of events) res.write(event);
      res.uncork();
      res.end('data: [DONE]\n\n');
    };
    await start(
      {
        onStreamEvent(event) {
          perTurn.set(turn, (perTurn.get(turn) ?? 0) + event.source.raw.length);
          return [event];
        },
      },
      atOnce,
    );
    const answer = await post(chat(), streamed);
    clearImmediate(counting);
    expect(answer.body).toBe(`${events.join('')}data: [DONE]\n\n`);
    expect(Math.max(...perTurn.values())).toBeLessThan(20_000);
  });

  test('that change nothing: the record says so, and when each chunk was passed on', async () => {
    await start({ onStreamEvent: inTime((event) => [event]) });
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
    await start({ onStreamEvent: () => [] }, sse([openaiStream[0] ?? ''], { end: false }));
    const leave = readThenLeave(chat(), streamed, () => false);
    const spilled = () => [...lens.capture.calls.values()].flatMap(({ parts }) => parts);
    await until(() => spilled().length === 2);
    expect(spilled().map(({ side, bytes }) => [side, bytes.length > 0])).toEqual([
      ['client', false],
      ['upstream', true],
    ]);
    await lens.gateway.close(0);
    void leave;
  });

  test('may hold text back to the end', async () => {
    await start(holdAll());
    const answer = await post(chat(), streamed);
    expect(answer.body).toBe(all);
    const call = await lens.capture.ended(answer.callId);
    expect(call.end.status).toBe('complete');
    expect(sideOf(call, 'client')).toBe(all);
  });

  test('what they hold back of a cut stream comes out before its error', async () => {
    await start(holdAll(), cutSse(openaiStream.slice(0, 3)));
    const answer = await post(chat(), streamed);
    expect(answer.body.startsWith(openaiStream.slice(0, 3).join(''))).toBe(true);
    expect(answer.body).toContain('Try again');
    expect((await lens.capture.ended(answer.callId)).end.status).toBe('cut');
  });

  const block = (event: PolicyStreamEvent) => (event.source.data.includes('there') ? noWay : [event]);
  test.each([
    ['at once', block],
    ['in their time', inTime(block)],
    ['at the end', (event: PolicyStreamEvent) => (event.source.data === '[DONE]' ? noWay : [])],
  ])('block it %s: nothing after that is passed on', async (when, onStreamEvent) => {
    await start({ onStreamEvent }, sse(openaiStream, { end: when === 'at the end' }));
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

  const fail = (): never => {
    throw new Error('a bug');
  };
  const failInTime = () => Promise.reject(new Error('a bug'));
  const breakStream = (push: ChainStream['push']): TestGatewayOptions => ({
    breakChain: (chain) => ({
      ...chain,
      openStream(call) {
        const stream = chain.openStream(call);
        return stream === null ? null : { ...stream, push };
      },
    }),
  });

  test.each<[string, string, TestGatewayOptions]>([
    ['that fail at once', `The policy ${policyName} failed`, { policy: { onStreamEvent: fail } }],
    ['that fail in their time', `The policy ${policyName} failed`, { policy: { onStreamEvent: failInTime } }],
    ['whose chain breaks at once', 'policies failed', breakStream(fail)],
    ['whose chain breaks in its time', 'policies failed', breakStream(failInTime)],
  ])('%s let nothing more through', async (_how, told, options) => {
    await start({ onStreamEvent: (event) => [event] }, undefined, options);
    const answer = await post(chat(), streamed);
    expect(answer.body).not.toContain('there');
    expect(answer.body).toContain(told);
    expect(lens.errors.join()).toContain(answer.callId);
    expect((await lens.capture.ended(answer.callId)).end).toMatchObject({
      status: 'blocked',
      errorType: 'policy_error',
    });
    expect(lens.errors.join()).not.toContain('a bug');
  });

  test('slow ones keep the order, also when the provider closes its connection behind its last byte', async () => {
    await start({ onStreamEvent: inTime((event) => [event]) }, (res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream', connection: 'close' });
      for (const chunk of openaiStream) res.write(chunk);
      res.end();
    });
    const answer = await post(chat(), streamed);
    expect(answer.body).toBe(all);
    expect((await lens.capture.ended(answer.callId)).end.status).toBe('complete');
  });
});

describe('a stream that came compressed', () => {
  const compressions = {
    gzip: createGzip,
    'x-gzip': createGzip,
    deflate: createDeflate,
    'deflate ': createDeflateRaw,
    br: createBrotliCompress,
    zstd: createZstdCompress,
  };
  const encoded = { 'content-type': 'text/event-stream', etag: '"x"' };

  test.each(Object.entries(compressions))(
    'as %p is read as it comes, goes on decompressed, and is recorded so',
    async (encoding, createCompressor) => {
      let goOn = (): void => undefined;
      await start({ onStreamEvent: shout }, async (res) => {
        res.writeHead(200, { ...encoded, 'content-encoding': encoding.trim() });
        const compressor = createCompressor();
        compressor.pipe(res);
        compressor.write(openaiStream.slice(0, 2).join(''));
        compressor.flush();
        await new Promise<void>((resolve) => (goOn = resolve));
        compressor.end(openaiStream.slice(2).join(''));
      });
      const answer = await send(chat(), {
        body: JSON.stringify(streamed),
        onData: (read) => read.includes('Hello') && goOn(),
      });
      expect(answer.body).toBe(all.replace('there', 'THERE'));
      expect(answer.headers).not.toHaveProperty('content-encoding');
      const call = await lens.capture.ended(answer.callId);
      expect(call.end.status).toBe('complete');
      const { original, final } = callRecordOf(call).response ?? {};
      expect([original?.raw.toString(), final?.raw.toString()]).toEqual([all, answer.body]);
    },
  );

  test('and is cut keeps what had come, and ends with the error', async () => {
    await start({ onStreamEvent: shout }, async (res) => {
      const half = gzipSync(openaiStream.slice(0, 3).join(''), { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -8);
      await written(res.writeHead(200, { ...encoded, 'content-encoding': 'gzip' }), half);
      res.destroy();
    });
    const answer = await post(chat(), streamed);
    expect(answer.body).toContain('Hello');
    expect(answer.body).toContain('connection_lost');
    expect((await lens.capture.ended(answer.callId)).end).toMatchObject({ status: 'cut', streamed: true });
  });

  test.each([
    ['is damaged', 'gzip', Buffer.from('data: not compressed at all\n\n'), 'invalid_response'],
    ['has an unknown compression', 'lzma', gzipSync(all), 'unreadable_response'],
  ])('and %s is refused or ended', async (_how, encoding, bytes, code) => {
    await start({ onStreamEvent: shout }, (res) => {
      res.writeHead(200, { ...encoded, 'content-encoding': encoding }).end(bytes);
    });
    const answer = await post(chat(), streamed);
    expect(answer.body).toContain(code);
    expect((await lens.capture.ended(answer.callId)).end.errorType).toBe(code);
  });

  test('and grows beyond all measure is ended, and counted', async () => {
    const answer = (res: ServerResponse): void => {
      const bytes = gzipSync(`${openaiStream[0] ?? ''}: ${' '.repeat(200_000)}\n\n${all}`);
      res.writeHead(200, { ...encoded, 'content-encoding': 'gzip' }).end(bytes);
    };
    await start({ onStreamEvent: shout }, answer, { limits: { responseBytes: 100_000 } });
    const { body, callId } = await post(chat(), streamed);
    expect(body).toContain('limits.response_bytes');
    expect(body).not.toContain('[DONE]');
    expect((await lens.capture.ended(callId)).end.errorType).toBe('response_too_large');
    expect(lens.gateway.limitsHit.response_too_large).toBe(1);
  });

  test('goes on as it came where no policy looks at streams', async () => {
    const bytes = gzipSync(all);
    await start({ onRequest: () => undefined }, (res) => {
      res.writeHead(200, { ...encoded, 'content-encoding': 'gzip' }).end(bytes);
    });
    const answer = await post(chat(), streamed);
    expect(answer.headers['content-encoding']).toBe('gzip');
  });
});

import { request } from 'node:http';
import type { BegunCall, CallListener, EndedCall, PolicyEvent } from '../call';
import { until } from '../testing/until';
import type { Hooks } from './testing/policies';
import { post } from './testing/rawClient';
import { json, silence, sse } from './testing/standInProvider';
import { startTestGateway, type TestGateway } from './testing/startTestGateway';
import { openaiAnswer, openaiRequest, openaiStream } from './testing/wire';

type Told =
  | { moment: 'began'; call: BegunCall }
  | { moment: 'policyEvent'; call: BegunCall; event: PolicyEvent }
  | { moment: 'ended'; call: BegunCall; ending: EndedCall };

interface Following extends CallListener {
  told: Told[];
  moments(): string[];
  /** How the only call so far ended, once it has. */
  ending(): Promise<EndedCall>;
}

function following(): Following {
  const told: Told[] = [];
  return {
    name: 'following',
    told,
    began: (call) => void told.push({ moment: 'began', call }),
    policyEvent: (call, event) => void told.push({ moment: 'policyEvent', call, event }),
    ended: (call, ending) => void told.push({ moment: 'ended', call, ending }),
    moments: () => told.map(({ moment }) => moment),
    ending: () =>
      until(() => {
        const last = told.at(-1);
        return last?.moment === 'ended' && last.ending;
      }),
  };
}

let listener: Following;
let lens: TestGateway;
beforeEach(() => (listener = following()));
afterEach(() => lens.stop());
const chat = (): string => `${lens.url}/v1/chat/completions`;

describe('a listener is told', () => {
  test('that a call began, what policies said, and how it ended, with the facts that are on record', async () => {
    const policy: Hooks = {
      onResponse(_answer, ctx) {
        ctx.emit('test.seen', 'Saw the answer', { words: 2 }, 'warning');
        return undefined;
      },
    };
    lens = await startTestGateway(json(openaiAnswer), { policy, listeners: [listener] });
    const answer = await post(chat(), openaiRequest);
    const ending = await listener.ending();
    expect(listener.moments()).toEqual(['began', 'policyEvent', 'ended']);

    const { start, end } = await lens.capture.only();
    const [began, said] = listener.told;
    expect(began?.call).toMatchObject({
      callId: answer.headers['x-luthien-call-id'],
      startedAt: start.startedAt,
      traceId: start.traceId,
      spanId: start.spanId,
      operation: 'chat_completions',
      provider: 'openai',
      requestedModel: 'gpt-5',
      stream: false,
    });
    expect(said).toMatchObject({ event: end.events[0] });
    expect(end.events).toMatchObject([{ type: 'test.seen', details: { words: 2 }, severity: 'warning' }]);
    expect(ending).toMatchObject({ status: 'complete', httpStatus: 200, finalModel: 'gpt-5', streamed: false });
    expect(ending.durationMs).toBe(end.durationMs);
  });

  test('when the provider was called, gave its first chunk and ended', async () => {
    lens = await startTestGateway(sse(openaiStream), { listeners: [listener] });
    await post(chat(), { ...openaiRequest, stream: true });
    const { providerCall, durationMs, streamed } = await listener.ending();
    expect(streamed).toBe(true);
    const moments = [0, providerCall?.calledMs, providerCall?.firstByteMs, providerCall?.endedMs, durationMs];
    expect(moments).toEqual([...moments].sort((a, b) => Number(a) - Number(b)));
  });

  test('of a call that was refused before its route was known, as of any other', async () => {
    lens = await startTestGateway(json(openaiAnswer), { listeners: [listener] });
    await post(chat(), 'not json');
    expect(await listener.ending()).toMatchObject({ status: 'rejected', httpStatus: 400, providerCall: null });
    expect(listener.moments()).toEqual(['began', 'ended']);
    expect(listener.told[0]?.call).toMatchObject({ provider: null, upstream: null, requestedModel: null });
  });

  test('of a client that left', async () => {
    lens = await startTestGateway(silence, { listeners: [listener] });
    const headers = { 'content-type': 'application/json', authorization: 'Bearer sk-own' };
    const req = request(chat(), { method: 'POST', headers }).on('error', () => undefined);
    req.end(JSON.stringify(openaiRequest));
    await until(() => lens.provider.received.length > 0);
    req.destroy();
    expect(await listener.ending()).toMatchObject({ status: 'aborted', httpStatus: null });
    expect(listener.moments()).toEqual(['began', 'ended']);
  });

  test('no more of a model’s name than names have, where a body that only passes through has a longer text', async () => {
    lens = await startTestGateway(json(openaiAnswer), { listeners: [listener] });
    await post(`${lens.url}/v1/embeddings`, { model: 'm'.repeat(100_000), input: 'Say cat' });
    expect((await listener.ending()).finalModel).toBe('m'.repeat(1024));
    expect(listener.told[0]?.call.requestedModel).toBe('m'.repeat(1024));
  });

  test('with capture off too', async () => {
    lens = await startTestGateway(json(openaiAnswer), { capture: null, listeners: [listener] });
    await post(chat(), openaiRequest);
    expect((await listener.ending()).status).toBe('complete');
  });
});

describe('a listener that fails', () => {
  const broken: CallListener = {
    name: 'broken',
    began: () => {
      throw new TypeError('quotes what a caller said');
    },
    // Asynchronous, which the types do not forbid.
    ended: (): unknown => Promise.reject(new Error('too late')),
  };

  test('hurts no call and no other listener, is counted, and logged once without its message', async () => {
    lens = await startTestGateway(json(openaiAnswer), { listeners: [broken, listener] });
    for (const _ of [1, 2, 3]) expect((await post(chat(), openaiRequest)).status).toBe(200);
    await listener.ending();
    expect(listener.moments().filter((moment) => moment === 'began')).toHaveLength(3);
    await until(() => lens.gateway.stats().listenerFailures['broken'] === 6);
    expect(lens.errors).toEqual([expect.stringContaining('A listener of calls failed.')]);
    expect(lens.errors.join()).not.toContain('quotes');
  });
});

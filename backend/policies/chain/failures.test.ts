import type { JsonObject } from '@lens/core/json';
import { silentLog } from '../../log';
import type { Policy } from '../contract';
import { callOf, configured } from '../testing/calls';
import { onRequest, replaceText, request, requestBytes, requestOf, runRequest } from '../testing/requests';
import { chainOf } from './createChain';
import type { ConfiguredPolicy } from './links';

describe('a policy that fails', () => {
  const secret = 'account GX47-KLRS-90WZ';
  const failing: Record<string, Policy> = {
    throws: onRequest((message) => {
      message.body['model'] = 'half done';
      throw new TypeError(secret);
    }),
    rejects: onRequest(async (message) => {
      message.body['model'] = 'half done';
      await Promise.reject(new TypeError(secret));
    }),
    'throws what is no error': onRequest(() => {
      const thrown: unknown = secret;
      throw thrown;
    }),
    'leaves a body that is no JSON': onRequest((message) => {
      const circular: JsonObject = {};
      circular['self'] = circular;
      message.body = circular;
    }),
    'fails while it makes its state': {
      name: 'test',
      createState() {
        throw new Error(secret);
      },
      onRequest: (_message, ctx) => (ctx.state === null ? undefined : undefined),
    },
  };

  test.each(Object.entries(failing))('and %s stops the call when it fails closed', async (_what, policy) => {
    const after = jest.fn();
    const outcome = await runRequest([{ policy, onError: 'closed', timeoutMs: 30_000 }, onRequest(after)]);
    expect(outcome.blocked).toMatchObject({ policy: 'test', type: 'policy_error', status: 500 });
    expect(outcome.bytes).toBe(requestBytes);
    expect(outcome.events).toMatchObject([
      { policy: 'test', type: 'policy.failed', severity: 'error', phase: 'request' },
    ]);
    expect(after).not.toHaveBeenCalled();
  });

  test.each(Object.entries(failing))('and %s is left out when it fails open', async (_what, policy) => {
    const outcome = await runRequest([{ policy, onError: 'open', timeoutMs: 30_000 }, replaceText('cat', 'dog')]);
    expect(outcome.blocked).toBeNull();
    expect(requestOf(outcome)).toMatchObject({ model: 'gpt-5', messages: [{}, { content: 'Say dog.' }] });
    expect(outcome.events).toMatchObject([{ type: 'policy.failed', details: { on_error: 'open', hook: 'onRequest' } }]);
    expect(outcome.timings[0]).toMatchObject({ name: 'policy test', error: 'policy_error' });
  });

  test.each(Object.entries(failing))(
    'and %s leaves no text of the body in what is told about it',
    async (_what, policy) => {
      const { blocked, events, timings } = await runRequest([policy]);
      expect(JSON.stringify({ blocked, events, timings })).not.toContain('KLRS');
    },
  );

  test('says where it was thrown', async () => {
    const { events } = await runRequest([
      onRequest(() => {
        throw new RangeError(secret);
      }),
    ]);
    const place = expect.stringContaining('failures.test') as string;
    expect(events[0]?.details).toMatchObject({ error: 'RangeError', place });
  });

  test('is told to the operator: which, where and in which call', async () => {
    const error = jest.fn();
    const thrown = new RangeError(secret, { cause: Object.assign(new Error(secret), { code: 'ECONNRESET' }) });
    await runRequest([onRequest(() => Promise.reject(thrown))], { log: { ...silentLog, error } });
    const stack = expect.stringMatching(/^at .*failures\.test[^]*\ncaused by Error \(ECONNRESET\)\nat /) as string;
    const fields = { policy: 'test', hook: 'onRequest', ...callOf().logFields, err: { type: 'RangeError', stack } };
    expect(error.mock.calls).toMatchObject([[fields, 'A policy failed.']]);
  });

  test.each(Object.entries(failing))('and %s leaves no text of the body in the log', async (_what, policy) => {
    const error = jest.fn();
    await runRequest([policy], { log: { ...silentLog, error } });
    expect(error).toHaveBeenCalledTimes(1);
    expect(JSON.stringify(error.mock.calls)).not.toContain('KLRS');
  });
});

test('failures are counted by policy and reason, from zero on', async () => {
  const throwing = onRequest(() => {
    throw new Error('no');
  }, 'throwing');
  const chain = chainOf([
    { policy: throwing, onError: 'open', timeoutMs: 30_000 },
    configured({ name: 'sound', onResponse: () => undefined }),
  ]);
  for (let call = 0; call < 2; call += 1) await chain.onRequest(requestBytes, request, callOf());
  expect(chain.failures()).toEqual([
    { policy: 'throwing', hook: 'onRequest', reason: 'error', count: 2 },
    { policy: 'throwing', hook: 'onRequest', reason: 'timeout', count: 0 },
    { policy: 'sound', hook: 'onResponse', reason: 'error', count: 0 },
    { policy: 'sound', hook: 'onResponse', reason: 'timeout', count: 0 },
  ]);
});

describe('a policy that takes too long', () => {
  const slow = (onError: 'open' | 'closed', hook: NonNullable<Policy['onRequest']>): ConfiguredPolicy => ({
    policy: onRequest(hook, 'slow'),
    onError,
    timeoutMs: 10,
  });
  const never = () => new Promise<undefined>(() => undefined);

  test('stops the call when it fails closed', async () => {
    const outcome = await runRequest([slow('closed', never)]);
    expect(outcome.blocked).toMatchObject({ policy: 'slow', type: 'policy_timeout', status: 504 });
    expect(outcome.events).toMatchObject([{ type: 'policy.timed_out', details: { limit_ms: 10 } }]);
    expect(outcome.timings).toMatchObject([{ name: 'policy slow', error: 'policy_timeout' }]);
  });

  test('is left out with all it does later when it fails open', async () => {
    let wake: () => void = () => undefined;
    const outcome = await runRequest([
      slow('open', async (message) => {
        await new Promise<void>((resolve) => (wake = resolve));
        message.body['model'] = 'late';
      }),
    ]);
    wake();
    await new Promise(setImmediate);
    expect(outcome.bytes).toBe(requestBytes);
    expect(outcome.events).toMatchObject([{ type: 'policy.timed_out' }]);
  });

  test('is told by its signal', async () => {
    let signal: AbortSignal | undefined;
    await runRequest([
      slow('open', (_message, ctx) => {
        signal = ctx.signal;
        return never();
      }),
    ]);
    expect(signal?.aborted).toBe(true);
  });

  test('is told to the operator with its limit', async () => {
    const error = jest.fn();
    await runRequest([slow('open', never)], { log: { ...silentLog, error } });
    const fields = { policy: 'slow', hook: 'onRequest', limit_ms: 10, on_error: 'open' };
    expect(error.mock.calls).toMatchObject([[fields, 'A policy took too long.']]);
  });

  test('has failed also when it never let go of the thread', async () => {
    let now = 0;
    const outcome = await runRequest([slow('closed', () => void (now += 50))], {}, { ...callOf(), now: () => now });
    expect(outcome.blocked).toMatchObject({ type: 'policy_timeout' });
  });
});

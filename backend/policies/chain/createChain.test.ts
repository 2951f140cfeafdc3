import type { JsonObject } from '@lens/core/json';
import type { ChainCall, ChainOutcome } from '../chain.types';
import type { Policy, PolicyMessage } from '../contract';
import { callOf, configured } from '../testing/calls';
import { chainOf, type ChainOptions } from './createChain';
import type { ConfiguredPolicy } from './links';

const request = {
  model: 'gpt-5',
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Say cat.' },
  ],
};
/** With the spaces that JSON.stringify would not write. */
const bytes = Buffer.from(JSON.stringify(request, null, 1));

async function run(policies: (Policy | ConfiguredPolicy)[], options: ChainOptions = {}, call: ChainCall = callOf()) {
  const chain = chainOf(policies.map(configured), options);
  return chain.onRequest(bytes, JSON.parse(bytes.toString()) as JsonObject, call);
}

const bodyOf = (outcome: ChainOutcome): unknown => JSON.parse(outcome.bytes.toString());

function onRequest(hook: NonNullable<Policy['onRequest']>, name = 'test'): Policy {
  return { name, onRequest: hook };
}

const replaceText = (from: string, to: string, name = `${from} to ${to}`) =>
  onRequest((message) => {
    for (const segment of message.texts()) {
      if (segment.text.includes(from)) segment.replace(segment.text.replace(from, to));
    }
  }, name);

describe('a body that no policy changes', () => {
  const unchanging: Record<string, Policy> = {
    'does nothing': onRequest(() => undefined),
    'reads the texts': onRequest((message) => void [...message.texts()].map(({ text }) => text)),
    'reads the body': onRequest(({ body }) => void JSON.stringify(body)),
    'replaces a text by itself': replaceText('cat', 'cat'),
    'writes the same value again': onRequest(({ body }) => void (body['model'] = 'gpt-5')),
    'replaces the body by an equal one': onRequest((message) => void (message.body = { ...message.body })),
    'has no hook': { name: 'none' },
  };

  test.each(Object.entries(unchanging))('is the very same buffer after a policy that %s', async (_what, policy) => {
    const outcome = await run([policy]);
    expect(outcome.bytes).toBe(bytes);
    expect(outcome.steps).toEqual([]);
    expect(outcome.body).toEqual(request);
  });
});

describe('a body that policies change', () => {
  const changing: Record<string, Policy> = {
    'writing into the body': onRequest(({ body }) => void (body['model'] = 'other')),
    'replacing the body': onRequest((message) => void (message.body = { model: 'other' })),
    'adding a key that objects inherit': onRequest((message) => {
      message.body = JSON.parse('{"__proto__": {"polluted": true}}') as JsonObject;
    }),
  };

  test.each(Object.entries(changing))('is written anew after %s', async (_what, policy) => {
    const outcome = await run([policy]);
    expect(outcome.bytes).not.toBe(bytes);
    expect(bodyOf(outcome)).not.toEqual(request);
    expect(outcome.steps).toEqual([{ policy: 'test', redacts: false, body: outcome.bytes }]);
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  test('passes from policy to policy, and each one that changed it leaves the body after it', async () => {
    const secret: Policy = { ...replaceText('dog', 'fish', 'second'), redacts: true };
    const outcome = await run([
      replaceText('cat', 'dog', 'first'),
      onRequest(() => undefined, 'idle'),
      secret,
      replaceText('no such text', '', 'last'),
    ]);
    const contents = outcome.steps.map(
      ({ body }) => (JSON.parse(body.toString()) as typeof request).messages[1]?.content,
    );
    expect(outcome.steps.map(({ policy, redacts }) => [policy, redacts])).toEqual([
      ['first', false],
      ['second', true],
    ]);
    expect(contents).toEqual(['Say dog.', 'Say fish.']);
    expect(outcome.bytes).toBe(outcome.steps[1]?.body);
    expect(outcome.body).toEqual(bodyOf(outcome));
  });

  test('keeps what a policy wrote into the body and into a text it had read before', async () => {
    const outcome = await run([
      onRequest((message) => {
        const [first] = message.texts();
        message.body['user'] = 'u1';
        first?.replace('Be long.');
      }),
    ]);
    expect(bodyOf(outcome)).toMatchObject({ user: 'u1', messages: [{ content: 'Be long.' }, {}] });
  });
});

describe('the original', () => {
  test('stays as it was whatever a policy does to its argument, also after its call', async () => {
    const before = Buffer.from(bytes);
    let kept: PolicyMessage | undefined;
    const vandal = onRequest((message) => {
      kept = message;
      message.body['messages'] = [];
      for (const key of Object.keys(message.body)) Reflect.deleteProperty(message.body, key);
    }, 'vandal');
    const chain = chainOf(
      [vandal, onRequest(({ body }) => void (body['seen'] = Object.keys(body).length))].map(configured),
    );
    const body = JSON.parse(bytes.toString()) as JsonObject;

    const outcome = await chain.onRequest(bytes, body, callOf());
    if (kept !== undefined) kept.body['late'] = true;

    expect(bytes.equals(before)).toBe(true);
    expect(body).toEqual(request);
    expect(bodyOf(outcome)).toEqual({ seen: 0 });
    expect(outcome.body).toEqual({ seen: 0 });
  });

  test('is not what a later policy gets when an earlier one changed the body', async () => {
    const seen: unknown[] = [];
    await run([
      replaceText('cat', 'dog'),
      onRequest((message) => void seen.push(...[...message.texts()].map((s) => s.text))),
    ]);
    expect(seen).toEqual(['Be brief.', 'Say dog.']);
  });
});

describe('a policy that fails', () => {
  const secret = 'account 1234-5678-9012';
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
    const outcome = await run([{ policy, onError: 'closed', timeoutMs: 1000 }, onRequest(after)]);
    expect(outcome.blocked).toMatchObject({ policy: 'test', type: 'policy_error', status: 500 });
    expect(outcome.bytes).toBe(bytes);
    expect(outcome.events).toMatchObject([
      { policy: 'test', type: 'policy.failed', severity: 'error', phase: 'request' },
    ]);
    expect(after).not.toHaveBeenCalled();
  });

  test.each(Object.entries(failing))('and %s is left out when it fails open', async (_what, policy) => {
    const outcome = await run([{ policy, onError: 'open', timeoutMs: 1000 }, replaceText('cat', 'dog')]);
    expect(outcome.blocked).toBeNull();
    expect(bodyOf(outcome)).toMatchObject({ model: 'gpt-5', messages: [{}, { content: 'Say dog.' }] });
    expect(outcome.events).toMatchObject([{ type: 'policy.failed', details: { on_error: 'open', hook: 'onRequest' } }]);
    expect(outcome.timings[0]).toMatchObject({ name: 'policy test', error: 'policy_error' });
  });

  test.each(Object.entries(failing))(
    'and %s leaves no text of the body in what is told about it',
    async (_what, policy) => {
      const { blocked, events, timings } = await run([policy]);
      expect(JSON.stringify({ blocked, events, timings })).not.toContain('1234');
    },
  );

  test('says where it was thrown', async () => {
    const { events } = await run([
      onRequest(() => {
        throw new RangeError(secret);
      }),
    ]);
    const place = expect.stringContaining('createChain.test') as string;
    expect(events[0]?.details).toMatchObject({ error: 'RangeError', place });
  });

  test('tells whoever asked for its cause', async () => {
    const onFailure = jest.fn();
    const error = new Error('why');
    await run([onRequest(() => Promise.reject(error))], { onFailure });
    expect(onFailure).toHaveBeenCalledWith({ policy: 'test', callId: callOf().callId, cause: error });
  });
});

describe('a policy that takes too long', () => {
  const slow = (onError: 'open' | 'closed', hook: NonNullable<Policy['onRequest']>): ConfiguredPolicy => ({
    policy: onRequest(hook, 'slow'),
    onError,
    timeoutMs: 10,
  });
  const never = () => new Promise<undefined>(() => undefined);

  test('stops the call when it fails closed', async () => {
    const outcome = await run([slow('closed', never)]);
    expect(outcome.blocked).toMatchObject({ policy: 'slow', type: 'policy_timeout', status: 504 });
    expect(outcome.events).toMatchObject([{ type: 'policy.timed_out', details: { limit_ms: 10 } }]);
    expect(outcome.timings).toMatchObject([{ name: 'policy slow', error: 'policy_timeout' }]);
  });

  test('is left out with all it does later when it fails open', async () => {
    let wake: () => void = () => undefined;
    const outcome = await run([
      slow('open', async (message) => {
        await new Promise<void>((resolve) => (wake = resolve));
        message.body['model'] = 'late';
      }),
    ]);
    wake();
    await new Promise(setImmediate);
    expect(outcome.bytes).toBe(bytes);
    expect(outcome.events).toMatchObject([{ type: 'policy.timed_out' }]);
  });

  test('is told by its signal', async () => {
    let signal: AbortSignal | undefined;
    await run([
      slow('open', (_message, ctx) => {
        signal = ctx.signal;
        return never();
      }),
    ]);
    expect(signal?.aborted).toBe(true);
  });

  test('has failed also when it never let go of the thread', async () => {
    let now = 0;
    const outcome = await run([slow('closed', () => void (now += 50))], {}, { ...callOf(), now: () => now });
    expect(outcome.blocked).toMatchObject({ type: 'policy_timeout' });
  });
});

describe('a policy that blocks', () => {
  test('gives the client its message and status, and no later policy runs', async () => {
    const after = jest.fn();
    const outcome = await run([onRequest(() => ({ block: { message: 'Not today.', status: 451 } })), onRequest(after)]);
    expect(outcome.blocked).toMatchObject({
      policy: 'test',
      type: 'policy_blocked',
      message: 'Not today.',
      status: 451,
    });
    expect(outcome.events).toMatchObject([{ policy: 'test', type: 'policy.blocked', details: { status: 451 } }]);
    expect(after).not.toHaveBeenCalled();
  });

  test.each([undefined, 200, 99, 4.5, 600])('is a 403 where the status is %s', async (status) => {
    const block = { message: 'No.', ...(status === undefined ? {} : { status }) };
    const { blocked } = await run([onRequest(() => Promise.resolve({ block }))]);
    expect(blocked?.status).toBe(403);
  });

  const malformed = [
    '{"block":null}',
    '{"block":"no"}',
    '{"block":{}}',
    '{"block":{"message":1}}',
    '{"blocked":{}}',
    '1',
  ];
  test.each(malformed)('but gives back %s has failed', async (given) => {
    // What a policy without types may do.
    const policy = onRequest(() => JSON.parse(given) as undefined);
    const closed = await run([policy]);
    expect(closed.blocked).toMatchObject({ type: 'policy_error', status: 500 });
    expect(closed.events).toMatchObject([{ type: 'policy.failed', details: { error: 'TypeError' } }]);
    const open = await run([{ policy, onError: 'open', timeoutMs: 30_000 }]);
    expect(open.blocked).toBeNull();
    expect(open.bytes).toBe(bytes);
  });
});

describe('what a policy emits', () => {
  const talkative = onRequest((_message, ctx) => {
    ctx.emit('policy.one', 'First', { count: 1 });
    ctx.emit('policy.two', 'Second', undefined, 'warning');
  });

  test('is kept with the policy, the time and the moment of the call', async () => {
    const { events } = await run([talkative], {}, { ...callOf(), now: () => 12.5 });
    expect(events).toMatchObject([
      {
        policy: 'test',
        type: 'policy.one',
        summary: 'First',
        severity: 'info',
        details: { count: 1 },
        phase: 'request',
        at: 12.5,
      },
      { policy: 'test', type: 'policy.two', summary: 'Second', severity: 'warning', details: {} },
    ]);
  });

  test('has ids that are UUIDs, all different, and the same for the same call', async () => {
    const ids = async (call: ChainCall) => (await run([talkative, talkative], {}, call)).events.map(({ id }) => id);
    const first = await ids(callOf());
    expect(new Set(first).size).toBe(4);
    expect(await ids(callOf())).toEqual(first);
    expect(await ids(callOf({ callId: 'another' }))).not.toEqual(first);
    for (const id of first) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  test('after the call is only counted', async () => {
    let emit: () => void = () => undefined;
    const chain = chainOf([onRequest((_message, ctx) => void (emit = () => ctx.emit('late', 'Late')))].map(configured));
    const { events } = await chain.onRequest(bytes, request, callOf());
    emit();
    expect(events).toEqual([]);
    expect(chain.lateEvents).toBe(1);
  });

  test('is bounded, and says so', async () => {
    const { events } = await run(
      [
        onRequest((_m, ctx) => {
          for (let n = 0; n < 5; n++) ctx.emit('n', String(n));
        }),
      ],
      { maxEvents: 2 },
    );
    expect(events.map(({ type }) => type)).toEqual(['n', 'n', 'policy.events_dropped']);
    expect(events[2]?.details).toEqual({ dropped: 3 });
  });

  test('may count on in its details until the call is over', async () => {
    const { events } = await run([
      onRequest((_message, ctx) => {
        const details = { count: 1 };
        ctx.emit('policy.counted', 'Counted', details);
        details.count += 1;
      }),
    ]);
    expect(events[0]?.details).toEqual({ count: 2 });
  });

  test('can always be written into the record, whatever it is', async () => {
    const circular: Record<string, never> = {};
    Object.assign(circular, { circular });
    const unreadable = {
      get count() {
        throw new Error('no');
      },
    };
    const hostile: unknown[][] = [
      ['a', 'b', { count: 1, big: 1n, circular, fn: () => 1, missing: undefined, nan: NaN }],
      [1, { summary: 1 }, null, 'loud'],
      ['a', 'b', unreadable],
    ];
    const policy = onRequest((_message, ctx) => {
      for (const said of hostile) Reflect.apply(ctx.emit, ctx, said);
    });
    const { events, blocked } = await run([policy]);
    expect(blocked).toBeNull();
    expect(JSON.parse(JSON.stringify(events))).toMatchObject([
      {
        details: {
          count: 1,
          big: 'not kept: bigint',
          circular: 'not kept: object',
          fn: 'not kept: function',
          nan: 'not kept: number',
        },
      },
      { type: 'not kept: number', summary: 'not kept: object', severity: 'info', details: {} },
      { details: { details: 'not kept: they can not be read' } },
    ]);
  });
});

describe('the memory of a policy', () => {
  const counter: Policy<{ seen: number }> = {
    name: 'counter',
    createState: () => ({ seen: 0 }),
    onRequest(_message, { state }) {
      state.seen += 1;
    },
    onResponse(message, { state }) {
      message.body['seen'] = state.seen;
    },
  };

  test('lives from the request to the response of one call, and of that call alone', async () => {
    const chain = chainOf([configured(counter)]);
    const [one, other] = [callOf(), callOf()];
    await chain.onRequest(bytes, request, one);
    await chain.onRequest(bytes, request, one);
    await chain.onRequest(bytes, request, other);
    const response = Buffer.from('{}');
    expect((await chain.onResponse(response, {}, one)).body).toEqual({ seen: 2 });
    expect((await chain.onResponse(response, {}, other)).body).toEqual({ seen: 1 });
  });
});

test('each policy with the hook leaves a span that says whether it changed the body', async () => {
  let now = 0;
  const { timings } = await run(
    [replaceText('cat', 'dog', 'a'), { name: 'no hook' }, onRequest(() => undefined, 'b')],
    {},
    { ...callOf(), now: () => now++ },
  );
  expect(timings).toMatchObject([
    { name: 'policy a', parent: -1, attributes: { 'luthien.policy.name': 'a', 'luthien.policy.changed': true } },
    { name: 'policy b', parent: -1, attributes: { 'luthien.policy.name': 'b', 'luthien.policy.changed': false } },
  ]);
  for (const { start, end } of timings) expect(end).toBeGreaterThan(start);
});

test('synchronous policies are done in the same turn', () => {
  const chain = chainOf([configured(replaceText('cat', 'dog'))]);
  expect(chain.onRequest(bytes, request, callOf())).not.toBeInstanceOf(Promise);
});

import type { JsonObject } from '@lens/core/json';
import type { ChainCall } from '../chain.types';
import type { Policy, PolicyMessage } from '../contract';
import { callOf, configured } from '../testing/calls';
import { onRequest, replaceText, request, requestBytes, requestOf, runRequest } from '../testing/requests';
import { chainOf } from './createChain';

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
    const outcome = await runRequest([policy]);
    expect(outcome.bytes).toBe(requestBytes);
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
    const outcome = await runRequest([policy]);
    expect(outcome.bytes).not.toBe(requestBytes);
    expect(requestOf(outcome)).not.toEqual(request);
    expect(outcome.steps).toEqual([{ policy: 'test', redacts: false, body: outcome.bytes }]);
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  test('passes from policy to policy, and each one that changed it leaves the body after it', async () => {
    const secret: Policy = { ...replaceText('dog', 'fish', 'second'), redacts: true };
    const outcome = await runRequest([
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
    expect(outcome.body).toEqual(requestOf(outcome));
  });

  test('keeps what a policy wrote into the body and into a text it had read before', async () => {
    const outcome = await runRequest([
      onRequest((message) => {
        const [first] = message.texts();
        message.body['user'] = 'u1';
        first?.replace('Be long.');
      }),
    ]);
    expect(requestOf(outcome)).toMatchObject({ user: 'u1', messages: [{ content: 'Be long.' }, {}] });
  });
});

describe('the original', () => {
  test('stays as it was whatever a policy does to its argument, also after its call', async () => {
    const before = Buffer.from(requestBytes);
    let kept: PolicyMessage | undefined;
    const vandal = onRequest((message) => {
      kept = message;
      message.body['messages'] = [];
      for (const key of Object.keys(message.body)) Reflect.deleteProperty(message.body, key);
    }, 'vandal');
    const chain = chainOf(
      [vandal, onRequest(({ body }) => void (body['seen'] = Object.keys(body).length))].map(configured),
    );
    const body = JSON.parse(requestBytes.toString()) as JsonObject;

    const outcome = await chain.onRequest(requestBytes, body, callOf());
    if (kept !== undefined) kept.body['late'] = true;

    expect(requestBytes.equals(before)).toBe(true);
    expect(body).toEqual(request);
    expect(requestOf(outcome)).toEqual({ seen: 0 });
    expect(outcome.body).toEqual({ seen: 0 });
  });

  test('is not what a later policy gets when an earlier one changed the body', async () => {
    const seen: unknown[] = [];
    await runRequest([
      replaceText('cat', 'dog'),
      onRequest((message) => void seen.push(...[...message.texts()].map((s) => s.text))),
    ]);
    expect(seen).toEqual(['Be brief.', 'Say dog.']);
  });
});

describe('a policy that blocks', () => {
  test('gives the client its message and status, and no later policy runs', async () => {
    const after = jest.fn();
    const outcome = await runRequest([
      onRequest(() => ({ block: { message: 'Not today.', status: 451 } })),
      onRequest(after),
    ]);
    expect(outcome.blocked).toMatchObject({
      policy: 'test',
      type: 'policy_blocked',
      message: 'Not today.',
      status: 451,
    });
    expect(outcome.events).toMatchObject([{ policy: 'test', type: 'policy.blocked', details: { status: 451 } }]);
    expect(after).not.toHaveBeenCalled();
  });

  test('before one that takes out secrets is told to keep them, behind it is not', async () => {
    const blocking = onRequest(() => ({ block: { message: 'No.' } }));
    const failing = onRequest(() => {
      throw new Error('no');
    });
    const secret: Policy = { ...replaceText('dog', 'fish', 'secret'), redacts: true };
    for (const stops of [blocking, failing]) {
      expect((await runRequest([stops, secret])).blocked?.redacts).toBe(true);
      expect((await runRequest([secret, stops])).blocked?.redacts).toBe(false);
    }
  });

  test.each([undefined, 200, 99, 4.5, 600])('is a 403 where the status is %s', async (status) => {
    const block = { message: 'No.', ...(status === undefined ? {} : { status }) };
    const { blocked } = await runRequest([onRequest(() => Promise.resolve({ block }))]);
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
    const closed = await runRequest([policy]);
    expect(closed.blocked).toMatchObject({ type: 'policy_error', status: 500 });
    expect(closed.events).toMatchObject([{ type: 'policy.failed', details: { error: 'TypeError' } }]);
    const open = await runRequest([{ policy, onError: 'open', timeoutMs: 30_000 }]);
    expect(open.blocked).toBeNull();
    expect(open.bytes).toBe(requestBytes);
  });
});

describe('what a policy emits', () => {
  const talkative = onRequest((_message, ctx) => {
    ctx.emit('policy.one', 'First', { count: 1 });
    ctx.emit('policy.two', 'Second', undefined, 'warning');
  });

  test('is kept with the policy, the time and the moment of the call', async () => {
    const { events } = await runRequest([talkative], {}, { ...callOf(), now: () => 12.5 });
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
    const ids = async (call: ChainCall) =>
      (await runRequest([talkative, talkative], {}, call)).events.map(({ id }) => id);
    const first = await ids(callOf());
    expect(new Set(first).size).toBe(4);
    expect(await ids(callOf())).toEqual(first);
    expect(await ids(callOf({ callId: 'another' }))).not.toEqual(first);
    for (const id of first) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  test('after the call is only counted', async () => {
    let emit: () => void = () => undefined;
    const chain = chainOf([onRequest((_message, ctx) => void (emit = () => ctx.emit('late', 'Late')))].map(configured));
    const { events } = await chain.onRequest(requestBytes, request, callOf());
    emit();
    expect(events).toEqual([]);
    expect(chain.lateEvents()).toBe(1);
  });

  test('is bounded, and says so', async () => {
    const { events } = await runRequest(
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
    const { events } = await runRequest([
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
    const { events, blocked } = await runRequest([policy]);
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
    await chain.onRequest(requestBytes, request, one);
    await chain.onRequest(requestBytes, request, one);
    await chain.onRequest(requestBytes, request, other);
    const response = Buffer.from('{}');
    expect((await chain.onResponse(response, {}, one)).body).toEqual({ seen: 2 });
    expect((await chain.onResponse(response, {}, other)).body).toEqual({ seen: 1 });
  });
});

test('each policy with the hook leaves a span that says whether it changed the body', async () => {
  let now = 0;
  const { timings } = await runRequest(
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
  expect(chain.onRequest(requestBytes, request, callOf())).not.toBeInstanceOf(Promise);
});

import { encodeSse } from '@lens/core/formats';
import type { Policy, PolicyStreamEvent } from '../../contract';
import { createStreamEvent } from '../../streamEvent';
import { configured } from '../../testing/calls';
import { each, events, gathering, run, text, upperCase } from '../../testing/streamPolicies';
import { answer, bodyOf, chunk, dataOf, join, opened, streamCall } from '../../testing/streams';
import { chainOf } from '../createChain';

const apis = ['openai', 'anthropic'] as const;

const swap = (from: string, to: string, name: string): Policy =>
  each((event) => {
    for (const text of event.texts()) text.replace(text.text.replace(from, to));
    return [event];
  }, name);

/** Gives nothing until the end. */
const buffering: Policy<{ held: PolicyStreamEvent[] }> = {
  name: 'buffering',
  createState: () => ({ held: [] }),
  onStreamEvent(event, { state }) {
    if ([...event.texts()].length === 0) return [event];
    state.held.push(event);
    return [];
  },
  onStreamEnd: ({ state }) => state.held,
};

describe('a stream that no policy changes', () => {
  const unchanging: Record<string, Policy> = {
    'passes events on': each((event) => [event]),
    'reads texts': each((event) => {
      [...event.texts()].map(({ text: read }) => read);
      return [event];
    }),
    'reads data': each((event) => {
      JSON.stringify(event.data);
      return [event];
    }),
    'replaces texts by themselves': swap('cat', 'cat', 'test'),
    'passes events on later': {
      ...each(async (event) => {
        await new Promise(setImmediate);
        return [event];
      }),
    },
    'only looks at the end': { name: 'test', onStreamEnd: () => [] },
  };
  // Padding, comments, odd line ends, events of other kinds and data that is no JSON.
  const odd = Buffer.from(
    ': hello\r\n\r\ndata: {"choices":[{"index":0,"delta":{"content":"cat"}}]}   \r\n\r\nevent: x\ndata: 1\ndata: 2\n\n' +
      'data: {"a":\n\nid: 7\nretry: 10\n\ndata: [DONE]\n\n',
  );

  test.each(Object.entries(unchanging))('is the same bytes after a policy that %s', async (_what, policy) => {
    for (const bytes of [join(events), odd, odd.subarray(0, odd.length - 2)]) {
      const { sent, outcome } = await run([policy], [bytes]);
      expect(sent.equals(bytes)).toBe(true);
      expect(outcome).toMatchObject({ changed: false, steps: [], blocked: null });
      expect(outcome.events.every(({ type }) => type === 'policy.unread_passed')).toBe(true);
    }
  });

  test('is the same bytes where it is no stream of events, as sound that comes in pieces', async () => {
    const sound = Buffer.from([0xff, 0xfb, 0x90, 0x64, 0x00, 0x0a, 0x0a, 0xff, 0xfb]);
    const { sent } = await run([upperCase('upper')], [sound, sound]);
    expect(sent.toString('hex')).toBe(Buffer.concat([sound, sound]).toString('hex'));
  });

  test('is passed on in the same turn, in one piece, without a copy', () => {
    const stream = opened(chainOf([configured(each((event) => [event]))]), streamCall('openai'));
    const bytes = join(events);
    const sent = stream.push(bytes);
    expect(sent).not.toBeInstanceOf(Promise);
    expect(sent).toHaveLength(1);
    expect((sent as Buffer[])[0]?.buffer).toBe(bytes.buffer);
  });

  test('gives null when no policy looks at streams', () => {
    expect(
      chainOf([configured({ name: 'a', onRequest: () => undefined })]).openStream(streamCall('openai')),
    ).toBeNull();
  });
});

describe('a stream that policies change', () => {
  test('is kept as it was after each policy that changed it, and only those', async () => {
    const secret: Policy = { ...swap('dog', 'fish', 'second'), redacts: true };
    const { sent, outcome } = await run(
      [each((event) => [event], 'idle'), swap('cat', 'dog', 'first'), secret, swap('none', '', 'last')],
      events,
    );
    expect(outcome.steps.map(({ policy, redacts }) => [policy, redacts])).toEqual([
      ['first', false],
      ['second', true],
    ]);
    const [first, second] = outcome.steps.map(({ body }) => body);
    expect(first?.toString()).toBe(join(events).toString().replace('cat', 'dog'));
    expect(second).toEqual(sent);
    expect(text(sent)).toContain('Say fish now.');
  });

  test('has what is read of bytes that are no UTF-8 as the work of the first', async () => {
    const [first = Buffer.of(), ...rest] = events;
    const odd = [first, Buffer.from('data: {"a":"caf\xe9"}\n\n', 'latin1'), ...rest];
    const { sent, outcome } = await run([each((event) => [event], 'first'), swap('none', '', 'last')], odd);
    expect(sent.toString()).toContain('caf\ufffd');
    expect(outcome.steps).toMatchObject([{ policy: 'first', body: sent }]);
  });

  test('encodes anew only the events that changed', async () => {
    const spaced = [encodeSse('', JSON.stringify(chunk({ content: 'dog' }), null, 1)), ...events];
    const { sent } = await run([swap('cat', 'cow', 'test')], spaced);
    expect(sent.subarray(0, spaced[0]?.length).equals(Buffer.from(spaced[0] ?? []))).toBe(true);
  });

  test('may lose events, get more, or have them in another order', async () => {
    const drop = each((event) => (JSON.stringify(event.data).includes('cat') ? [] : [event]));
    expect(text((await run([drop], events)).sent)).toContain('Say now.');

    const add = each((event) => [event, ...[...event.texts()].map(({ channel }) => event.withText(channel, '!'))]);
    expect(text((await run([add], events)).sent)).toContain('Say !cat !now.!');

    const made = each((event) =>
      event.data === null ? [createStreamEvent(event.api, '', chunk({ content: ' End.' })), event] : [event],
    );
    expect(text((await run([made], events)).sent)).toContain('now. End.');

    const { sent, outcome } = await run([buffering], events);
    expect(text(sent)).toContain('Say cat now.');
    expect(outcome).toMatchObject({ changed: true, steps: [{ policy: 'buffering' }] });
    expect(outcome.steps[0]?.body).toEqual(sent);
  });

  test('lets a policy change data by hand, and hands the next one what came of it', async () => {
    const byHand = each((event) => {
      if (event.data !== null) event.data = { ...event.data, model: 'other' };
      return [event];
    }, 'by hand');
    const seen: unknown[] = [];
    const { sent } = await run([byHand, each((event) => (seen.push(event.data?.['model']), [event]))], events);
    expect(seen).toEqual(['other', 'other', 'other', 'other', 'other', undefined]);
    expect(bodyOf('openai', sent)['model']).toBe('other');
  });
});

describe('the recorded original', () => {
  test('is out of reach: neither its bytes nor what the next policy sees', async () => {
    const bytes = join(events);
    const before = Buffer.from(bytes);
    const kept: PolicyStreamEvent[] = [];
    const vandal = each((event) => {
      event.source.raw.fill(0);
      kept.push(event);
      return [event];
    }, 'vandal');
    const { sent } = await run([vandal, each((event) => (kept.forEach((old) => (old.data = null)), [event]))], [bytes]);
    expect(bytes.equals(before)).toBe(true);
    expect(sent.equals(before)).toBe(true);
  });
});

describe('the end of a stream', () => {
  test.each(apis)('is told before the last event of %s is handed over, and once', async (api) => {
    const order: string[] = [];
    const policy: Policy = {
      name: 'test',
      onStreamEvent: (event) => (order.push(/\[DONE\]|message_stop/.exec(event.source.data)?.[0] ?? 'event'), [event]),
      onStreamEnd: () => (order.push('end'), []),
    };
    await run([policy], answer(api, ['Hi']), { api });
    expect(order.slice(-2)).toEqual(['end', api === 'openai' ? '[DONE]' : 'message_stop']);
    expect(order.filter((step) => step === 'end')).toHaveLength(1);
  });

  test('sends what was held back before it', async () => {
    const { sent } = await run([buffering], events);
    expect(dataOf(sent).at(-1)).toBe('[DONE]');
  });

  test('is told of a stream that was cut, and what is held back comes out through the later policies', async () => {
    const { sent, outcome } = await run([buffering, upperCase('upper')], events.slice(0, 3));
    expect(text(sent)).toContain('SAY CAT ');
    expect(outcome.steps.map(({ policy }) => policy)).toEqual(['upper']);
  });

  test('an event that no blank line has closed comes out too', async () => {
    const bytes = join(events);
    const { sent } = await run([upperCase('upper')], [bytes.subarray(0, bytes.length - 1)]);
    expect(dataOf(sent).at(-1)).toBe('[DONE]');
  });
});

describe('a policy that blocks in mid-stream', () => {
  const blocking = each(
    (event) => (event.source.data.includes('cat') ? { block: { message: 'No cats.' } } : [event]),
    'no cats',
  );

  test.each(apis)("ends the stream with %s's error and lets nothing more through", async (api) => {
    const { sent, outcome } = await run([blocking], answer(api, ['Say ', 'cat ', 'now.']), { api });
    const data = dataOf(sent);
    expect(JSON.parse(data.at(-1) ?? '')).toMatchObject({ error: { message: 'No cats.', type: 'policy_blocked' } });
    expect(sent.toString()).not.toContain('cat "');
    expect(outcome.blocked).toMatchObject({
      policy: 'no cats',
      type: 'policy_blocked',
      message: 'No cats.',
      status: 403,
    });
    expect(outcome.events).toMatchObject([{ policy: 'no cats', type: 'policy.blocked' }]);
  });

  test('before one that takes out secrets keeps them: what it removed may hold them', async () => {
    const secret: Policy = { ...swap('x', 'y', 'secret'), redacts: true };
    const { outcome } = await run([blocking, secret], events);
    expect(outcome.blocked?.redacts).toBe(true);
    expect(outcome.steps).toMatchObject([{ policy: 'no cats', redacts: true }]);
    const behind = await run([secret, blocking], events);
    expect(behind.outcome.steps).toMatchObject([{ policy: 'no cats', redacts: false }]);
  });

  test('leaves as its step what the client was sent', async () => {
    const { sent, outcome } = await run(
      [
        upperCase('upper'),
        {
          ...blocking,
          onStreamEvent:
            each((e) => (e.source.data.includes('CAT') ? { block: { message: 'No.' } } : [e])).onStreamEvent ??
            (() => []),
        },
        swap('x', 'y', 'later'),
      ],
      events,
    );
    expect(outcome.steps.map(({ policy }) => policy)).toEqual(['upper', 'no cats']);
    expect(outcome.steps.at(-1)?.body).toEqual(sent);
  });

  test('sends what came before in the same read, also where a policy behind it gathers that', async () => {
    const alone = await run([blocking], events);
    const { sent, outcome } = await run([blocking, gathering], [join(events)]);
    expect(sent.toString()).toBe(alone.sent.toString());
    expect(outcome.steps.map(({ policy }) => policy)).toEqual(['no cats']);
  });

  test('also when it makes up its mind later', async () => {
    const later = each(async (event, ctx) => {
      await new Promise(setImmediate);
      return (await blocking.onStreamEvent?.(event, ctx)) ?? [];
    });
    const { sent, outcome } = await run([later], [join(events)]);
    expect(outcome.blocked?.message).toBe('No cats.');
    expect(sent.toString()).not.toContain('now.');
  });
});

test('an event that policies can’t read stops the stream behind what came before in the same read', async () => {
  const unreadable = Buffer.from('data: no JSON\n\n');
  const { sent, outcome } = await run([gathering], [join([...events.slice(0, 2), unreadable])], { unread: 'refuse' });
  expect(outcome.blocked?.type).toBe('unreadable_response');
  expect(sent.toString().startsWith(join(events.slice(0, 2)).toString())).toBe(true);
});

describe('policies that take their time', () => {
  test('keep the order of events, also when chunks come faster than they are done', async () => {
    let turns = events.length;
    const slow = each(async (event) => {
      turns -= 1;
      for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
      return [event];
    });
    const stream = opened(chainOf([slow, upperCase('upper')].map(configured)), streamCall('openai'));
    const sent = await Promise.all([...events.map((bytes) => stream.push(Buffer.from(bytes))), stream.end(false)]);
    expect(text(Buffer.concat(sent.flat()))).toContain('SAY CAT NOW.');
  });
});

test('a great many events that came together leave turns of the event loop to others', async () => {
  const many = answer(
    'openai',
    Array.from({ length: 1000 }, () => 'cat '),
  );
  let seen = 0;
  const counting = each((event) => {
    seen += 1;
    return [event];
  });
  const stream = opened(chainOf([configured(counting)]), streamCall('openai'));
  const othersTurn = new Promise<number>((resolve) => void setImmediate(() => resolve(seen)));
  const sent = await stream.push(join(many));
  expect(Buffer.concat(sent).equals(join(many))).toBe(true);
  expect(await othersTurn).toBeLessThan(seen);
});

describe('the record of what each policy changed', () => {
  test('is given up beyond its limit, and that is told', async () => {
    const { sent, outcome } = await run([upperCase('upper')], events, { maxStepBytes: 100 });
    expect(text(sent)).toContain('SAY CAT NOW.');
    expect(outcome).toMatchObject({ changed: true, steps: [] });
    expect(outcome.events).toMatchObject([
      { policy: 'upper', type: 'policy.changes_not_kept', details: { limit_bytes: 100 } },
    ]);
  });
});

test('each policy leaves one span for the stream', async () => {
  const { outcome } = await run([each((event) => [event], 'idle'), upperCase('upper')], events);
  expect(outcome.timings).toMatchObject([
    { name: 'policy idle', parent: -1, attributes: { 'luthien.policy.name': 'idle', 'luthien.policy.changed': false } },
    {
      name: 'policy upper',
      parent: -1,
      attributes: { 'luthien.policy.name': 'upper', 'luthien.policy.changed': true },
    },
  ]);
});

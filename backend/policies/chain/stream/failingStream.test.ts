import { silentLog } from '../../../log';
import type { Policy, PolicyStreamEvent } from '../../contract';
import { each, events, gathering, run, text, upperCase } from '../../testing/streamPolicies';
import { dataOf, join } from '../../testing/streams';
import type { ConfiguredPolicy } from '../links';

describe('a policy that fails in mid-stream', () => {
  const failing = (onError: 'open' | 'closed', more: Partial<Policy> = {}): ConfiguredPolicy => ({
    policy: {
      ...each((event) => {
        if (event.source.data.includes('cat')) throw new TypeError(event.source.data);
        return [event];
      }, 'failing'),
      ...more,
    },
    onError,
    timeoutMs: 30_000,
  });

  test('sends what came before in the same read, also where a policy behind it gathers that', async () => {
    const alone = await run([failing('closed')], events);
    const { sent } = await run([failing('closed'), gathering], [join(events)]);
    expect(sent.toString()).toBe(alone.sent.toString());
  });

  test('ends the stream when it fails closed', async () => {
    const { sent, outcome } = await run([failing('closed')], events);
    expect(outcome.blocked).toMatchObject({ policy: 'failing', type: 'policy_error', status: 500 });
    expect(JSON.parse(dataOf(sent).at(-1) ?? '')).toMatchObject({ error: { type: 'policy_error' } });
    expect(sent.toString()).not.toMatch(/cat|now/);
  });

  test('lets everything through from there on when it fails open', async () => {
    const { sent, outcome } = await run([failing('open'), upperCase('upper')], events);
    expect(text(sent)).toContain('SAY CAT NOW.');
    expect(outcome.events).toMatchObject([{ policy: 'failing', type: 'policy.failed' }]);
    expect(outcome.steps.map(({ policy }) => policy)).toEqual(['upper']);
    expect(outcome.timings[0]).toMatchObject({ name: 'policy failing', error: 'policy_error' });
  });

  test.each(['null', '{}', '[null]', '"text"', '{"block":null}', '{"block":{"status":403}}'])(
    'by giving back %s, which is no event, has failed',
    async (given) => {
      const policy = each(() => JSON.parse(given) as PolicyStreamEvent[]);
      const { sent, outcome } = await run([{ policy, onError: 'open', timeoutMs: 30_000 }], events);
      expect(sent).toEqual(join(events));
      expect(outcome.events).toMatchObject([{ type: 'policy.failed', details: { hook: 'onStreamEvent' } }]);
    },
  );

  test('gives what it held back when it fails open, from its own end or as it came', async () => {
    const holding = (onStreamEnd: Policy['onStreamEnd']) => {
      const held: PolicyStreamEvent[] = [];
      const onStreamEvent: Policy['onStreamEvent'] = (event) => {
        if (event.source.data.includes('cat')) throw new Error('no');
        held.push(event);
        return [];
      };
      return failing('open', { onStreamEvent, onStreamEnd: onStreamEnd ?? (() => held) });
    };
    const broken = () => {
      throw new Error('also no');
    };
    for (const end of [undefined, broken]) {
      const { sent } = await run([holding(end)], events);
      expect(sent.equals(join(events))).toBe(true);
    }
  });

  test('by never answering is bypassed too', async () => {
    const hanging: ConfiguredPolicy = {
      policy: each(
        (event) => (event.source.data.includes('cat') ? new Promise<PolicyStreamEvent[]>(() => undefined) : [event]),
        'hanging',
      ),
      onError: 'open',
      timeoutMs: 10,
    };
    const { sent, outcome } = await run([hanging], [join(events)]);
    expect(sent.equals(join(events))).toBe(true);
    expect(outcome.events).toMatchObject([{ type: 'policy.timed_out' }]);
  });

  const neverGiven = (held: PolicyStreamEvent[]) => {
    held.length = 0;
    return new Promise<PolicyStreamEvent[]>(() => undefined);
  };
  const thrown = () => {
    throw new Error('no');
  };
  test.each([
    ['comes too late', neverGiven, { timeoutMs: 200, type: 'policy.timed_out' }],
    ['fails', thrown, { timeoutMs: 30_000, type: 'policy.failed' }],
  ])('in a pause that %s lets all of that read through, once, whatever it changed before', async (_how, fail, kind) => {
    for (const to of ['Say ', 'Tell ']) {
      const policy: Policy<{ held: PolicyStreamEvent[] }> = {
        ...gathering,
        onStreamEvent(event, { state }) {
          for (const one of event.texts()) one.replace(one.text.replace('Say ', to));
          if (event.source.data.includes('Say ')) return [...state.held.splice(0), event];
          state.held.push(event);
          return [];
        },
        onStreamPause: ({ state }) => (state.held.length === 0 ? [] : fail(state.held)),
      };
      const reads = [join(events.slice(0, 2)), join(events.slice(2))];
      const { sent, outcome } = await run([{ policy, onError: 'open', timeoutMs: kind.timeoutMs }], reads);
      expect(sent.toString()).toBe(join(events).toString().replace('Say ', to));
      expect(outcome.events).toMatchObject([{ type: kind.type }]);
    }
  });

  test('at the end is told, and the rest of the stream still comes', async () => {
    const policy: Policy = {
      ...each((event) => [event]),
      onStreamEnd: () => {
        throw new Error('no');
      },
    };
    const { sent, outcome } = await run([{ policy, onError: 'open', timeoutMs: 30_000 }], events);
    expect(sent.equals(join(events))).toBe(true);
    expect(outcome.events).toMatchObject([{ type: 'policy.failed', details: { hook: 'onStreamEnd' } }]);
  });

  test('leaves no text in what is told about it', async () => {
    const { outcome } = await run([failing('closed')], events);
    expect(JSON.stringify([outcome.events, outcome.blocked])).not.toContain('cat');
  });

  test('is told to the operator once, without a word of the text', async () => {
    const error = jest.fn();
    await run([failing('open')], events, { log: { ...silentLog, error } });
    expect(error.mock.calls).toMatchObject([
      [{ policy: 'failing', hook: 'onStreamEvent', on_error: 'open', err: { type: 'TypeError' } }, 'A policy failed.'],
    ]);
    expect(JSON.stringify(error.mock.calls)).not.toContain('cat');
  });
});

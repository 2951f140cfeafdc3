import { encodeSse } from '@lens/core/formats';
import {
  answer,
  bodyOf,
  chunk,
  dataOf,
  join,
  messageStart,
  opened,
  runStream,
  sse,
  streamCall,
} from '../testing/streams';
import { apis, chainWith, redaction, textsOf } from '../testing/textPolicies';
import { turnsDuring } from '../testing/turns';

describe('events that came together', () => {
  const account = ['My account is 12', '34-56', '78-9012, ', 'and that is', ' all.'];

  test.each(apis)('of %s go out in their own bytes but where something is replaced', async (api) => {
    const events = answer(api, account);
    const { sent } = await runStream(redaction(), [join(events)], streamCall(api));
    const expected = answer(api, ['My account is [REDACTED]', '', ', ', 'and that is', ' all.']);
    expect(sent.toString()).toBe(join(expected).toString());
  });

  test.each(apis)('of %s wait as they are where a match may begin', async (api) => {
    const events = answer(api, ['No match: ', 'jim', '@', 'acme', ' and others.']);
    const behind = (text: string) => events.findIndex((event) => String(Buffer.from(event)).includes(text)) + 1;
    const together = events.slice(0, behind('acme'));
    const chunks = [join(together), ...events.slice(together.length)];
    const { parts, sent } = await runStream(redaction(), chunks, streamCall(api));
    expect(parts[0]).toBe(join(events.slice(0, behind('No match'))).toString());
    expect(sent.toString()).toBe(join(events).toString());
  });
});

describe('a stream in which nothing is replaced', () => {
  const ordinary = [
    'The',
    ' quick',
    ' brown',
    ' fox',
    ' jum',
    'ps',
    ' over',
    ' 13',
    ' lazy',
    ' dogs',
    ' in',
    ' 2024',
    '.',
  ];

  test.each(apis)('of %s goes out in its own bytes and leaves no step', async (api) => {
    const bytes = join(answer(api, ordinary));
    const { sent, outcome } = await runStream(redaction(), [bytes], streamCall(api));
    expect(sent.equals(bytes)).toBe(true);
    expect(outcome).toMatchObject({ changed: false, steps: [], events: [], blocked: null });
  });

  test.each(apis)('of %s is never more than one word behind', async (api) => {
    const events = answer(api, ordinary);
    const { parts } = await runStream(redaction(), events, streamCall(api));
    let arrived = '';
    let sent = '';
    for (const [index, part] of parts.slice(0, -1).entries()) {
      arrived += Buffer.from(events[index] ?? []).toString();
      sent += part;
      const [is, was] = [sent, arrived].map((text) => dataOf(Buffer.from(text)).length);
      expect((was ?? 0) - (is ?? 0)).toBeLessThanOrEqual(3);
    }
  });

  test.each(apis)('of %s passes on at once what can be no match', async (api) => {
    const events = answer(api, ['Hello, ', 'world! ', 'Fine. ']);
    const { parts } = await runStream(redaction(), events, streamCall(api));
    expect(parts.slice(0, events.length)).toEqual(events.map((event) => Buffer.from(event).toString()));
  });
});

describe('a long text in one event', () => {
  const long = 'Ask 1234-5678-9012 or jane@q.io. '.repeat(6_000);
  const redactedLong = 'Ask [REDACTED] or [REDACTED]. '.repeat(6_000);

  test.each(apis)('of %s is read while other calls go on, and becomes what it becomes in many', async (api) => {
    const events = answer(api, ['Well: 1234-', `5678-9012 ${long}Call 1234-`, '5678-9012!']);
    const { made, turns } = await turnsDuring(() => runStream(redaction(), events, streamCall(api)));
    expect(textsOf(api, bodyOf(api, made.sent))).toEqual([`Well: [REDACTED] ${redactedLong}Call [REDACTED]!`]);
    expect(turns).toBeGreaterThan(5);
  });

  test('is read so where the event carries it whole, or nobody knows its place, and in arguments', async () => {
    const call = { index: 0, id: 'c', function: { name: 'f', arguments: JSON.stringify({ note: long }) } };
    const delta = { content: 'Hi', annotations: [{ type: 'note', cited: long }], notes: long, tool_calls: [call] };
    const { sent } = await runStream(
      redaction(),
      sse('openai', [chunk(delta), chunk({}, { finish_reason: 'stop' })]),
      streamCall('openai'),
    );
    const said = dataOf(sent).slice(0, -1).join('');
    expect(said.split('Ask [REDACTED] or [REDACTED].')).toHaveLength(3 * 6_000 + 1);
    expect(said).not.toContain('q.io');
  });
});

describe('held-back text', () => {
  test('lets the text before it go at once', async () => {
    const [first = Buffer.of()] = sse('openai', [chunk({ content: 'Your account number is 1234-' })]);
    const stream = opened(redaction(), streamCall('openai'));
    const sent = Buffer.concat(await stream.push(Buffer.from(first)));
    expect(dataOf(sent)).toEqual([JSON.stringify(chunk({ content: 'Your account number is ' }))]);
  });

  test.each(apis)('goes out before the events that close its text in %s', async (api) => {
    const { sent } = await runStream(redaction(), answer(api, ['Call me 1234-', '5678']), streamCall(api));
    const data = dataOf(sent);
    const last = data.findLastIndex((event) => event.includes('5678'));
    const closing = data.findIndex((event) => /"finish_reason":"stop"|content_block_stop/.test(event));
    expect(last).toBeGreaterThan(-1);
    expect(closing).toBe(last + 1);
  });

  test.each(apis)('comes out when a stream of %s is cut', async (api) => {
    const events = answer(api, ['I know 12', '34-56']);
    const cut = events.slice(0, events.findLastIndex((event) => Buffer.from(event).includes('34-56')) + 1);
    const { sent } = await runStream(redaction(), cut, streamCall(api));
    expect(textsOf(api, bodyOf(api, sent))).toEqual(['I know 1234-56']);
  });

  test.each(apis)('is marked before an error event of %s, whatever that says', async (api) => {
    const events = answer(api, ['Call 1234-', '56']).slice(0, api === 'openai' ? 3 : 5);
    const { sent } = await runStream(redaction(), [...events, encodeSse('error', 'overloaded')], streamCall(api));
    expect(sent.toString()).toMatch(/"Call \[REDACTED\]"[^]*\n\nevent: error\ndata: overloaded\n\n$/);
  });

  test.each(apis)('comes out redacted when a stream of %s is cut behind a whole match', async (api) => {
    const events = answer(api, ['It is 1234-5678-', '9012']);
    const cut = events.slice(0, events.findLastIndex((event) => Buffer.from(event).includes('9012')) + 1);
    const { sent } = await runStream(redaction(), cut, streamCall(api));
    expect(textsOf(api, bodyOf(api, sent))).toEqual(['It is [REDACTED]']);
  });

  test('comes out with the chunk that both carries it and finishes its choice', async () => {
    const events = sse('openai', [
      chunk({ role: 'assistant', content: 'It is 1234-5678' }),
      chunk({ content: '-9012' }, { finish_reason: 'stop' }),
    ]);
    const { sent } = await runStream(redaction(), events, streamCall('openai'));
    expect(textsOf('openai', bodyOf('openai', sent))).toEqual(['It is [REDACTED]']);
    expect(dataOf(sent)).toHaveLength(3);
  });

  test('does not stop pings', async () => {
    const events = sse('anthropic', [
      messageStart,
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: '1234' } },
      { type: 'ping' },
    ]);
    const { parts } = await runStream(redaction(), events, streamCall('anthropic'));
    expect(parts[3]).toContain('event: ping');
  });

  test('beyond the limit is let go, with one event', async () => {
    const chain = chainWith('text-replacement', { rules: [{ regex: 'a.*b', replace: '-' }] }, 8);
    const pieces = ['a', ...'0123456789'.split(''), 'a', ...'0123456789'.split(''), 'b'];
    const { sent, outcome } = await runStream(chain, answer('openai', pieces), streamCall('openai'));
    expect(textsOf('openai', bodyOf('openai', sent))).toEqual([pieces.join('')]);
    expect(outcome.events).toMatchObject([
      {
        type: 'policy.held_back_limit',
        severity: 'warning',
        details: { location: 'choices[0].message.content', limit_chars: 8 },
      },
    ]);
  });
});

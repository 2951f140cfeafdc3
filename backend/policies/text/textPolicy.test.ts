import { encodeSse, responseTexts, type Api } from '@lens/core/formats';
import type { JsonObject } from '@lens/core/json';
import type { PolicyConfig } from '../../config/types';
import { callOf } from '../testing/calls';
import { chainOfKinds } from '../testing/chains';
import {
  answer,
  bodyOf,
  chunk,
  dataOf,
  join,
  messageEnd,
  messageStart,
  opened,
  runStream,
  sse,
  streamCall,
} from '../testing/streams';

const apis = ['openai', 'anthropic'] as const;
const secret = 'Your account number is 1234-5678-9012.';
const redacted = 'Your account number is [REDACTED].';

function chainWith(use: string, options: PolicyConfig['options'] = {}, heldBackChars = 10_000) {
  return chainOfKinds([{ name: 'mine', use, options }], heldBackChars);
}

const redaction = (options: PolicyConfig['options'] = {}) => chainWith('pii-redaction', options);
const replacement = (rules: JsonObject[], options: PolicyConfig['options'] = {}) =>
  chainWith('text-replacement', { rules, ...options });

function textsOf(api: Api, body: JsonObject): string[] {
  return [...responseTexts(api, body)].map(({ text }) => text);
}

function openAiBody(content: string): JsonObject {
  return { id: 'c', object: 'chat.completion', choices: [{ index: 0, message: { role: 'assistant', content } }] };
}

function anthropicBody(text: string): JsonObject {
  return { id: 'm', type: 'message', role: 'assistant', content: [{ type: 'text', text }] };
}

const respond = async (chain: ReturnType<typeof redaction>, api: Api, body: JsonObject) =>
  chain.onResponse(Buffer.from(JSON.stringify(body)), body, callOf({ api }));

describe('the worked example', () => {
  const where = { openai: 'choices[0].message.content', anthropic: 'content[0].text' };
  const bodies = { openai: openAiBody, anthropic: anthropicBody };

  test.each(apis)('as a whole response of %s', async (api) => {
    const outcome = await respond(redaction(), api, bodies[api](secret));
    expect(outcome.body).toEqual(bodies[api](redacted));
    expect(outcome.steps).toEqual([{ policy: 'mine', redacts: true, body: outcome.bytes }]);
    expect(outcome.events).toMatchObject([
      {
        policy: 'mine',
        type: 'policy.pii_redacted',
        details: { pattern: 'account_number', location: where[api], count: 1 },
        phase: 'response',
      },
    ]);
  });

  test.each(apis)('as a stream of %s in which the number straddles chunks', async (api) => {
    const events = answer(api, ['Your account', ' number is', ' 12', '34-', '5678', '-9012', '.']);
    const { sent, outcome } = await runStream(redaction(), events, streamCall(api));
    expect(textsOf(api, bodyOf(api, sent))).toEqual([redacted]);
    expect({ ...bodyOf(api, sent), ...textFree(api) }).toEqual({ ...bodyOf(api, join(events)), ...textFree(api) });
    expect(outcome.changed).toBe(true);
    expect(outcome.steps).toEqual([{ policy: 'mine', redacts: true, body: sent }]);
    expect(outcome.events).toMatchObject([
      { type: 'policy.pii_redacted', details: { pattern: 'account_number', location: where[api], count: 1 } },
    ]);
  });

  test.each(apis)('as a stream of %s cut at every byte', async (api) => {
    const chain = redaction();
    const bytes = join(answer(api, ['Your ', 'account number is 1234-', '5678-9012.']));
    const whole = await runStream(chain, [bytes], streamCall(api));
    for (let at = 1; at < bytes.length; at++) {
      const { sent } = await runStream(chain, [bytes.subarray(0, at), bytes.subarray(at)], streamCall(api));
      expect(sent.equals(whole.sent)).toBe(true);
    }
    const single = await runStream(
      redaction(),
      [...bytes].map((byte) => Buffer.of(byte)),
      streamCall(api),
    );
    expect(single.sent.equals(whole.sent)).toBe(true);
    expect(textsOf(api, bodyOf(api, whole.sent))).toEqual([redacted]);
  });

  test.each(apis)('leaves the number nowhere: not in the client stream of %s, the events or the spans', async (api) => {
    const events = answer(api, ['Your account number is 1234-5678', '-9012.']);
    const { sent, outcome } = await runStream(redaction(), events, streamCall(api));
    const { events: said, timings } = outcome;
    for (const part of ['1234', '5678', '9012']) {
      expect(sent.toString()).not.toContain(part);
      // Without ids and times, in which a few digits stand by chance.
      const told = [
        said.map(({ id: _id, at: _at, ...event }) => event),
        timings.map(({ start: _start, end: _end, ...span }) => span),
      ];
      expect(JSON.stringify(told)).not.toContain(part);
    }
  });
});

/** The fields that hold the text, to be left out of a comparison. */
function textFree(api: Api): JsonObject {
  return api === 'openai' ? { choices: null } : { content: null };
}

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
    let turns = 0;
    const others = setInterval(() => (turns += 1), 0);
    const { sent } = await runStream(
      redaction(),
      answer(api, ['Well: 1234-', `5678-9012 ${long}Call 1234-`, '5678-9012!']),
      streamCall(api),
    );
    clearInterval(others);
    expect(textsOf(api, bodyOf(api, sent))).toEqual([`Well: [REDACTED] ${redactedLong}Call [REDACTED]!`]);
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

describe('choices, calls and blocks side by side', () => {
  test('a block may begin with text', async () => {
    const events = sse('anthropic', [
      messageStart,
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: 'It is 1234-5678' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: '-9012.' } },
      { type: 'content_block_stop', index: 0 },
      ...messageEnd,
    ]);
    const { sent } = await runStream(redaction(), events, streamCall('anthropic'));
    expect(textsOf('anthropic', bodyOf('anthropic', sent))).toEqual(['It is [REDACTED].']);
  });

  test('each choice has a text of its own', async () => {
    const of = (index: number, content: string) => chunk({ role: 'assistant', content }, { index });
    const events = sse('openai', [
      of(0, 'No. 1234-'),
      of(1, 'No. 4111 1111'),
      of(0, '5678-9012'),
      of(1, ' 1111 1111'),
      chunk({}, { index: 1, finish_reason: 'stop' }),
      chunk({}, { index: 0, finish_reason: 'stop' }),
    ]);
    const { sent, outcome } = await runStream(redaction(), events, streamCall('openai'));
    expect(textsOf('openai', bodyOf('openai', sent))).toEqual(['No. [REDACTED]', 'No. [REDACTED]']);
    expect(outcome.events.map(({ details }) => [details['location'], details['pattern']])).toEqual([
      ['choices[1].message.content', 'card'],
      ['choices[0].message.content', 'account_number'],
    ]);
  });

  test('tool arguments stay JSON, in both APIs, numbers too', async () => {
    const pieces = ['{"to":"a@', 'b.io","no', 'te":"1234-5678-90', '12 \\"x\\"","n":4111111111', '111111}'];
    const call = { index: 0, id: 'call_1', type: 'function', function: { name: 'f', arguments: '' } };
    const openAi = sse('openai', [
      chunk({ role: 'assistant', content: null, tool_calls: [call] }),
      ...pieces.map((text) => chunk({ tool_calls: [{ index: 0, function: { arguments: text } }] })),
      chunk({}, { finish_reason: 'tool_calls' }),
    ]);
    const anthropic = sse('anthropic', [
      messageStart,
      { type: 'content_block_start', index: 0, content_block: { type: 'tool_use', id: 't', name: 'f', input: {} } },
      ...pieces.map((text) => ({
        type: 'content_block_delta',
        index: 0,
        delta: { type: 'input_json_delta', partial_json: text },
      })),
      { type: 'content_block_stop', index: 0 },
      ...messageEnd,
    ]);
    const expected = { to: '[REDACTED]', note: '[REDACTED] "x"', n: '[REDACTED]' };

    const one = await runStream(redaction(), openAi, streamCall('openai'));
    const other = await runStream(redaction(), anthropic, streamCall('anthropic'));
    expect(JSON.parse(textsOf('openai', bodyOf('openai', one.sent)).join())).toEqual(expected);
    expect(bodyOf('anthropic', other.sent)).toMatchObject({ content: [{ input: expected }] });
    expect(one.outcome.events.map(({ details }) => details['location'])).toEqual(
      Array(3).fill('choices[0].message.tool_calls[0].function.arguments'),
    );
    expect(other.outcome.events.map(({ details }) => details['location'])).toEqual(Array(3).fill('content[0].input'));
  });

  test('one event a pattern and place, which counts all matches', async () => {
    const pieces = ['a@b.io and ', 'c@d.io and 1234-', '5678-9012, e@f.io.'];
    const { outcome } = await runStream(redaction(), answer('openai', pieces), streamCall('openai'));
    expect(outcome.events.map(({ details }) => [details['pattern'], details['count']])).toEqual([
      ['email', 3],
      ['account_number', 1],
    ]);
  });

  test('log probabilities, which spell the text, go with the text they spell', async () => {
    const logprobs = (token: string) => ({
      logprobs: { content: [{ token, logprob: -1, bytes: [], top_logprobs: [] }], refusal: null },
    });
    const tokens = ['No. ', '1234-', '5678-', '9012'];
    const events = sse('openai', [
      ...tokens.map((token) => chunk({ role: 'assistant', content: token }, logprobs(token))),
      chunk({}, { finish_reason: 'stop' }),
    ]);
    const { sent } = await runStream(redaction(), events, streamCall('openai'));
    expect(['1234', '5678', '9012'].filter((part) => sent.toString().includes(part))).toEqual([]);
    expect(sent.toString()).toContain('"token":"No. "');
  });
});

describe('thinking that the provider signed', () => {
  const thinking = (text: string) => ({
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'thinking_delta', thinking: text },
  });
  const events = sse('anthropic', [
    messageStart,
    { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } },
    thinking('The number is 1234-'),
    thinking('5678-9012, hm.'),
    { type: 'content_block_delta', index: 0, delta: { type: 'signature_delta', signature: 'c2ln' } },
    { type: 'content_block_stop', index: 0 },
    ...messageEnd,
  ]);
  const body = {
    ...anthropicBody(''),
    content: [{ type: 'thinking', thinking: 'The number is 1234-5678-9012, hm.', signature: 'c2ln' }],
  };

  test('is left alone, and that is told', async () => {
    const { sent, outcome } = await runStream(redaction(), events, streamCall('anthropic'));
    expect(sent.equals(join(events))).toBe(true);
    const whole = await respond(redaction(), 'anthropic', body);
    expect(whole.steps).toEqual([]);
    for (const said of [outcome.events, whole.events]) {
      expect(said).toMatchObject([
        { type: 'policy.signed_thinking_skipped', details: { location: 'content[0].thinking', count: 1 } },
      ]);
    }
  });

  test('is rewritten where the configuration asks for it, and then without its signature', async () => {
    const chain = redaction({ signed_thinking: 'rewrite' });
    const { sent } = await runStream(chain, events, streamCall('anthropic'));
    const whole = await respond(chain, 'anthropic', body);
    for (const result of [bodyOf('anthropic', sent), whole.body]) {
      expect(result).toMatchObject({ content: [{ thinking: 'The number is [REDACTED], hm.', signature: '' }] });
    }
  });
});

describe('what a policy is for', () => {
  const request = { model: 'gpt-5', messages: [{ role: 'user', content: secret }] };
  const asked = async (chain: ReturnType<typeof redaction>) =>
    (await chain.onRequest(Buffer.from(JSON.stringify(request)), request, callOf())).body;

  test('redaction is for responses unless told', async () => {
    expect(await asked(redaction())).toEqual(request);
    expect(await asked(redaction({ apply_to: 'both' }))).toMatchObject({ messages: [{ content: redacted }] });
    expect(redaction({ apply_to: 'request' }).openStream(streamCall('openai'))).toBeNull();
  });

  test('replacement is for both unless told', async () => {
    const rules = [{ find: 'account', replace: 'ACCOUNT' }];
    expect(JSON.stringify(await asked(replacement(rules)))).toContain('ACCOUNT');
    expect(await asked(replacement(rules, { apply_to: 'response' }))).toEqual(request);
  });

  test('only the kinds of text that are named', async () => {
    const chain = redaction({ kinds: ['refusal'] });
    const body = { choices: [{ index: 0, message: { role: 'assistant', content: secret, refusal: secret } }] };
    const { body: result } = await respond(chain, 'openai', body);
    expect(result).toMatchObject({ choices: [{ message: { content: secret, refusal: redacted } }] });
  });
});

test('text-replacement knows groups, any case, and the order of its rules', async () => {
  const chain = replacement([
    { regex: '(?<first>\\w+), (\\w+)!', replace: '$2 $<first>' },
    { find: 'CAT', replace: 'dog', ignore_case: true },
    { find: 'ca', replace: 'never' },
  ]);
  const { body, events } = await respond(chain, 'openai', openAiBody('World, hello! A Cat and a cat.'));
  expect(textsOf('openai', body)).toEqual(['hello World A dog and a dog.']);
  expect(events.map(({ type, details }) => [type, details['rule'], details['count']])).toEqual([
    ['policy.text_replaced', 'rules[0]', 1],
    ['policy.text_replaced', 'rules[1]', 2],
  ]);
});

import type { Api } from '@lens/core/formats';
import type { JsonObject } from '@lens/core/json';
import type { PolicyConfig } from '../../config/types';
import { callOf } from '../testing/calls';
import { answer, bodyOf, chunk, join, messageEnd, messageStart, runStream, sse, streamCall } from '../testing/streams';
import { apis, chainWith, redaction, textsOf } from '../testing/textPolicies';

const secret = 'Your account number is 1234-5678-9012.';
const redacted = 'Your account number is [REDACTED].';

const replacement = (rules: JsonObject[], options: PolicyConfig['options'] = {}) =>
  chainWith('text-replacement', { rules, ...options });

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

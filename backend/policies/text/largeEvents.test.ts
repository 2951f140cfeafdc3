import { encodeSse, type Api } from '@lens/core/formats';
import { recordedStreams } from '@lens/core/formats/fixtures';
import type { JsonObject } from '@lens/core/json';
import fc from 'fast-check';
import { turnOfTheLoop } from '../../maybe';
import { chainOfKinds } from '../testing/chains';
import { chunk, messageEnd, messageStart, opened, runStream, sse, streamCall } from '../testing/streams';

/** A large event is read in a thread and the rest of its stream is not: nothing else may come of it. */

const mail = 'kim@example.com';
const uses = (signed: 'leave' | 'rewrite') => [
  { use: 'text-replacement', options: { rules: [{ regex: 'ca+t|x+', replace: '' }], kinds: ['text' as const] } },
  { use: 'pii-redaction', options: { signed_thinking: signed } },
];
const chains = { leave: uses('leave'), rewrite: uses('rewrite') };

async function outcomeOf(
  api: Api,
  bytes: readonly Uint8Array[],
  large?: number,
  signed: keyof typeof chains = 'leave',
) {
  const chain = chainOfKinds(chains[signed], { heldBackChars: 1000, ...(large === undefined ? {} : { large }) });
  const { sent, outcome } = await runStream(chain, bytes, streamCall(api));
  const said = outcome.events.map(({ policy, type, details }) => JSON.stringify([policy, type, details])).sort();
  const { blocked, changed } = outcome;
  return { sent: sent.toString(), said, blocked, changed, steps: outcome.steps.map(({ body }) => String(body)) };
}

const word = fc.constantFrom(
  '4111 ',
  '1111 1111 ',
  '1111',
  'a',
  mail,
  ' k@',
  'example.com ',
  'cat',
  ' ',
  '"',
  '\\',
  'é😀',
);
const text = fc.array(word, { maxLength: 5 }).map((words) => words.join(''));
const index = fc.nat(2);
const signature = fc.constantFrom({}, {}, { signature: 'c2ln' });

const openAiDelta: fc.Arbitrary<JsonObject> = fc.oneof(
  text.map((content) => ({ content })),
  text.map((reasoning) => ({ reasoning, content: '' })),
  fc.tuple(text, index, signature).map(([said, at, seal]) => ({
    reasoning_details: [{ type: 'reasoning.text', text: said, index: at, ...seal }],
  })),
  fc.tuple(text, signature).map(([thinking, seal]) => ({ thinking_blocks: [{ type: 'thinking', thinking, ...seal }] })),
  fc.array(text, { maxLength: 3 }).map((parts) => ({ content: parts.map((said) => ({ type: 'text', text: said })) })),
  fc.tuple(text, index).map(([said, at]) => ({
    tool_calls: [{ index: at, function: { arguments: JSON.stringify({ said }) } }],
  })),
  fc.tuple(text, index).map(([said, at]) => ({ tool_calls: [{ index: at, function: { arguments: said } }] })),
  text.map((thought) => ({ extra: [{ thought, cost: 9_007_199_254_740_991 }] })),
);
const logprobs = text.map((token) => ({ logprobs: { content: [{ token }] } }));
const choice = fc
  .tuple(
    index,
    openAiDelta,
    fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, logprobs),
    fc.constantFrom(null, null, 'stop'),
  )
  .map(([at, delta, more, reason]) => ({ index: at, delta, finish_reason: reason, ...more }));
const openAiEvent: fc.Arbitrary<JsonObject> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.array(choice, { minLength: 1, maxLength: 4 }).map((choices) => ({ ...chunk({}), choices })),
  },
  { weight: 1, arbitrary: fc.array(text, { maxLength: 4 }).map((notes) => ({ ...chunk({}), notes })) },
  { weight: 1, arbitrary: text.map((delta) => ({ type: 'response.output_text.delta', item_id: 'm', delta })) },
  { weight: 1, arbitrary: text.map((message) => ({ error: { message } })) },
);

const blockIndex = fc.nat(1);
const anthropicDelta: fc.Arbitrary<JsonObject> = fc.oneof(
  text.map((said) => ({ type: 'text_delta', text: said })),
  text.map((thinking) => ({ type: 'thinking_delta', thinking })),
  text.map((said) => ({ type: 'input_json_delta', partial_json: JSON.stringify(said) })),
  text.map((said) => ({ type: 'novel_delta', novel: [said, said] })),
  fc.constant({ type: 'signature_delta', signature: 'c2ln' }),
);
const block: fc.Arbitrary<JsonObject> = fc.oneof(
  text.map((said) => ({ type: 'text', text: said })),
  fc.tuple(text, signature).map(([thinking, seal]) => ({ type: 'thinking', thinking, ...seal })),
  text.map((said) => ({ type: 'tool_use', id: 't', name: 'f', input: { said } })),
);
const anthropicEvent: fc.Arbitrary<JsonObject> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(blockIndex, anthropicDelta)
      .map(([at, delta]) => ({ type: 'content_block_delta', index: at, delta })),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(blockIndex, block)
      .map(([at, content_block]) => ({ type: 'content_block_start', index: at, content_block })),
  },
  { weight: 2, arbitrary: blockIndex.map((at) => ({ type: 'content_block_stop', index: at })) },
  { weight: 1, arbitrary: text.map((message) => ({ type: 'error', error: { type: 'api_error', message } })) },
);

const aside = fc.oneof(
  { weight: 5, arbitrary: fc.constant('') },
  text.map((said) => `: ${said}\n`),
);
const streams: Record<Api, fc.Arbitrary<Uint8Array[]>> = {
  openai: fc.array(fc.tuple(openAiEvent, aside), { maxLength: 8 }).map((events) => withAsides('openai', events)),
  anthropic: fc
    .array(fc.tuple(anthropicEvent, aside), { maxLength: 8 })
    .map((events) => [
      ...sse('anthropic', [messageStart]),
      ...withAsides('anthropic', events),
      ...sse('anthropic', messageEnd),
    ]),
};

function withAsides(api: Api, events: [JsonObject, string][]): Uint8Array[] {
  const made = sse(
    api,
    events.map(([event]) => event),
  );
  return made.map((bytes, at) => Buffer.concat([Buffer.from(events[at]?.[1] ?? ''), bytes]));
}

test.each(['openai', 'anthropic'] as const)(
  '%s: with any of its events read in a thread a stream is the same',
  async (api) => {
    await fc.assert(
      fc.asyncProperty(
        streams[api],
        fc.constantFrom(0, 0, 150, 250),
        fc.constantFrom('leave', 'rewrite'),
        async (bytes, large, signed) => {
          expect(await outcomeOf(api, bytes, large, signed)).toEqual(await outcomeOf(api, bytes, undefined, signed));
        },
      ),
      { numRuns: 100 },
    );
  },
);

test.each(['openai', 'anthropic'] as const)('%s: so it is with recorded streams', async (api) => {
  for (const { bytes } of recordedStreams(api)) {
    expect(await outcomeOf(api, [bytes], 0)).toEqual(await outcomeOf(api, [bytes]));
  }
});

const event = (choices: object[]) => encodeSse('', JSON.stringify({ object: 'chat.completion.chunk', choices }));
const redaction = (large: number) => chainOfKinds([{ use: 'pii-redaction', options: {} }], { large });

test('a card is found that begins before a large event and ends behind it', async () => {
  const many = Array.from({ length: 1000 }, (_, at) => ({
    index: at,
    delta: { content: at === 0 ? '4242 ' : `To quokka@example.com` },
  }));
  const bytes = [
    event([{ index: 0, delta: { content: 'Card 4242 ' } }]),
    event(many),
    event([{ index: 0, delta: { content: '4242 4242. Bye then.' } }]),
  ];
  const { sent } = await runStream(redaction(10_000), bytes, streamCall('openai'));
  expect(sent.toString()).toContain('[REDACTED]. Bye');
  expect(sent.toString()).not.toMatch(/4242 ?4242|quokka/);
});

test('a text is written to its own place, not to one whose path looks the same', async () => {
  const two = (here: string, there: string) =>
    encodeSse('', JSON.stringify({ x: { y: { content: here } }, 'x\u0000y': { content: there } }));
  const bytes = [two('Card 4242 4242 ', 'Hm, so '), two('4242 4242. Bye', 'be it.')];
  const { sent } = await runStream(redaction(0), bytes, streamCall('openai'));
  expect(sent.toString()).not.toMatch(/4242 ?4242/);
});

test('one that is beyond the limits of JSON passes where it may, and that is told', async () => {
  const chain = chainOfKinds([{ use: 'text-replacement', options: { rules: [{ find: 'cat', replace: '' }] } }], {
    large: 0,
  });
  const deep = encodeSse('', `{"x":${'['.repeat(300)}"cat"${']'.repeat(300)}}`);
  const { sent, outcome } = await runStream(chain, [deep], streamCall('openai'));
  expect(sent).toEqual(Buffer.from(deep));
  expect(outcome.events).toMatchObject([{ policy: 'text-replacement', type: 'policy.unread_passed' }]);
});

test('of a policy that fails at a large event, what it held of those before comes out as it would have', async () => {
  const chain = chainOfKinds([{ use: 'pii-redaction', options: {}, onError: 'open' }], { large: 0 });
  const tooMany = Array.from({ length: 5001 }, () => ({ index: 0, delta: { content: 'word ' } }));
  const bytes = [event([{ index: 0, delta: { content: '4242 4242 4242 4242 ' } }]), event(tooMany)];
  const { sent } = await runStream(chain, bytes, streamCall('openai'));
  expect(sent.toString()).toContain('"content":"[REDACTED]');
  expect(sent.toString()).not.toContain('4242 4242');
});

test.each([
  ['in a thread', redaction(0), 'To quokka@example.com, then'],
  ['in slices', chainOfKinds([{ use: 'pii-redaction', options: {} }]), 'To quokka@example.com, then '.repeat(5000)],
])('the work ends when its client has left, and no policy has failed: %s', async (_where, chain, content) => {
  for (let turns = 0; turns < 5; turns += 1) {
    const gone = new AbortController();
    const stream = opened(chain, { ...streamCall('openai'), signal: gone.signal });
    const pushed = stream.push(Buffer.from(event([{ index: 0, delta: { content } }])));
    for (let turn = 0; turn < turns; turn += 1) await turnOfTheLoop();
    gone.abort();
    stream.leave();
    await pushed;
    expect(stream.blocked).toBeNull();
  }
  expect(chain.failures().filter(({ count }) => count > 0)).toEqual([]);
});

test('the time that an event waits for a thread to write it is not the policy’s', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance', 'Date'] });
  try {
    const stream = opened(redaction(0), streamCall('openai'));
    const content = 'To quokka@example.com, then';
    const pushed = Promise.resolve(stream.push(Buffer.from(event([{ index: 0, delta: { content } }]))));
    // More turns than its three tasks take.
    for (let turns = 0; turns < 20; turns += 1) {
      await turnOfTheLoop();
      jest.advanceTimersByTime(40_000);
    }
    expect(Buffer.concat(await pushed).toString()).toContain('To [REDACTED], ');
  } finally {
    jest.useRealTimers();
  }
});

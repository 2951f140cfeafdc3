import fc from 'fast-check';
import type { Json, JsonObject } from '../json';
import { block, finish, start } from './fixtures/anthropicStreams';
import { streamBytes } from './fixtures/framing';
import { anthropicSdkResult, openAiSdkResult } from './fixtures/officialSdks';
import { reconstructBytes } from './index';

const words = fc.constantFrom('', 'a', 'é👋', ' b');
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const toolDelta = fc.record(
  {
    index: fc.nat(2),
    id: fc.constantFrom('', 'id', 'other'),
    type: fc.constantFrom('function', 'custom'),
    function: fc.record({ name: fc.constantFrom(null, '', 'f'), arguments: words }, { requiredKeys: [] }),
    custom: fc.record({ name: fc.constantFrom('', 'c'), input: words }, { requiredKeys: [] }),
    vendor: fc.nat(3),
  },
  { requiredKeys: ['index'] },
);
const delta = fc.record(
  {
    role: fc.constantFrom('assistant', '', null),
    content: fc.oneof(words, fc.constant(null)),
    refusal: fc.oneof(words, fc.constant(null)),
    tool_calls: fc.oneof(fc.array(toolDelta, { maxLength: 2 }), fc.constant(null)),
    function_call: fc.record({ name: words, arguments: words }, { requiredKeys: [] }),
    audio: fc.record(
      { id: fc.constantFrom('a', null), data: words, transcript: words, expires_at: fc.constantFrom(1, null) },
      { requiredKeys: [] },
    ),
    vendor: fc.nat(3),
  },
  { requiredKeys: [] },
);
const tokens = fc.oneof(fc.constant(null), fc.array(fc.record({ token: words }), { maxLength: 2 }));
const choiceDelta = fc.record(
  {
    index: fc.nat(2),
    delta: maybe(delta),
    finish_reason: fc.constantFrom(null, 'stop', 'length', undefined),
    logprobs: fc.oneof(fc.constant(null), fc.record({ content: tokens, refusal: tokens }, { requiredKeys: [] })),
    vendor: fc.nat(3),
  },
  { requiredKeys: ['index'] },
);
const anyChunk = fc.record(
  {
    id: fc.constantFrom('', 'c1', 'c2'),
    choices: fc.array(choiceDelta, { maxLength: 3 }),
    usage: fc.constantFrom(null, { prompt_tokens: 1 }),
    system_fingerprint: fc.constantFrom(null, '', 'fp'),
    obfuscation: words,
  },
  { requiredKeys: ['choices'] },
);

/** Each of them up to three times: events in a row of one form. */
function inRuns<T>(one: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<T[]> {
  const run = fc.tuple(one, fc.integer({ min: 1, max: 3 }));
  return fc.array(run, { maxLength }).map((runs) => runs.flatMap(([event, times]) => Array<T>(times).fill(event)));
}

/** Whatever a server may send for a start and an end, so that the SDK has what it asks for. */
function withEnds(chunks: object[]): object[] {
  const all = (fields: object) => ({ id: 'c', choices: [0, 1, 2].map((index) => ({ index, ...fields })) });
  return [all({ delta: { role: 'assistant' } }), ...chunks, all({ delta: {}, finish_reason: 'stop' })];
}

test('property: any sequence of deltas gives what the openai SDK gives, or something where it throws', async () => {
  let compared = 0;
  const property = fc.asyncProperty(inRuns(anyChunk, 6), async (chunks) => {
    const bytes = streamBytes('openai', asJson(withEnds(chunks)));
    const { body } = reconstructBytes('openai', bytes);
    const sdk = await openAiSdkResult([bytes]).catch(() => null);
    if (sdk === null) expect(body).not.toBeNull();
    else expect(withoutMadeUpIds(body)).toEqual(withoutMadeUpIds(sdk));
    compared += sdk === null ? 0 : 1;
  });
  await fc.assert(property, { numRuns: 100 });
  expect(compared).toBeGreaterThan(8);
});

const pieceOf = fc.record({
  index: fc.nat(2),
  delta: fc.oneof(
    fc.record({ content: words }),
    fc.record({ refusal: words }),
    fc.tuple(fc.nat(1), words).map(([index, text]) => ({ tool_calls: [{ index, function: { arguments: text } }] })),
    words.map((input) => ({ tool_calls: [{ index: 2, custom: { input } }] })),
  ),
});

test('property: answers and calls that are streamed side by side give what the openai SDK gives', async () => {
  const begun = { type: 'function', function: { name: 'f', arguments: '' } };
  const calls = [
    { index: 0, id: 'a', ...begun },
    { index: 1, id: 'b', ...begun },
    { index: 2, id: 'c', type: 'custom', custom: { name: 'g', input: '' } },
  ];
  const property = fc.asyncProperty(inRuns(pieceOf, 15), async (pieces) => {
    const begin = { id: 'c', choices: [0, 1, 2].map((index) => ({ index, delta: { tool_calls: calls } })) };
    const chunks = pieces.map((piece) => ({ id: 'c', choices: [piece] }));
    const bytes = streamBytes('openai', asJson(withEnds([begin, ...chunks])));
    expect(reconstructBytes('openai', bytes).body).toEqual(await openAiSdkResult([bytes]));
  });
  await fc.assert(property, { numRuns: 60 });
});

/** Drops `undefined`, which no wire carries. */
function asJson(value: object[]): JsonObject[] {
  return JSON.parse(JSON.stringify(value)) as JsonObject[];
}

/** The SDK invents an id for a tool call that has none. */
function withoutMadeUpIds(body: Json): Json {
  return JSON.parse(
    JSON.stringify(body, (key, value: unknown) =>
      key === 'id' && typeof value === 'string' && value.startsWith('call_') ? undefined : value,
    ),
  ) as Json;
}

const blockStart = fc.oneof(
  fc.record({ type: fc.constant('text'), text: words }),
  fc.record({ type: fc.constant('thinking'), thinking: words, signature: words }),
  fc.record({
    type: fc.constantFrom('tool_use', 'server_tool_use', 'mcp_tool_use'),
    id: words,
    input: fc.constantFrom({}, { a: 1 }),
  }),
  fc.record({ type: fc.constantFrom('compaction', 'hologram'), content: fc.constantFrom(null, 'x') }),
  fc.constant({ type: 'fallback', to: { model: 'other' } }),
);
const blockDelta = fc.oneof(
  fc.record({ type: fc.constant('text_delta'), text: words }),
  fc.record({ type: fc.constant('thinking_delta'), thinking: words }),
  fc.record({ type: fc.constant('signature_delta'), signature: words }),
  fc.record({ type: fc.constant('citations_delta'), citation: fc.record({ cited_text: words }) }),
  fc.record({
    type: fc.constant('input_json_delta'),
    partial_json: fc.constantFrom('', '{"a":', '{"a":[1,', '12', '}', 'null', '{"__proto__":', '"\\u00', '31"'),
  }),
  fc.record({ type: fc.constantFrom('compaction_delta', 'hologram_delta'), content: words }),
);
const usageTotals = fc.record(
  {
    output_tokens: fc.nat(9),
    input_tokens: fc.constantFrom(null, 0, 5),
    cache_read_input_tokens: fc.constantFrom(null, 0, 5),
    server_tool_use: fc.constantFrom(null, { web_search_requests: 1 }),
    iterations: fc.constantFrom(null, []),
    vendor: fc.nat(2),
  },
  { requiredKeys: [] },
);
const messageDelta = fc.record(
  {
    stop_reason: fc.constantFrom(null, 'end_turn'),
    stop_sequence: fc.constantFrom(null, 'X'),
    stop_details: fc.constantFrom(null, { type: 'refusal' }),
    container: fc.constantFrom(null, { id: 'c' }),
  },
  { requiredKeys: [] },
);
const anyEvent = fc.oneof(
  fc.record({ type: fc.constant('content_block_start'), index: fc.nat(3), content_block: blockStart }),
  fc.record({ type: fc.constant('content_block_delta'), index: fc.nat(3), delta: blockDelta }),
  fc.record({ type: fc.constant('content_block_stop'), index: fc.nat(3) }),
  fc.record({ type: fc.constant('message_delta'), delta: messageDelta, usage: usageTotals }),
  fc.record({ type: fc.constantFrom('ping', 'hint') }),
);

const startContent = fc.constantFrom<Json[]>(
  [],
  [{ type: 'text', text: 'a' }],
  [{ type: 'tool_use', id: 't', name: 'f', input: { a: 1 } }],
);

test.each([true, false])(
  'property: any sequence of events gives what the anthropic SDK gives (beta: %s)',
  async (beta) => {
    let compared = 0;
    const sequences = inRuns(anyEvent, 8);
    const property = fc.asyncProperty(startContent, sequences, async (content, events) => {
      const all = [start({ content }), ...block(0, { type: 'text', text: '' }), ...asJson(events), ...finish()];
      const bytes = streamBytes('anthropic', all);
      const { body } = reconstructBytes('anthropic', bytes, { beta });
      const sdk = await anthropicSdkResult([bytes], beta).catch(() => null);
      if (sdk === null) expect(body).not.toBeNull();
      else expect(body).toEqual(sdk);
      compared += sdk === null ? 0 : 1;
    });
    await fc.assert(property, { numRuns: 120 });
    expect(compared).toBeGreaterThan(15);
  },
);

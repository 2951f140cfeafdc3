import { responseTexts, type Api } from '@lens/core/formats';
import { recordedStreams } from '@lens/core/formats/fixtures';
import { isObject, type JsonObject } from '@lens/core/json';
import fc from 'fast-check';
import type { PolicyEvent } from '../../call';
import { callOf } from '../testing/calls';
import { chainOfKinds } from '../testing/chains';
import { answer, bodyOf, chunk, join, messageEnd, messageStart, runStream, sse, streamCall } from '../testing/streams';

const apis = ['openai', 'anthropic'] as const;

function textsOf(api: Api, body: JsonObject): string[] {
  return [...responseTexts(api, body)].map(({ text }) => text);
}

const replacing = (regex: string) =>
  chainOfKinds([{ use: 'text-replacement', options: { rules: [{ regex, replace: '<$&>' }] } }], {
    heldBackChars: 100_000,
  });

const respond = async (chain: ReturnType<typeof replacing>, api: Api, body: JsonObject) =>
  chain.onResponse(Buffer.from(JSON.stringify(body)), body, callOf({ api }));

const words = fc.array(
  fc.constantFrom(
    '1234',
    '-',
    '5678',
    '9012',
    ' ',
    'a',
    '@',
    'b.io',
    'cat',
    'x',
    '"',
    '\\',
    'é😀',
    '\n',
    '4111111111111111',
  ),
  { minLength: 1, maxLength: 12 },
);
const pieces = words.chain((all) => {
  const text = all.join('');
  return fc.array(fc.nat(text.length), { maxLength: 6 }).map((cuts) => {
    const edges = [0, ...cuts.sort((a, b) => a - b), text.length];
    return edges
      .slice(1)
      .map((edge, index) => text.slice(edges[index], edge))
      .filter((piece) => piece !== '');
  });
});

const ways = apis.flatMap((api) => [
  { api, way: 'one by one', arriving: (events: Uint8Array[]) => events },
  { api, way: 'all together', arriving: (events: Uint8Array[]) => [join(events)] },
]);

test.each(ways)(
  'for any text in any pieces that come $way, a stream of $api says what the whole response would say',
  async ({ api, arriving }) => {
    const cats = { use: 'text-replacement', options: { rules: [{ regex: 'ca+t|x+', replace: '' }] } };
    const chain = chainOfKinds([{ use: 'pii-redaction', options: {} }, cats], { heldBackChars: 1000 });
    await fc.assert(
      fc.asyncProperty(pieces, async (parts) => {
        const events = answer(api, parts);
        const { sent, outcome } = await runStream(chain, arriving(events), streamCall(api));
        const original = bodyOf(api, join(events));
        const whole = await respond(chain, api, original);
        expect(textsOf(api, bodyOf(api, sent))).toEqual(textsOf(api, whole.body));
        expect(outcome.changed).toBe(!sent.equals(join(events)));
        const said = (events: PolicyEvent[]) => events.map(({ details }) => JSON.stringify(details)).sort();
        expect(said(outcome.events)).toEqual(said(whole.events));
        expect(outcome.steps.at(-1)?.body ?? join(events)).toEqual(sent);
      }),
      { numRuns: 200 },
    );
  },
);

const chunks = (first: JsonObject, deltas: JsonObject[]) =>
  sse('openai', [chunk({ role: 'assistant', ...first }), ...deltas.map((delta) => chunk(delta)), ending]);
const ending = chunk({}, { finish_reason: 'stop' });

/** How servers of OpenAI's API, and one feature of Anthropic's, put a text into a stream besides plain deltas. */
const dialects: { name: string; api: Api; stream: (parts: string[]) => Uint8Array[] }[] = [
  {
    name: 'reasoning in two fields, one of them a list of parts that name a provider',
    api: 'openai',
    stream: (parts) => {
      const detail = { type: 'reasoning.text', index: 0, format: 'unknown', provider: 'google-vertex' };
      return chunks(
        {},
        parts.map((text) => ({ content: '', reasoning: text, reasoning_details: [{ ...detail, text }] })),
      );
    },
  },
  {
    name: 'thinking in a list of parts, its last one beside the first of the answer',
    api: 'openai',
    stream: (parts) => {
      const thinking = parts.map((text) => ({ type: 'thinking', thinking: [{ type: 'text', text }] }));
      const last = [...thinking.slice(-1), { type: 'text', text: 'The answer is 1' }];
      const deltas = [...thinking.slice(0, -1).map((part) => [part]), last].map((content) => ({ content }));
      return chunks({}, [...deltas, { content: '2.' }]);
    },
  },
  {
    name: 'tool calls of which one begins while another goes on',
    api: 'openai',
    stream: (parts) => {
      const json = ['{"a":"', ...parts.map((part) => JSON.stringify(part).slice(1, -1)), '"}'];
      const call = (index: number, more: JsonObject) => ({ tool_calls: [{ index, ...more }] });
      const begin = (index: number) =>
        call(index, { id: `c${index}`, type: 'function', function: { name: 'f', arguments: '' } });
      const pieces = json.map((piece, at) => [
        ...(at < 3 ? [begin(at)] : []),
        call(0, { function: { arguments: piece } }),
        { content: 'so ' },
      ]);
      return chunks({}, pieces.flat());
    },
  },
  {
    name: 'tools that ran at the provider',
    api: 'openai',
    stream: (parts) => {
      const output = parts.join('');
      return chunks({ executed_tools: [{ index: 0, arguments: JSON.stringify({ a: output }), output }] }, []);
    },
  },
  {
    name: 'a message that starts with blocks in it',
    api: 'anthropic',
    stream: (parts) => {
      const content = [{ type: 'tool_use', id: 't', name: 'f', input: { a: parts.join('') } }];
      const message = { ...(isObject(messageStart['message']) ? messageStart['message'] : {}), content };
      return sse('anthropic', [{ ...messageStart, message }, ...messageEnd]);
    },
  },
];

test.each(dialects)('for any text in any pieces, so does $name', async ({ api, stream }) => {
  const chain = chainOfKinds([{ use: 'pii-redaction', options: {} }], { heldBackChars: 1000 });
  await fc.assert(
    fc.asyncProperty(pieces, async (parts) => {
      const events = stream(parts);
      const { sent } = await runStream(chain, events, streamCall(api));
      const whole = await respond(chain, api, bodyOf(api, join(events)));
      expect(bodyOf(api, sent)).toEqual(whole.body);
    }),
    { numRuns: 60 },
  );
});

test('an answer that each chunk says twice is rewritten in both places', async () => {
  const chain = replacing('secret');
  const said = ['the sec', 'ret is out', ''].map((text) => chunk({ content: text }, { text }));
  const { sent } = await runStream(chain, sse('openai', [...said, ending]), streamCall('openai'));
  const texts = [...sent.toString().matchAll(/"text":"([^"]*)"/g)].map(([, text]) => text);
  expect(texts.join('')).toBe('the <secret> is out');
  expect(textsOf('openai', bodyOf('openai', sent))).toContain('the <secret> is out');
});

const recordings = apis.map((api) => ({ api, recorded: recordedStreams(api) }));

describe.each(recordings)('the recorded streams of $api', ({ api, recorded }) => {
  test.each(['[aeiou]+', '\\b\\w+\\b', '(?:[^ ]* ){3}', '\\d'])(
    'say what the whole responses would say with %s replaced',
    async (regex) => {
      const chain = replacing(regex);
      for (const { bytes } of recorded) {
        const { sent } = await runStream(chain, [bytes], streamCall(api));
        const whole = await respond(chain, api, bodyOf(api, bytes));
        expect(textsOf(api, bodyOf(api, sent))).toEqual(textsOf(api, whole.body));
      }
    },
  );

  test('keep their texts where nothing is replaced, whatever is held back on the way', async () => {
    const chain = replacing('no such text');
    for (const { bytes } of recorded) {
      const cut = [...bytes].map((_byte, at) => at).filter((at) => at % 97 === 0);
      const chunks = cut.map((at, index) => bytes.subarray(at, cut[index + 1]));
      const { sent } = await runStream(chain, chunks, streamCall(api));
      expect(textsOf(api, bodyOf(api, sent))).toEqual(textsOf(api, bodyOf(api, bytes)));
    }
  });
});

import { responseTexts, type Api } from '@lens/core/formats';
import type { JsonObject } from '@lens/core/json';
import fc from 'fast-check';
import type { PolicyEvent } from '../../../capture/facts';
import { createChain } from '../../index';
import { callOf } from '../../testing/calls';
import { recordedStreams } from '../../testing/recorded';
import { answer, bodyOf, join, runStream, streamCall } from '../../testing/streams';

const apis = ['openai', 'anthropic'] as const;

function textsOf(api: Api, body: JsonObject): string[] {
  return [...responseTexts(api, body)].map(({ text }) => text);
}

const replacing = (regex: string) =>
  createChain(
    [
      {
        name: 'mine',
        use: 'text-replacement',
        onError: 'closed',
        timeoutMs: 30_000,
        options: { rules: [{ regex, replace: '<$&>' }] },
      },
    ],
    { heldBackChars: 100_000 },
  );

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

test.each(apis)('for any text in any pieces, a stream of %s says what the whole response would say', async (api) => {
  const chain = createChain(
    [
      { name: 'pii', use: 'pii-redaction', onError: 'closed', timeoutMs: 30_000, options: {} },
      {
        name: 'cats',
        use: 'text-replacement',
        onError: 'closed',
        timeoutMs: 30_000,
        options: { rules: [{ regex: 'ca+t|x+', replace: '' }] },
      },
    ],
    { heldBackChars: 1000 },
  );
  await fc.assert(
    fc.asyncProperty(pieces, async (parts) => {
      const events = answer(api, parts);
      const { sent, outcome } = await runStream(chain, events, streamCall(api));
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
});

const recordings = apis.map((api) => ({ api, recorded: recordedStreams(api) }));
/** Recordings belong to other projects; a machine may lack them, and then the run says that this was skipped. */
const describeRecorded = recordings.some(({ recorded }) => recorded.length === 0) ? describe.skip : describe;

describeRecorded.each(recordings)('the recorded streams of $api', ({ api, recorded }) => {
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

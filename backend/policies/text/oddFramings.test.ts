import fc from 'fast-check';
import { chainOfKinds } from '../testing/chains';
import { chunk, runStream, streamCall } from '../testing/streams';

const chain = chainOfKinds([{ use: 'pii-redaction', options: {} }]);
const card = '4242 4242 4242 4242';
const secret = JSON.stringify(chunk({ content: `Pay ${card} now` }));

const fields = [
  'data: ',
  'data:',
  'data:  ',
  'data:\t',
  'data',
  'event: ',
  'id: ',
  ': ',
  ':',
  '',
  ' data: ',
  '\ufeffdata: ',
  '{',
];
const values = [secret, secret.slice(0, 90), secret.slice(90), card, `{"a":"${card}"}`, `["${card}"]`, '[DONE]', ''];
const lineEnds = ['\n', '\n\n', '\r\n', '\r\n\r\n', '\r', '\r\r', '\n\r\n'];
/** As a word of its own: as a part of another it is no card. */
const shown = /(?<![\w.@%+-])4242 4242 4242 4242(?![\w.-])/;

test('property: whatever lines a stream is made of, a card never gets past a policy that redacts', async () => {
  const line = fc.tuple(fc.constantFrom(...fields), fc.constantFrom(...values), fc.constantFrom(...lineEnds));
  const cuts = fc.array(fc.nat(700), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 7 }), cuts, async (lines, at) => {
      const bytes = Buffer.from(lines.flat().join(''));
      const edges = [...at.map((cut) => Math.min(cut, bytes.length)), bytes.length].sort((a, b) => a - b);
      const pieces = edges.map((edge, index) => bytes.subarray(edges[index - 1] ?? 0, edge));
      const { sent } = await runStream(chain, pieces, streamCall('openai'));
      expect(sent.toString()).not.toMatch(shown);
    }),
    { numRuns: 400 },
  );
});

import fc from 'fast-check';
import { anthropicSdkResult, openAiSdkResult } from './fixtures/officialSdks';
import { anthropicStreams } from './fixtures/anthropicStreams';
import { cutAt, streamBytes, type Framing } from './fixtures/framing';
import { openAiStreams } from './fixtures/openaiStreams';
import { createReconstructor, createSseDecoder, reconstructBytes, type Api, type Reconstruction } from './index';

/** As the gateway's readers do it: pieces in, events out, the body at the end. */
function rebuilt(api: Api, pieces: readonly Uint8Array[], beta = true): Reconstruction {
  const decoder = createSseDecoder();
  const reconstructor = createReconstructor(api, { beta });
  for (const piece of pieces) for (const event of decoder.push(piece)) reconstructor.push(event);
  for (const event of decoder.end()) reconstructor.push(event);
  return reconstructor.result();
}

const framings: fc.Arbitrary<Framing> = fc.record({
  lineBreak: fc.constantFrom('\n', '\r\n', '\r'),
  byteOrderMark: fc.boolean(),
  comments: fc.boolean(),
  padding: fc.nat(12),
  indented: fc.boolean(),
});
const cuts = fc.oneof(
  { weight: 9, arbitrary: fc.array(fc.nat(6000), { maxLength: 40 }) },
  { weight: 1, arbitrary: fc.constant('every byte' as const) },
);

describe('openai', () => {
  test.each(openAiStreams)('$name: the body is what the SDK accumulates', async ({ chunks }) => {
    const bytes = streamBytes('openai', chunks);
    const { body, complete } = reconstructBytes('openai', bytes);
    expect(body).toEqual(await openAiSdkResult([bytes]));
    expect(complete).toBe(true);
  });

  test('property: the same at any cut and in any framing', async () => {
    const property = fc.asyncProperty(
      fc.constantFrom(...openAiStreams),
      framings,
      cuts,
      async (stream, framing, at) => {
        const pieces = cutAt(streamBytes('openai', stream.chunks, framing), at);
        expect(rebuilt('openai', pieces).body).toEqual(await openAiSdkResult(pieces));
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });
});

describe.each([true, false])('anthropic, beta: %s', (beta) => {
  test.each(anthropicStreams)('$name: the body is what the SDK accumulates', async ({ events }) => {
    const bytes = streamBytes('anthropic', events);
    const { body, complete } = reconstructBytes('anthropic', bytes, { beta });
    expect(body).toEqual(await anthropicSdkResult([bytes], beta));
    expect(complete).toBe(true);
  });

  test('property: the same at any cut and in any framing', async () => {
    const property = fc.asyncProperty(
      fc.constantFrom(...anthropicStreams),
      framings,
      cuts,
      async (stream, framing, at) => {
        const pieces = cutAt(streamBytes('anthropic', stream.events, framing), at);
        expect(rebuilt('anthropic', pieces, beta).body).toEqual(await anthropicSdkResult(pieces, beta));
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });
});

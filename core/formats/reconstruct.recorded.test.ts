import { anthropicSdkResult, openAiSdkResult } from './fixtures/officialSdks';
import { recordedFolder, recordedStreams } from './fixtures/recorded';
import { reconstructBytes } from './index';
import type { Json } from '../json';

const openAiStreams = recordedStreams('openai');
const anthropicStreams = recordedStreams('anthropic');

test('recorded streams of both APIs, or none at all', () => {
  if (openAiStreams.length === 0) {
    console.warn(`NOT TESTED on recorded streams: none in ${recordedFolder}. Set LENS_FIXTURES to their folder.`);
  }
  expect(openAiStreams.length > 0).toBe(anthropicStreams.length > 0);
});

for (const { name, bytes } of openAiStreams) {
  test(`openai ${name}: the body is the official SDK's`, async () => {
    const { body, complete, error, unknown } = reconstructBytes('openai', bytes);
    expect({ complete, error, unknown }).toEqual({ complete: true, error: null, unknown: [] });
    expect(withoutReasoning(body)).toEqual(withoutReasoning(await openAiSdkResult([bytes])));
  });
}

for (const { name, bytes } of anthropicStreams) {
  test.each([true, false])(`anthropic ${name}: the body is the official SDK's (beta: %s)`, async (beta) => {
    const { body, complete, error } = reconstructBytes('anthropic', bytes, { beta });
    expect({ complete, error }).toEqual({ complete: true, error: null });
    expect(body).toEqual(await anthropicSdkResult([bytes], beta));
  });
}

/** The SDK keeps only the last fragment of a field that it does not know. */
function withoutReasoning(body: Json): Json {
  return JSON.parse(JSON.stringify(body), (key, value: Json) => (key === 'reasoning_content' ? null : value)) as Json;
}

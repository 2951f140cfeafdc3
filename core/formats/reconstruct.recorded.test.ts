import { anthropicSdkResult, openAiSdkResult } from './fixtures/officialSdks';
import { recordedStreams } from './fixtures/recorded';
import { streamBytes } from './fixtures/framing';
import { rewriteStream } from './fixtures/rewriteStream';
import { createSseDecoder, reconstructBytes, type TextChannel } from './index';
import { isObject, type Json } from '../json';

const openAiStreams = recordedStreams('openai');
const anthropicStreams = recordedStreams('anthropic');

for (const { name, bytes } of openAiStreams) {
  test(`openai ${name}: the body is the official SDK's`, async () => {
    const sdk = await openAiSdkResult([bytes]).catch(refused);
    const { body, complete, error } = reconstructBytes('openai', bytes);
    if (sdk === null) return;
    expect({ complete, error }).toEqual({ complete: true, error: null });
    expect(comparable(body)).toEqual(comparable(sdk));
  });
}

for (const { name, bytes } of anthropicStreams) {
  test.each([true, false])(`anthropic ${name}: the body is the official SDK's (beta: %s)`, async (beta) => {
    const sdk = await anthropicSdkResult([bytes], beta).catch(refused);
    const { body, complete, error } = reconstructBytes('anthropic', bytes, { beta });
    if (sdk === null) return;
    expect({ complete, error }).toEqual({ complete: true, error: null });
    expect(body).toEqual(sdk);
  });
}

/** A recording that the SDK refuses (an error, a stream that was cut, another API) is no judge; it is said. */
function refused(error: unknown): null {
  console.warn('NOT COMPARED, the SDK refuses the stream:', error);
  return null;
}

/** Holds a text back until it ends. */
function heldToTheEnd(): TextChannel {
  let held = '';
  return {
    push(text) {
      held += text;
      return '';
    },
    end: () => held,
  };
}

for (const { api, name, bytes } of [...openAiStreams, ...anthropicStreams]) {
  test(`${api} ${name}: texts that were held back to their end are all there`, () => {
    const events = createSseDecoder()
      .push(bytes)
      .filter(({ blank, data }) => blank !== true && data !== '[DONE]')
      .map((event): unknown => JSON.parse(event.data))
      .filter(isObject);
    const { body } = reconstructBytes(api, streamBytes(api, rewriteStream(api, events, heldToTheEnd)));
    expect(body).toEqual(reconstructBytes(api, bytes).body);
  });
}

/** Leaves out where the SDK loses text: fields that it does not know keep their last fragment only, parts become strings. */
function comparable(body: Json): Json {
  return JSON.parse(JSON.stringify(body), (key, value: Json) => {
    const isReasoning = ['reasoning', 'reasoning_content', 'reasoning_details'].includes(key);
    const isParts =
      key === 'content' && (Array.isArray(value) || (typeof value === 'string' && value.includes('[object Object]')));
    return isReasoning || isParts ? null : value;
  });
}

import Anthropic from '@anthropic-ai/sdk';
import type { Api } from '@lens/core/formats';
import { recordedStreams } from '@lens/core/formats/fixtures';
import OpenAI from 'openai';
import { storedCall } from '../support/calls';
import { startLens, type Lens } from '../support/lens';
import { allProven } from '../support/verify';
import { startReplayProvider, type ReplayProvider } from '../support/replayProvider';

let lens: Lens;
let provider: ReplayProvider;

beforeAll(async () => {
  provider = await startReplayProvider();
  lens = await startLens({ env: { OPENAI_BASE_URL: provider.url, ANTHROPIC_BASE_URL: provider.url } });
});

afterAll(async () => {
  await lens.stop();
  lens.remove();
  await provider.stop();
});

const paths: Record<Api, string> = { openai: '/v1/chat/completions', anthropic: '/v1/messages' };

/** What the official SDK makes of the stream at an address; its error where it refuses the stream. */
async function bySdk(api: Api, url: string): Promise<unknown> {
  const messages = [{ role: 'user' as const, content: 'hi' }];
  try {
    if (api === 'openai') {
      const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'k', maxRetries: 0 });
      return await client.chat.completions.stream({ model: 'gpt-x', messages }).finalChatCompletion();
    }
    const client = new Anthropic({ baseURL: url, apiKey: 'k', maxRetries: 0 });
    return await client.messages.stream({ model: 'claude-x', max_tokens: 9, messages }).finalMessage();
  } catch (error) {
    return { refused: error instanceof Error ? error.message : String(error) };
  }
}

const streams = [...recordedStreams('openai'), ...recordedStreams('anthropic')];

describe.each(streams)('recorded stream $api/$name', ({ api, bytes: recorded }) => {
  const bytes = Buffer.from(recorded);

  test.each([1, 7, 61, 100_000])(
    'cut into pieces of %i bytes reaches the SDK as if it came from the provider',
    async (size) => {
      // One byte a piece is slow for the longest recordings and adds nothing there.
      const pieceBytes = size === 1 && bytes.length > 20_000 ? 13 : size;
      provider.play({ bytes, contentType: 'text/event-stream', pieceBytes });
      expect(await bySdk(api, lens.url)).toEqual(await bySdk(api, provider.url));
    },
  );

  test('reaches the client byte for byte and is stored as a whole call', async () => {
    provider.play({ bytes, contentType: 'text/event-stream', pieceBytes: 3_000 });
    const answer = await fetch(lens.url + paths[api], {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer k' },
      body: JSON.stringify({ model: 'm', stream: true, messages: [] }),
    });
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    const call = await storedCall(lens, answer.headers.get('x-luthien-call-id') ?? '');
    expect(call).toMatchObject({ stream: true, httpStatus: 200, response: { changed: false } });
    expect(call.responseBytes).toBe(bytes.length);
  });
});

test('all that was stored of them is proven', async () => {
  const { calls } = await allProven(lens.dataDir);
  expect(calls).toBeGreaterThanOrEqual(5 * streams.length);
});

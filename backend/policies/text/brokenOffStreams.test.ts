import { createSseDecoder, type Api } from '@lens/core/formats';
import { chainOfKinds } from '../testing/chains';
import { answer, join, opened, streamCall } from '../testing/streams';

/** Wherever a provider breaks off, clients get whole events: the error that says so follows as one more of them. */

const pieces = ['Pay 4242 4242 ', '4242 4242 or ', 'write to jane.', 'roe@corp.example'];
const chains = {
  'pii-redaction': chainOfKinds([{ use: 'pii-redaction', options: {} }]),
  'text-replacement': chainOfKinds([
    { use: 'text-replacement', options: { rules: [{ find: 'write to', replace: 'ask' }] } },
  ]),
  'one behind the other': chainOfKinds([
    { use: 'text-replacement', options: { rules: [{ find: '4242 or write', replace: '4242 and write' }] } },
    { use: 'pii-redaction', options: {} },
  ]),
};

type Name = keyof typeof chains;
const names: readonly Name[] = ['pii-redaction', 'text-replacement', 'one behind the other'];
const cases = names.flatMap((name) => (['openai', 'anthropic'] as const).map((api): [Name, Api] => [name, api]));

/** What is sent of the beginning of a stream, and what the record has the last policy leave. */
async function sentOf(
  name: Name,
  api: Api,
  bytes: Buffer,
): Promise<{ sent: Buffer; recorded: Uint8Array | undefined }> {
  const stream = opened(chains[name], streamCall(api));
  const parts = [...(await stream.push(bytes)), ...(await stream.end(true))];
  const { changed, steps } = stream.outcome();
  return { sent: Buffer.concat(parts), recorded: changed ? steps.at(-1)?.body : bytes };
}

function dataIn(sent: Buffer): string[] {
  const decoder = createSseDecoder();
  return [...decoder.push(sent), ...decoder.end()].flatMap(({ data, blank }) => (blank ? [] : [data]));
}

const isWhole = (data: string) => data === '[DONE]' || JSON.parse(data) !== null;

test.each(cases)('%s leaves whole events of a stream of %s that ends anywhere', async (name, api) => {
  const stream = join(answer(api, pieces));
  for (let end = 1; end <= stream.length; end += 1) {
    const { sent, recorded } = await sentOf(name, api, stream.subarray(0, end));
    const data = dataIn(sent);
    expect(() => data.every(isWhole)).not.toThrow();
    expect(recorded?.toString()).toBe(sent.toString());
  }
});

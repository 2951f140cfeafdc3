import { createSseDecoder, separator, type Api } from '@lens/core/formats';
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

const error = '{"error":{"message":"It broke off."}}';

/** The data of what is sent, and of the error that follows. */
function dataIn(sent: Buffer): string[] {
  const decoder = createSseDecoder();
  const told = Buffer.from(`${separator('events', sent)}data: ${error}\n\n`);
  return [...decoder.push(sent), ...decoder.push(told), ...decoder.end()].flatMap(({ data, blank }) =>
    blank ? [] : [data],
  );
}

const isWhole = (data: string) => data === '[DONE]' || JSON.parse(data) !== null;

/** Behind each byte, or where other line ends are all that differs behind those and the bytes before them. */
function endsOf(stream: Buffer, lineEnd: string): number[] {
  const ends = Array.from({ length: stream.length }, (_, at) => at + 1);
  const isNear = (end: number) => /[\r\n]/.test(stream.toString('latin1', end - 1, end + 1));
  return lineEnd === '\n' ? ends : ends.filter(isNear);
}

describe.each(['\n', '\r', '\r\n'])('with lines that end in %j', (lineEnd) => {
  test.each(cases)('%s leaves whole events of a stream of %s that ends anywhere', async (name, api) => {
    const stream = Buffer.from(join(answer(api, pieces)).toString().replaceAll('\n', lineEnd));
    for (const end of endsOf(stream, lineEnd)) {
      const { sent, recorded } = await sentOf(name, api, stream.subarray(0, end));
      const data = dataIn(sent);
      expect(data.at(-1)).toBe(error);
      expect(() => data.every(isWhole)).not.toThrow();
      expect(recorded?.toString()).toBe(sent.toString());
    }
  });
});

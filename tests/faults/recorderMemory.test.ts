import { startDemoProvider, type DemoProvider } from '@lens/backend/demo';
import { allCalls, storedCall } from '../support/calls';
import { startLens, type Lens } from '../support/lens';
import { sendCall } from '../support/load';
import { startReplayProvider, type ReplayProvider } from '../support/replayProvider';
import { allProven } from '../support/verify';

jest.setTimeout(600_000);

/** A call may be more than the recorder can bear. That costs the call its diff: never the gateway, never other calls. */

let demo: DemoProvider;
let replay: ReplayProvider;
let lens: Lens | undefined;

beforeAll(async () => {
  demo = await startDemoProvider();
  replay = await startReplayProvider();
});

afterEach(async () => {
  await lens?.kill();
  lens?.remove();
});

afterAll(async () => {
  await demo.stop();
  await replay.stop();
});

const config = () => `
upstreams:
  openai: { base_url: ${demo.url} }
  huge: { api: openai, base_url: ${replay.url} }
routes:
  - { model: huge, upstream: huge }
`;
const megabyte = 1024 * 1024;

test('a call that the recorder runs out of memory with is stored in part, and no other call is lost', async () => {
  // An answer of so many choices takes more than the least memory there can be.
  replay.play({ bytes: choices(400_000), contentType: 'text/event-stream', pieceBytes: megabyte });
  lens = await startLens({ config: config(), env: { LENS_RECORDER_MEMORY_BYTES: String(64 * megabyte) } });
  const before = await some(lens, 20);
  const poison = await ask(lens);
  const after = await some(lens, 20);

  const stored = await storedCall(lens, poison);
  expect(stored).toMatchObject({ status: 'complete', stream: true });
  expect(await saidOf(lens, poison)).toMatchObject({ details: { reason: 'recorder_died' } });
  for (const { callId } of [...before, ...after]) {
    expect(await storedCall(lens, callId)).toMatchObject({ status: 'complete' });
  }
  expect((await allCalls(lens)).length).toBe(41);
  expect(lens.output().match(/The recorder stopped and is started again/g)).toHaveLength(2);
  expect(lens.output()).toContain('JavaScript heap out of memory');
  expect((await allProven(lens.dataDir)).inPart).toBe(1);
  expect(await lens.stop()).toBe(0);
});

test('a call beyond capture.call_bytes is stored in part at once', async () => {
  replay.play({ bytes: stream(3 * megabyte), contentType: 'text/event-stream', pieceBytes: megabyte });
  lens = await startLens({ config: config(), env: { LENS_CALL_BYTES: String(megabyte) } });
  const large = await ask(lens);
  const [other] = await some(lens, 1);
  expect(await storedCall(lens, large)).toMatchObject({ status: 'complete', stream: true });
  expect(await saidOf(lens, large)).toMatchObject({ details: { reason: 'too_large' } });
  expect(other && (await storedCall(lens, other.callId))).toMatchObject({ status: 'complete' });
  expect(lens.output()).not.toContain('The recorder stopped');
  expect((await allProven(lens.dataDir)).inPart).toBe(1);
});

/** An OpenAI stream that says a word in each of so many choices. */
function choices(count: number): Buffer {
  const chunk = (index: number) => `data: {"choices":[{"index":${index},"delta":{"content":"a"}}]}\n\n`;
  return Buffer.from(`${Array.from({ length: count }, (_, index) => chunk(index)).join('')}data: [DONE]\n\n`);
}

/** An OpenAI stream of very small chunks. */
function stream(bytes: number): Buffer {
  const chunk = 'data: {"choices":[{"index":0,"delta":{"content":"a"}}]}\n\n';
  return Buffer.from(`${chunk.repeat(Math.floor(bytes / chunk.length))}data: [DONE]\n\n`);
}

/** Asks the huge model and reads its answer to the end; the call's id. */
async function ask(lens: Lens): Promise<string> {
  const answer = await fetch(`${lens.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer any' },
    body: JSON.stringify({ model: 'huge', stream: true, messages: [{ role: 'user', content: 'Hello' }] }),
  });
  expect(await answer.text()).toContain('[DONE]');
  return answer.headers.get('x-luthien-call-id') ?? '';
}

async function some(lens: Lens, count: number) {
  const calls = await Promise.all(
    Array.from({ length: count }, (_, index) => sendCall(lens.url, `m${index}`, index % 2 === 1)),
  );
  expect(calls.every(({ answered }) => answered)).toBe(true);
  return calls;
}

async function saidOf(lens: Lens, callId: string): Promise<unknown> {
  const { events } = (await lens.api(`/api/v1/calls/${callId}/events`)) as { events: { type: string }[] };
  return events.find(({ type }) => type === 'capture.stored_in_part');
}

import { connect } from 'node:net';
import { NotRecordedError } from '../call';
import { createAdmission } from '../capture';
import { silentLog } from '../log';
import { until } from '../testing/until';
import { shutDown } from '.';
import { collectCapture } from './testing/collectCapture';
import { post } from './testing/rawClient';
import { json } from './testing/standInProvider';
import { startTestGateway, type TestGateway } from './testing/startTestGateway';
import { anthropicRequest, openaiAnswer, openaiRequest } from './testing/wire';

/** A gateway before a spool that is nearly full until `spool.hasRoom`. */
async function startCrowded(waitMs = 60_000) {
  const spool = { hasRoom: false };
  const admission = createAdmission({
    hasRoom: () => spool.hasRoom,
    isRecorderAway: () => false,
    waitMs,
    log: silentLog,
    now: () => performance.now(),
  });
  const record = { ...collectCapture(), admit: (bytes: number) => admission.enter(bytes) };
  lens = await startTestGateway(json(openaiAnswer), { capture: record, limits: { recordingWaitMs: waitMs } });
  const waiting = (calls: number) => until(() => admission.stats().waiting >= calls);
  return { url: `${lens.url}/v1/chat/completions`, spool, record, admission, waiting };
}

let lens: TestGateway;
afterEach(() => lens.stop());

test('a call waits for room in the spool before its provider is called, and is on record then', async () => {
  const { url, spool, record, waiting } = await startCrowded();
  const answers = Promise.all([post(url, openaiRequest), post(url, openaiRequest)]);
  await waiting(2);
  expect(lens.provider.received).toEqual([]);
  expect(record.calls.size).toBe(0);
  spool.hasRoom = true;
  const [first, second] = await answers;
  expect([first.status, second.status]).toEqual([200, 200]);
  const ends = [...record.calls.values()].map(({ end }) => end);
  expect(ends.map((end) => end?.status)).toEqual(['complete', 'complete']);
  expect(ends[0]?.timings.map(({ name }) => name)).toContain('gateway.wait_for_room');
});

test('where no call may go unrecorded, one that finds no room is refused before its provider is called', async () => {
  const record = { ...collectCapture(), refuses: true, start: () => Promise.reject(new NotRecordedError()) };
  lens = await startTestGateway(json(openaiAnswer), { capture: record });
  const refused = await post(`${lens.url}/v1/chat/completions`, openaiRequest);
  expect(refused.status).toBe(503);
  expect(refused.headers['retry-after']).toBe('5');
  expect(JSON.parse(refused.body)).toMatchObject({ error: { code: 'not_recorded' } });
  expect(lens.provider.received).toEqual([]);
  expect(lens.errors).toEqual([]);
  expect(lens.gateway.limitsHit.not_recorded).toBe(1);
});

test('a call that waited too long is told to come back, in the shape of its API, and leaves nothing on record', async () => {
  const { url, record } = await startCrowded(1);
  const openai = await post(url, openaiRequest);
  expect(openai.status).toBe(503);
  expect(openai.headers['retry-after']).toBe('5');
  expect(JSON.parse(openai.body)).toMatchObject({ error: { code: 'recorder_behind' } });
  const anthropic = await post(`${lens.url}/v1/messages`, anthropicRequest);
  expect(anthropic.status).toBe(503);
  expect(JSON.parse(anthropic.body)).toMatchObject({ type: 'error', error: { type: 'api_error' } });
  expect(lens.gateway.limitsHit.recorder_behind).toBe(2);
  expect(record.calls.size).toBe(0);
  expect(lens.gateway.stats().callsInFlight).toBe(0);
});

test('a client that leaves does not wait any longer', async () => {
  const { url, admission, waiting } = await startCrowded();
  const { hostname, port } = new URL(url);
  const body = JSON.stringify(openaiRequest);
  const client = connect(Number(port), hostname);
  client.write(
    `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer sk-own\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  await waiting(1);
  client.destroy();
  await until(() => lens.gateway.stats().callsInFlight === 0);
  expect(admission.stats().waiting).toBe(0);
  expect(lens.provider.received).toEqual([]);
});

test('a gateway that stops tells those who wait', async () => {
  const { url, waiting } = await startCrowded();
  const answer = post(url, openaiRequest);
  await waiting(1);
  await shutDown(lens.server, lens.gateway, 0);
  expect((await answer).status).toBe(503);
});

test('a call that is refused does not wait', async () => {
  const { url } = await startCrowded();
  expect((await post(url, { messages: [] })).status).toBe(400);
});

import { createHmac } from 'node:crypto';
import { spanNames } from '@lens/core/waterfall';
import type { CallEnd } from '../call';
import { post } from './testing/rawClient';
import { json } from './testing/standInProvider';
import { startTestGateway, type TestGateway } from './testing/startTestGateway';
import { anthropicRequest, openaiAnswer, openaiRequest } from './testing/wire';

let lens: TestGateway;
beforeAll(async () => {
  lens = await startTestGateway(json(openaiAnswer));
});
afterAll(() => lens.stop());

const own = { authorization: 'Bearer k' };
const callOf = async (body: unknown, headers: Record<string, string> = {}, path = '/v1/chat/completions') => {
  const { callId } = await post(lens.url + path, body, { ...own, ...headers });
  return lens.capture.ended(callId);
};
const startOf = async (...call: Parameters<typeof callOf>) => (await callOf(...call)).start;
const providerSpan = ({ timings }: CallEnd) => timings.find(({ name }) => name === spanNames.completion)?.spanId;
const hashed = (id: string): string => createHmac('sha256', 'test key').update(id).digest('hex').slice(0, 16);

describe('what the record knows of a call', () => {
  test('user and session, hashed under the key of the installation', async () => {
    const start = await startOf({ ...openaiRequest, user: 'ada@example.org' }, { 'x-luthien-session-id': 's-1' });
    expect(start).toMatchObject({ userHash: hashed('ada@example.org'), sessionId: hashed('s-1') });
    const anthropic = await startOf({ ...anthropicRequest, metadata: { user_id: 'u-7' } }, {}, '/v1/messages');
    expect(anthropic).toMatchObject({ userHash: hashed('u-7'), sessionId: null });
    expect(await startOf(openaiRequest)).toMatchObject({ userHash: null, sessionId: null, sessionIsRandom: false });
  });

  test('whose credentials the caller brought, hashed under the key of the installation', async () => {
    const hashes = [own, own, { authorization: 'Bearer other' }].map(
      async (headers) => (await startOf(openaiRequest, headers)).callerHash,
    );
    const [first, again, other] = await Promise.all(hashes);
    expect(first).toMatch(/^[0-9a-f]{16}$/);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  test.each([
    ['0198f2a4-5b1c-7d3e-9f00-1a2b3c4d5e6f', true],
    ['3F9A1C5E-8B2D-4C6F-A1B2-C3D4E5F60718', true],
    ['6fa459ea-ee8a-3ca4-894e-db77e160355e', false],
    ['chat of ada', false],
  ])('whether the id of the session %p was made at random', async (id, sessionIsRandom) => {
    expect(await startOf(openaiRequest, { 'x-luthien-session-id': id })).toMatchObject({ sessionIsRandom });
  });

  test("the caller's trace, which the provider is told too", async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const { start, end } = await callOf(openaiRequest, { traceparent, tracestate: 'a=b' });
    expect(start).toMatchObject({ traceId: '4bf92f3577b34da6a3ce929d0e0e4736', parentSpanId: '00f067aa0ba902b7' });
    const headers = lens.provider.received.at(-1)?.headers;
    expect(headers).toMatchObject({
      traceparent: `00-${start.traceId}-${providerSpan(end)}-01`,
      tracestate: 'a=b',
    });
  });

  test('a trace of its own when the caller has none, which the provider is told all the same', async () => {
    const { start, end } = await callOf(openaiRequest, { tracestate: 'a=b' });
    expect(start.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(start.parentSpanId).toBeNull();
    const headers = lens.provider.received.at(-1)?.headers;
    expect(headers?.traceparent).toBe(`00-${start.traceId}-${providerSpan(end)}-01`);
    // It belongs to a trace that is not continued.
    expect(headers).not.toHaveProperty('tracestate');
  });

  test('the call it is a replay of, when that is a call id', async () => {
    const parent = '0192f3a4-b5c6-7000-8000-000000000000';
    expect((await startOf(openaiRequest, { 'x-luthien-parent-call-id': parent })).parentCallId).toBe(parent);
    expect((await startOf(openaiRequest, { 'x-luthien-parent-call-id': "'; drop" })).parentCallId).toBeNull();
  });

  test('the headers that say which client and which version', async () => {
    const start = await startOf(openaiRequest, { 'anthropic-beta': 'b-1', 'user-agent': 'OpenAI/JS', cookie: 'no' });
    expect(start.headers).toMatchObject({ 'anthropic-beta': 'b-1', 'user-agent': 'OpenAI/JS' });
    expect(Object.keys(start.headers)).not.toContain('cookie');
    expect(Object.keys(start.headers)).not.toContain('authorization');
  });

  test('when it began, and so does its id', async () => {
    const before = Date.now();
    const start = await startOf(openaiRequest);
    const after = Date.now();
    const ofId = parseInt(start.callId.replace('-', '').slice(0, 12), 16);
    // The clock of the machine may be set while this runs, by which the two differ.
    const minute = 60_000;
    for (const moment of [start.startedAt, ofId]) {
      expect(moment).toBeGreaterThanOrEqual(before - minute);
      expect(moment).toBeLessThanOrEqual(after + minute);
    }
  });
});

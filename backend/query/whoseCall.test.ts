import { callDetailSchema, callDiffSchema, callPageSchema, type Call } from '@lens/core/api';
import { diff } from '@lens/core/diff';
import type { Json } from '@lens/core/json';
import { packChunkTimes } from '@lens/core/waterfall';
import { sampleCall, sampleEvent } from '../store/testing/sampleRows';
import { readToken, revealToken, startQueryServer, type QueryServer } from './testing/queryServer';

/** Whose a call was is told to readers with `reveal` alone. */

const now = Date.now();
const person = 'Ada.Wren@corp.example';
let server: QueryServer;

beforeAll(async () => {
  server = await startQueryServer();
});
afterAll(() => server.stop());
beforeEach(() => server.database.pool.query('TRUNCATE conversation_calls CASCADE'));

async function find(query: string, token = readToken): Promise<Call[]> {
  const answer = await server.get(`/api/v1/calls?${query}`, { token });
  return callPageSchema.parse(await answer.json()).calls;
}

test('the hash of a user is seen and asked for with `reveal` alone', async () => {
  await server.write([sampleCall(now, { userHash: 'u1' })]);
  expect(await find('')).toMatchObject([{ userHash: null }]);
  expect(await find('user=u1', revealToken)).toMatchObject([{ userHash: 'u1' }]);
  const answer = await server.get('/api/v1/calls?user=u1');
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({ code: 'forbidden' });
});

test('a session whose id nobody can guess is seen and asked for by all, any other with `reveal` alone', async () => {
  await server.write([sampleCall(now, { sessionId: 's-random', sessionIsRandom: true })]);
  await server.write([sampleCall(now - 1_000, { sessionId: 's-plain' })]);
  expect(await find('')).toMatchObject([{ sessionId: 's-random' }, { sessionId: null }]);
  expect(await find('session=s-random')).toHaveLength(1);
  expect(await find('session=s-plain')).toHaveLength(0);
  expect(await find('session=s-plain', revealToken)).toMatchObject([{ sessionId: 's-plain' }]);
});

test('headers that name an account are left out', async () => {
  const call = sampleCall(now, {
    requestHeaders: { 'openai-organization': 'org-7', accept: '*/*' },
    responseHeaders: { 'anthropic-organization-id': 'org-7', 'request-id': 'req_1' },
  });
  await server.write([call]);
  const detail = async (token: string) =>
    callDetailSchema.parse(await (await server.get(`/api/v1/calls/${call.callId}`, { token })).json());
  expect(await detail(readToken)).toMatchObject({
    requestHeaders: { accept: '*/*' },
    responseHeaders: { 'request-id': 'req_1' },
  });
  expect(JSON.stringify(await detail(readToken))).not.toContain('org-7');
  expect((await detail(revealToken)).requestHeaders['openai-organization']).toBe('org-7');
});

test('sizes by which a redacted text could be told from others are left out', async () => {
  const chunks = packChunkTimes({ at: [1, 2], bytes: [147, 151] });
  const call = sampleCall(now, { stream: true, upstreamChunks: chunks, clientChunks: chunks });
  await server.write([call]);
  const detail = async (token: string) =>
    callDetailSchema.parse(await (await server.get(`/api/v1/calls/${call.callId}`, { token })).json());
  expect((await detail(readToken)).upstreamChunks).toEqual({ at: [1, 2], bytes: [] });
  expect((await detail(revealToken)).upstreamChunks).toEqual({ at: [1, 2], bytes: [147, 151] });
});

describe('ids in a body', () => {
  const named = { model: 'gpt-5', user: person, metadata: { user_id: person, team: 'blue' }, messages: [] };
  const echo = { id: 'resp_1', response: { user: person }, text: 'Hello' };

  async function viewed(token: string, request: Json = named, raw = JSON.stringify(request), final?: Json) {
    const call = sampleCall(now);
    const steps =
      final === undefined ? [] : [{ policy: 'pseudonyms', redacts: false, delta: diff(request, final).delta }];
    const sent = final === undefined ? {} : { final, finalRaw: Buffer.from(JSON.stringify(final)), steps };
    const events = [
      sampleEvent(call, { original: request, originalRaw: Buffer.from(raw), ...sent }),
      sampleEvent(call, { eventType: 'response', sequence: 2n, originalRaw: Buffer.from(JSON.stringify(echo)) }),
    ];
    await server.write([call], events);
    const diffed = await (await server.get(`/api/v1/calls/${call.callId}/diff`, { token })).text();
    const view = await (await server.get(`/api/v1/calls/${call.callId}/view`, { token })).text();
    const compare = await server.get(`/api/v1/compare?a=${call.callId}&b=${call.callId}`, { token });
    return { text: diffed + view + (await compare.text()), diff: callDiffSchema.parse(JSON.parse(diffed)) };
  }

  test('are masked in both directions, alike within the call, and the rest stays', async () => {
    const { text, diff: shown } = await viewed(readToken);
    expect(text).not.toMatch(/ada\.wren/i);
    const { user } = shown.request.original as typeof named;
    expect(user).toMatch(/^\[masked, [0-9a-f]{6}…\]$/);
    expect(shown.request.original).toEqual({ ...named, user, metadata: { user_id: user, team: 'blue' } });
    expect(JSON.parse(shown.request.originalRaw ?? '')).toEqual(shown.request.original);
    expect(shown.response.original).toEqual({ ...echo, response: { user } });
    expect((await viewed(revealToken)).text).toContain(person);
  });

  test('of a form with a file in it are masked with all of it', async () => {
    const form = Buffer.concat([
      Buffer.from(`--b\r\nContent-Disposition: form-data; name="user"\r\n\r\n${person}\r\n--b\r\n\r\n`),
      Buffer.from([0, 1, 255]),
    ]);
    const call = sampleCall(now);
    await server.write([call], [sampleEvent(call, { originalRaw: form, rawKind: 'binary' })]);
    const read = async (token: string) =>
      callDiffSchema.parse(await (await server.get(`/api/v1/calls/${call.callId}/diff`, { token })).json()).request;
    expect(JSON.stringify((await read(readToken)).original)).toMatch(/^\{"base64":"\[masked, \w+…\]"\}$/);
    expect((await read(revealToken)).original).toEqual({ base64: form.toString('base64') });
  });

  test('in a spelling that is not found in the text take the text with them', async () => {
    const { text, diff: shown } = await viewed(
      readToken,
      named,
      JSON.stringify(named).replace('"user"', '"us\\u0065r"'),
    );
    expect(text).not.toMatch(/ada\.wren/i);
    expect(shown.request.originalRaw).toBeNull();
  });

  test('that a policy changed are not read from the diff', async () => {
    const { text, diff: shown } = await viewed(readToken, named, undefined, { ...named, user: 'p-77' });
    expect(text).not.toMatch(/ada\.wren/i);
    expect(shown.request.diff?.modified).toMatchObject([{ path: 'user' }]);
  });
});

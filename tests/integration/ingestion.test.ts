import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ingestionResultSchema, callPageSchema, callDiffSchema, callDetailSchema, type Call } from '@lens/core/api';
import { startLens, type Lens } from '../support/lens';
import { until } from '../support/until';
import { allProven } from '../support/verify';

/** Calls that others made (L6) are on record as the gateway's own are: what is answered is kept, once, and nobody else's. */

const tellerToken = 'teller-token-0123456789abcdef';
const otherToken = 'other-teller-0123456789abcdef';
const readerToken = 'reader-token-0123456789abcdef';
const env = {
  LENS_API_TOKENS: `litellm:ingest:${tellerToken},other:ingest:${otherToken},reader:read:${readerToken}`,
};

let lens: Lens;

beforeAll(async () => {
  lens = await startLens({ env });
});

afterAll(async () => {
  await lens.stop();
  lens.remove();
});

const startedAt = new Date(Date.now() - 3_600_000).toISOString();

function told(id: string, fields: object = {}) {
  return {
    id,
    source: 'litellm',
    startedAt,
    durationMs: 812.5,
    provider: 'openai',
    operation: 'chat_completions',
    httpStatus: 200,
    upstreamStatus: 200,
    request: { original: { model: 'gpt-5', messages: [{ role: 'user', content: 'My card is 4111 1111 1111 1111' }] } },
    response: {
      original: {
        id: 'chatcmpl-1',
        model: 'gpt-5-2025-08-07',
        choices: [{ index: 0, message: { role: 'assistant', content: 'Thank you' }, finish_reason: 'stop' }],
        usage: { prompt_tokens: 1000, completion_tokens: 100 },
      },
    },
    ...fields,
  };
}

function send(body: string | object, { token = tellerToken, type = 'application/json' } = {}): Promise<Response> {
  return fetch(`${lens.url}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

async function accepted(body: string | object, options = {}) {
  const answer = await send(body, options);
  return ingestionResultSchema.parse(await answer.json());
}

async function stored(callId: string | null | undefined): Promise<Call> {
  const find = async () => callPageSchema.parse(await lens.api(`/api/v1/calls?text=${callId}`)).calls[0];
  const call = await until(find, Boolean, { what: `call ${callId} is stored` });
  if (call === undefined) throw new Error('unreachable');
  return call;
}

test('a call of another gateway is on record with its diff, tokens, cost and place in time, and says where it is from', async () => {
  const step = { policy: 'guard', redacts: true };
  const final = { model: 'gpt-5', messages: [{ role: 'user', content: 'My card is [CARD]' }] };
  const request = { ...told('').request, final, steps: [step] };
  const { items } = await accepted(told('one', { request, sessionId: 's', policies: ['guard', 'tone'] }));
  const call = await stored(items[0]?.callId);
  expect(call).toMatchObject({
    source: 'events',
    sourceName: 'litellm',
    startedAt,
    durationMs: 812.5,
    status: 'complete',
    finalModel: 'gpt-5',
    responseModel: 'gpt-5-2025-08-07',
    policies: ['guard', 'tone'],
    changedBy: ['guard'],
    usage: { inputTokens: 1000, outputTokens: 100 },
    costBasis: 'exact',
  });
  expect(call.costUsd).toBeGreaterThan(0);
  const diff = callDiffSchema.parse(await lens.api(`/api/v1/calls/${call.callId}/diff`));
  expect(diff.request.final).toEqual(final);
  const { spans } = callDetailSchema.parse(await lens.api(`/api/v1/calls/${call.callId}`));
  expect(spans.map(({ name, durationMs }) => [name, durationMs])).toEqual([['ingested.chat_completions', 812.5]]);
});

test('the same call is there once, however often it is told of, and another teller’s of the same name is another one', async () => {
  const first = await accepted([told('twice'), told('twice')]);
  const second = await accepted(told('twice'));
  const foreign = await accepted(told('twice'), { token: otherToken });
  expect(first).toMatchObject({ accepted: 1, duplicates: 1 });
  expect(second.items[0]).toMatchObject({ status: 'duplicate', callId: first.items[0]?.callId });
  expect(foreign.items[0]?.status).toBe('accepted');
  expect(foreign.items[0]?.callId).not.toBe(first.items[0]?.callId);
});

test('of several each is taken or refused by itself, with its reasons', async () => {
  const answer = await send([
    told('good'),
    told('', {}),
    told('typo', { requset: {} }),
    told('chain', { request: { original: {}, final: { a: 1 }, steps: [{ policy: 'a' }, { policy: 'b' }] } }),
    told('old', { startedAt: '2020-01-01T00:00:00Z' }),
    told('early', { startedAt: new Date(Date.now() + 3_600_000).toISOString() }),
    told('key', { provider: 'sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCD' }),
    'no call',
  ]);
  const { items, ...sums } = ingestionResultSchema.parse(await answer.json());
  expect(answer.status).toBe(207);
  expect(sums).toEqual({ accepted: 1, duplicates: 0, refused: 7 });
  expect(items.map(({ code, errors }) => [code, errors?.[0]?.field])).toEqual([
    [undefined, undefined],
    ['invalid_call', 'id'],
    ['invalid_call', 'requset'],
    ['invalid_call', 'request.steps.0.body'],
    ['too_old', 'startedAt'],
    ['in_future', 'startedAt'],
    ['invalid_call', 'provider'],
    ['invalid_call', ''],
  ]);
});

test('one a line is a call each, and a line that is none spoils no other', async () => {
  const lines = [JSON.stringify(told('line 1')), '{"id":', JSON.stringify(told('line 2')), ''].join('\n');
  const { items } = await accepted(lines, { type: 'application/x-ndjson' });
  expect(items.map(({ status }) => status)).toEqual(['accepted', 'refused', 'accepted']);
});

const words = ['Your ', 'card ', '4111 1111', ' 1111 1111', ' is ', 'gone.'];
const chunk = (content: string, finish: string | null = null) => ({
  id: 'c',
  object: 'chat.completion.chunk',
  model: 'gpt-5',
  choices: [{ index: 0, delta: { content }, finish_reason: finish }],
});

test('a stream is rebuilt of its chunks, on both sides, with their times', async () => {
  const original = words.map((word, index) => ({ atMs: 100 + 10 * index, data: chunk(word) }));
  const final = [{ atMs: 170, text: `data: ${JSON.stringify(chunk('Your card [CARD] is gone.'))}\n\n` }];
  const end = [
    { atMs: 180, data: chunk('', 'stop') },
    { atMs: 181, text: 'data: [DONE]\n\n' },
  ];
  const chunks = { original: [...original, ...end], final: [...final, ...end] };
  const { items } = await accepted(told('stream', { response: { chunks, steps: [{ policy: 'guard' }] } }));
  const call = await stored(items[0]?.callId);
  expect(call).toMatchObject({ status: 'complete', stream: true, firstTokenMs: 170, changedBy: ['guard'] });
  const { response } = callDiffSchema.parse(await lens.api(`/api/v1/calls/${call.callId}/diff`));
  expect(JSON.stringify(response.original)).toContain('Your card 4111 1111 1111 1111 is gone.');
  expect(JSON.stringify(response.final)).toContain('Your card [CARD] is gone.');
});

test('what is not told is not known: no duration, no spans, no tokens, no cost', async () => {
  const { items } = await accepted({
    ...{ id: 'bare', source: 'x', startedAt, provider: 'openai', operation: 'chat_completions' },
    request: { original: { model: 'gpt-5', messages: [] } },
  });
  const call = await stored(items[0]?.callId);
  expect(call).toMatchObject({ durationMs: null, httpStatus: null, firstByteMs: null, costUsd: null });
  expect(Object.values(call.usage).every((figure) => figure === null)).toBe(true);
  expect(callDetailSchema.parse(await lens.api(`/api/v1/calls/${call.callId}`)).spans).toEqual([]);
});

test('a call of which only a failed status is told has failed, with what its answer says of it', async () => {
  const error = { type: 'overloaded', message: 'Try later' };
  const failed = { httpStatus: 503, upstreamStatus: 503, response: { original: { error } } };
  const { items } = await accepted([
    told('failed', failed),
    told('failed at the client', { httpStatus: 502, upstreamStatus: undefined, response: undefined }),
    told('refused there', { httpStatus: 403, response: undefined }),
    told('told otherwise', { httpStatus: 400, status: 'blocked', response: undefined }),
  ]);
  const calls = await Promise.all(items.map(({ callId }) => stored(callId)));
  expect(calls.map(({ status }) => status)).toEqual(['provider_error', 'provider_error', 'rejected', 'blocked']);
  expect(calls[0]).toMatchObject({ errorType: 'overloaded', errorMessage: 'Try later' });
});

test('numbers in bodies stay as they are spelled, and bytes that are given as text stay bytes', async () => {
  const body = JSON.stringify(told('numbers')).replace(
    '"model":"gpt-5","messages"',
    '"seed":9007199254740993,"t":1.0,"model":"gpt-5","messages"',
  );
  const text = '{ "model": "gpt-5",\n  "messages": [] }';
  const { items } = await accepted(`[${body},${JSON.stringify(told('text', { request: { original: text } }))}]`);
  const [numbers, exact] = await Promise.all(items.map(({ callId }) => stored(callId)));
  const rawOf = async (call: Call | undefined) =>
    callDiffSchema.parse(await lens.api(`/api/v1/calls/${call?.callId}/diff`)).request.originalRaw;
  expect(await rawOf(numbers)).toContain('"seed":9007199254740993,"t":1.0');
  expect(await rawOf(exact)).toBe(text);
});

test('who may not tell of calls is refused before anything is read', async () => {
  expect((await send('{', { token: readerToken })).status).toBe(403);
  expect((await send('{', { token: 'nobody-0123456789abcdef' })).status).toBe(401);
  const asTeller = { headers: { authorization: `Bearer ${tellerToken}` } };
  expect((await fetch(`${lens.url}/api/v1/calls`, asTeller)).status).toBe(403);
  expect((await fetch(`${lens.url}/api/v1/events`, asTeller)).status).toBe(405);
});

test.each([
  ['no JSON', '{"id":"a"', 400],
  ['nothing', '', 400],
  ['JSON without a call', '[]', 202],
  ['a thousand levels', '['.repeat(1000) + ']'.repeat(1000), 400],
  ['too many calls', `[${Array(1001).fill('{}').join(',')}]`, 413],
  ['too much', JSON.stringify({ id: 'x'.repeat(17 * 1024 * 1024) }), 413],
  ['only calls that are none', '[{}, {"__proto__": {"id": "a"}}, null]', 422],
])('%s is answered, and hurts nobody', async (_name, body, status) => {
  const answer = await send(body);
  expect(answer.status).toBe(status);
  if (status !== 202) expect(answer.headers.get('content-type')).toContain('application/problem+json');
});

test('odd bytes are no JSON, and a body that is not compressed as it says is told so', async () => {
  const post = (body: Uint8Array<ArrayBuffer>, headers: Record<string, string>) =>
    fetch(`${lens.url}/api/v1/events`, {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${tellerToken}`, ...headers },
    });
  expect((await post(new Uint8Array([0xff, 0xfe, 0x00]), {})).status).toBe(400);
  expect((await post(new Uint8Array([1, 2, 3]), { 'content-encoding': 'gzip' })).status).toBe(400);
  expect((await post(new Uint8Array([1, 2, 3]), { 'content-encoding': 'lzma' })).status).toBe(400);
});

test('of a call that asks for less, secrets are on no disk; what a policy elsewhere took out is none of it either', async () => {
  const secret = 'sk-proj-Zq83kfLw0sPqmA71nVtR5xYb2cDeF6gHj';
  const own = 'Project Kestrel';
  const message = (content: string) => ({ model: 'gpt-5', messages: [{ role: 'user', content }] });
  const request = {
    original: message(`${own} uses ${secret}`),
    final: message(`[NAME] uses ${secret}`),
    steps: [{ policy: 'names' }],
    headers: { 'X-Api-Key': secret, 'User-Agent': 'kestrel' },
  };
  const { items } = await accepted(
    told('masked', { request, capture: 'masked', error: { message: `bad key ${secret}` } }),
  );
  const call = await stored(items[0]?.callId);
  expect(call).toMatchObject({ captureMode: 'masked' });
  const seen = JSON.stringify(await lens.api(`/api/v1/calls/${call.callId}/view`));
  expect(seen).toContain('[REDACTED:');
  expect(seen).not.toContain(secret);
  expect(seen).not.toContain(own);
  const less = await accepted(told('metadata', { request, capture: 'metadata' }));
  const bare = await stored(less.items[0]?.callId);
  expect(bare).toMatchObject({ captureMode: 'metadata', usage: { inputTokens: 1000 }, changedBy: ['names'] });
  const off = await send(told('off', { request, capture: 'off' }));
  expect([off.status, await off.json()]).toMatchObject([422, { items: [{ code: 'not_kept' }] }]);
  const spool = path.join(lens.dataDir, 'spool');
  const files = readdirSync(spool).filter((name) => name.endsWith('.seg'));
  const onDisk = Buffer.concat(files.map((name) => readFileSync(path.join(spool, name)))).toString('latin1');
  expect(files.length).toBeGreaterThan(0);
  expect([onDisk.includes(secret), onDisk.includes(own), lens.output().includes(secret)]).toEqual([
    false,
    false,
    false,
  ]);
});

test('a process killed after its answer has lost nothing that it took, and everything is proven', async () => {
  const many = Array.from({ length: 200 }, (_, index) => told(`killed ${index}`));
  const { accepted: count, items } = await accepted(many);
  await lens.kill();
  lens = await startLens({ env, dataDir: lens.dataDir });
  expect(count).toBe(200);

  // The answer may have been lost on its way: told of again, they are there once.
  await accepted(many);
  await Promise.all(items.slice(-3).map(({ callId }) => stored(callId)));

  const proof = await allProven(lens.dataDir);
  const ids = new Set(items.map(({ callId }) => callId));
  const pages = callPageSchema.parse(await lens.api('/api/v1/calls?limit=200'));
  expect(proof.calls).toBeGreaterThanOrEqual(200);
  expect(pages.calls.filter(({ callId }) => ids.has(callId)).length).toBeGreaterThan(150);
});

test('what became of calls is counted', async () => {
  await accepted([told('counted'), told('counted')]);
  const metrics = await (
    await fetch(`${lens.url}/metrics`, { headers: { authorization: 'Bearer test-api-token-0123456789abcdef' } })
  ).text();
  expect(metrics).toMatch(/luthien_ingested_calls_total\{source="events",result="accepted"\} [1-9]/);
  expect(metrics).toMatch(/luthien_ingested_calls_total\{source="events",result="duplicate"\} [1-9]/);
});

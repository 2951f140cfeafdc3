import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { eventsSchema, sessionCallsSchema, sessionPageSchema, type Call } from '@lens/core/api';
import { z } from 'zod';
import { allCalls, storedCall } from '../support/calls';
import { apiToken, startLens, type Lens } from '../support/lens';
import { until } from '../support/until';

/** The worked example of the requirements (P11), end to end on the running product with its demo provider. */

let lens: Lens;
const readerToken = 'reader-token-0123456789abcdef0123';

beforeAll(async () => {
  // On a busy machine the demo begins when the process is no longer young.
  const env = { ENVIRONMENT: 'staging', COLD_START_SECONDS: '3600' };
  lens = await startLens({ args: [], env: { ...env, LENS_API_TOKENS: `grafana:read:${readerToken}` } });
});

afterAll(async () => {
  await lens.stop();
  lens.remove();
});

const messages = [{ role: 'user' as const, content: 'What is my account number?' }];
const redacted = 'Your account number is [REDACTED].';
const original = 'Your account number is 1234-5678-9012.';

const diffSchema = z.object({
  request: z.object({ diff: z.object({ summary: z.string(), modified: z.array(z.unknown()) }).nullable() }),
  response: z.object({
    diff: z.object({
      added: z.array(z.unknown()),
      removed: z.array(z.unknown()),
      modified: z.array(
        z.object({ path: z.string(), by: z.array(z.string()).optional(), spans: z.array(z.unknown()) }),
      ),
      moved: z.array(z.unknown()),
    }),
    originalRaw: z.string().nullable(),
  }),
});

const viewSchema = z.object({
  spans: z.array(z.object({ id: z.string(), parentId: z.string().nullable(), name: z.string() })),
});

/** The stored calls once there are so many: recording follows the calls by some moments. */
function storedCalls(least: number): Promise<Call[]> {
  return until(
    () => allCalls(lens),
    (calls) => calls.length >= least,
    { what: `${least} calls are stored` },
  );
}

/** The first call of the demo: the worked example itself. */
async function firstCallId(): Promise<string> {
  const callId = (await storedCalls(12)).at(-1)?.callId;
  if (!callId) throw new Error('no call is stored');
  return callId;
}

test('the demo sends its calls, the worked example first', async () => {
  const calls = await storedCalls(12);
  expect(calls.length).toBeGreaterThanOrEqual(12);
  const first = calls.at(-1);
  expect(first).toMatchObject({
    operation: 'chat_completions',
    stream: false,
    httpStatus: 200,
    request: { changed: false },
    response: { changed: true, changes: 1 },
    changedBy: ['pii-redaction'],
    environment: 'staging',
    coldStart: true,
  });
});

test('the demo has a session of an agent, which every reader may see: a tool’s call, its result, a question', async () => {
  const sessions = await until(
    async () => {
      const headers = { authorization: `Bearer ${readerToken}` };
      const answer = await fetch(`${lens.url}/api/v1/sessions`, { headers });
      return sessionPageSchema.parse(await answer.json()).sessions;
    },
    ([session]) => session?.calls === 3,
    { what: 'the session is stored' },
  );
  expect(sessions).toMatchObject([{ models: ['demo-claude'], changed: 3, failed: 0 }]);
  expect(sessions[0]?.costUsd).toBeGreaterThan(0);
  const { calls } = sessionCallsSchema.parse(await lens.api(`/api/v1/sessions/${sessions[0]?.sessionId}`));
  expect(calls.map(({ finishReason }) => finishReason)).toEqual(['tool_use', 'end_turn', 'end_turn']);
});

test('the client receives the redacted answer and the diff shows exactly that change', async () => {
  const client = new OpenAI({ baseURL: `${lens.url}/v1`, apiKey: 'k', maxRetries: 0 });
  const { data, response } = await client.chat.completions.create({ model: 'demo-gpt', messages }).withResponse();
  expect(data.choices[0]?.message.content).toBe(redacted);

  const callId = response.headers.get('x-luthien-call-id') ?? '';
  await storedCall(lens, callId);
  const diff = diffSchema.parse(await lens.api(`/api/v1/calls/${callId}/diff`));
  expect(diff.request.diff?.modified ?? []).toEqual([]);
  expect(diff.response.diff.added).toEqual([]);
  expect(diff.response.diff.removed).toEqual([]);
  expect(diff.response.diff.moved).toEqual([]);
  expect(diff.response.diff.modified).toMatchObject([
    {
      path: 'choices[0].message.content',
      by: ['pii-redaction'],
      spans: [
        { op: 'keep', length: 'Your account number is '.length },
        { op: 'remove', text: '1234-5678-9012' },
        { op: 'add', text: '[REDACTED]' },
        { op: 'keep', length: 1 },
      ],
    },
  ]);
  expect(diff.response.originalRaw).toContain(original);

  const { events } = eventsSchema.parse(await lens.api(`/api/v1/calls/${callId}/events`));
  expect(events).toMatchObject([
    {
      type: 'policy.pii_redacted',
      policy: 'pii-redaction',
      phase: 'response',
      details: { pattern: 'account_number', location: 'choices[0].message.content' },
    },
  ]);
});

test('the waterfall has the spans of the call, each below its parent', async () => {
  const callId = await firstCallId();
  const { spans } = viewSchema.parse(await lens.api(`/api/v1/calls/${callId}/view`));
  const parentOf = (name: string) => {
    const span = spans.find((candidate) => candidate.name === name);
    return spans.find((candidate) => candidate.id === span?.parentId)?.name ?? null;
  };
  expect(spans.filter((span) => span.parentId === null).map((span) => span.name)).toEqual(['gateway.chat_completions']);
  expect(parentOf('control_plane.process_request')).toBe('gateway.chat_completions');
  expect(parentOf('llm.completion')).toBe('gateway.chat_completions');
  expect(parentOf('control_plane.process_full_response')).toBe('gateway.chat_completions');
});

test('the same over an Anthropic stream, where the number comes in pieces', async () => {
  const client = new Anthropic({ baseURL: lens.url, apiKey: 'k', maxRetries: 0 });
  const stream = client.messages.stream({ model: 'demo-claude', max_tokens: 100, messages });
  const deltas: string[] = [];
  stream.on('text', (delta) => deltas.push(delta));
  const message = await stream.finalMessage();
  expect(message.content).toMatchObject([{ type: 'text', text: redacted }]);
  expect(deltas.length).toBeGreaterThan(2);

  const { response } = await stream.withResponse();
  const callId = response.headers.get('x-luthien-call-id') ?? '';
  await storedCall(lens, callId);
  const diff = diffSchema.parse(await lens.api(`/api/v1/calls/${callId}/diff`));
  expect(diff.response.diff.modified).toMatchObject([{ path: 'content[0].text', by: ['pii-redaction'] }]);
});

test('the page shows the change, the policy and its event, and without the reveal scope the number is masked', async () => {
  const callId = await firstCallId();
  const page = async (token: string) => {
    const answer = await fetch(`${lens.url}/v2/debug/request/${callId}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return { status: answer.status, html: await answer.text() };
  };
  const revealed = await page(apiToken);
  expect(revealed.status).toBe(200);
  expect(revealed.html).toContain('1234-5678-9012');
  expect(revealed.html).toContain('[REDACTED]');
  expect(revealed.html).toContain('pii-redaction');
  expect(revealed.html).toContain('account_number');

  const masked = await page(readerToken);
  expect(masked.status).toBe(200);
  expect(masked.html).not.toContain('1234-5678-9012');
  expect(masked.html).toMatch(/\[masked, [0-9a-f]+…\]/);

  expect((await page('nobody-knows-this-token')).status).toBe(401);
});

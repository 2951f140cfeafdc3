import { globSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { ingestionResultSchema } from '@lens/core/api';
import { canaries } from '@lens/core/secrets/testing';
import { codeOf } from '../../backend/errors';
import { startStandInLoki, type StandInLoki } from '../../backend/loki/testing/standInLoki';
import { answerThatSays } from '../support/answerThatSays';
import { readAs, storedCall } from '../support/calls';
import { apiToken, startLens, type Lens } from '../support/lens';
import { feedOf } from '../support/feedOf';
import { hasRedis, startRedis, type TestRedis } from '../support/redis';
import { chat, inLine, told } from '../support/tellingCalls';
import { until } from '../support/until';
import { proven } from '../support/verify';

/**
 * Secrets and card numbers are sent through every route, in all places of a request and an answer. Of masked calls none is
 * found anywhere, of others only where bodies are kept.
 */

const cards = [
  '4242 4242 4242 4242',
  '4111-1111-1111-1111',
  '5555555555554444',
  '5105.1051.0510.5100',
  '3782 822463 10005',
  '3714 4963 5398 431',
  '6011 1111 1111 1117',
  '3056 930902 5904',
  '3530 1113 3330 0000',
  '6304000000000000000',
];
const masked = [
  ...Object.values(canaries),
  ...cards.map((card) => ({ secret: card, text: `My card number is ${card}, please charge it.` })),
].filter(({ secret }) => secret.length > 6);
/** The same kinds, of another making, for calls that are kept whole. */
const whole = masked
  .filter(({ secret }) => secret.includes('q7Xb2LmK9v'))
  .map(({ secret, text }) => ({ secret: swapped(secret), text: swapped(text) }))
  .concat({ secret: '4000 0566 5566 5556', text: 'Pay with 4000 0566 5566 5556.' });

function swapped(text: string): string {
  return text.replaceAll('q7Xb2LmK9v', 'Zt5Rw8NcP3');
}

interface Route {
  name: string;
  path: string;
  body: (text: string) => unknown;
  headers?: (text: string) => Record<string, string>;
}

const claude = (text: string, more: object = {}) => ({
  model: 'claude-opus-5',
  max_tokens: 64,
  system: text,
  messages: [{ role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: text }] }],
  ...more,
});
const routes: Route[] = [
  { name: 'chat completion', path: '/v1/chat/completions', body: (text) => chat(text) },
  { name: 'chat stream', path: '/v1/chat/completions', body: (text) => chat(text, { stream: true }) },
  { name: 'message', path: '/v1/messages', body: (text) => claude(text) },
  { name: 'message stream', path: '/v1/messages', body: (text) => claude(text, { stream: true }) },
  { name: 'error of a provider', path: '/v1/chat/completions', body: (text) => chat(text, { model: 'gpt-fail' }) },
  {
    name: 'error in a stream',
    path: '/v1/chat/completions',
    body: (text) => chat(text, { model: 'gpt-fail', stream: true }),
  },
  { name: 'what passes through', path: '/v1/embeddings', body: (text) => ({ model: 'e', input: [text] }) },
  { name: 'what is no JSON', path: '/v1/chat/completions', body: (text) => `{"model": "gpt-5", "messages": ${text}` },
  {
    name: 'a secret for a model',
    path: '/v1/chat/completions',
    body: (text) => chat('Hi', { model: inLine(text).slice(0, 900) }),
  },
  {
    name: 'headers and address',
    path: '/v1/models/gpt-5',
    body: () => ({}),
    headers: (text) => ({ 'user-agent': inLine(text), 'openai-organization': inLine(text), 'x-app': inLine(text) }),
  },
];

/** The provider says again what it was told, whichever set that was from. */
function said(body: string): string {
  const isWhole = body.includes('Zt5Rw8NcP3');
  return (isWhole ? whole : masked).map(({ text }) => text).join('\n');
}

let provider: Server;
let spans: string;
let collector: Server;
let loki: StandInLoki;
let redis: TestRedis | null = null;
let onChannel: { heard(): string; close(): void } | null = null;
let lens: Lens;
const tellerToken = 'teller-token-0123456789abcdef';

function listening(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

beforeAll(async () => {
  provider = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const { status, type, chunks: out } = answerThatSays(said(body), req.url?.split('?')[0] ?? '', body);
      res.writeHead(status, { 'content-type': type });
      for (const piece of out) res.write(piece);
      res.end();
    });
  });
  spans = '';
  collector = createServer((req, res) => {
    req.on('data', (chunk: Buffer) => (spans += chunk.toString()));
    req.on('end', () => res.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
  });
  loki = await startStandInLoki();
  const url = await listening(provider);
  redis = hasRedis ? await startRedis() : null;
  onChannel = (await redis?.listen('luthien:activity')) ?? null;
  lens = await startLens({
    config: `upstreams:\n  openai: { base_url: ${url} }\n  anthropic: { base_url: ${url} }\n`,
    env: {
      LOKI_URL: loki.url,
      LENS_LOG_RECORDS: 'true',
      LENS_SAMPLING_RATIO: '1',
      LENS_API_TOKENS: `teller:ingest:${tellerToken}`,
      ...(redis && { REDIS_URL: redis.url }),
      LENS_TRACES_JSON_URL: await listening(collector),
    },
  });
});

afterAll(async () => {
  await lens.stop();
  lens.remove();
  await loki.stop();
  onChannel?.close();
  await redis?.remove();
  provider.close();
  collector.close();
});

async function send(route: Route, planted: typeof masked, mode: string | null): Promise<string> {
  const text = planted.map((canary) => canary.text).join('\n');
  const body = route.body(text);
  const answer = await fetch(`${lens.url}${route.path}?api_key=${encodeURIComponent(planted[0]?.secret ?? '')}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${planted[0]?.secret ?? ''}`,
      'content-type': 'application/json',
      ...(mode !== null && { 'x-luthien-capture': mode }),
      ...route.headers?.(text),
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  await answer.text();
  const callId = answer.headers.get('x-luthien-call-id') ?? '';
  await storedCall(lens, callId);
  return callId;
}

async function tell(planted: typeof masked, capture?: string): Promise<string[]> {
  const answer = await fetch(`${lens.url}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tellerToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(told(planted.map((canary) => canary.text).join('\n'), capture)),
  });
  const { items } = ingestionResultSchema.parse(await answer.json());
  expect(items.map(({ errors }) => errors)).toEqual([undefined, undefined, undefined]);
  const ids = items.flatMap(({ callId }) => callId ?? []);
  for (const id of ids) await storedCall(lens, id);
  return ids;
}

/** Everything that is shown of a call to whoever may see all. */
async function shown(callId: string): Promise<string> {
  const call = `/api/v1/calls/${callId}`;
  const page = `/v2/debug/request/${callId}`;
  const places = [call, `${call}/diff`, `${call}/view`, `${call}/events`, page, `${page}?tab=raw`];
  let text = '';
  // One at a time: each view takes a process that there are few of.
  for (const place of places) text += await readAs(lens, apiToken, place);
  return text;
}

/** As it is, and as JSON writes it. */
function found(planted: typeof masked, text: string): string[] {
  const isThere = (secret: string) =>
    [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)].some((written) => text.includes(written));
  return planted.filter(({ secret }) => isThere(secret)).map(({ text: planting }) => planting);
}

/** All that the product leaves of calls beside bodies. */
async function sinks(callIds: readonly string[]): Promise<Record<string, string>> {
  return {
    log: lens.output(),
    loki: JSON.stringify(loki.lines),
    spans,
    metrics: await readAs(lens, apiToken, '/metrics'),
    list: await readAs(lens, apiToken, '/api/v1/calls?limit=200'),
    errors: await readAs(lens, apiToken, '/api/v1/errors'),
    feed: await feedOf(lens, callIds),
    redis: onChannel?.heard() ?? '',
  };
}

function onDisk(): string {
  const files = globSync('**/*', { cwd: lens.dataDir }).filter(
    (file) => !/secrets\.json|test-lens\.yaml|run\.json/.test(file),
  );
  return files.map((file) => contentOf(path.join(lens.dataDir, file))).join('\n');
}

/** The database and the spool go on meanwhile: a file of the list may be gone before it is read. */
function contentOf(file: string): string {
  try {
    return readFileSync(file).toString('latin1');
  } catch (error) {
    if (['ENOENT', 'EISDIR', 'ENXIO'].includes(codeOf(error))) return '';
    throw error;
  }
}

test('of masked calls no secret is found anywhere, in the database, in the spool, in a sink or on a page', async () => {
  const ids: string[] = [];
  for (const route of routes) ids.push(await send(route, masked, 'masked'));
  ids.push(...(await tell(masked, 'masked')));
  const pages: string[] = [];
  for (const id of ids) pages.push(await shown(id));
  for (const [index, page] of pages.entries()) {
    expect([routes[index]?.name, found(masked, page)]).toEqual([routes[index]?.name, []]);
    expect(page).not.toContain('ada-the-user');
  }
  expect(pages.join()).toContain('[REDACTED:card]');
  await until(() => ids.every((id) => JSON.stringify(loki.lines).includes(id) && spans.length > 0), Boolean, {
    what: 'the sinks have them',
  });
  for (const [sink, text] of Object.entries(await sinks(ids))) {
    expect([sink, found(masked, text)]).toEqual([sink, []]);
    expect(text).not.toContain('ada-the-user');
  }
  if (redis !== null) expect(onChannel?.heard()).toContain('luthien.pipeline');
  expect(found(masked, onDisk())).toEqual([]);
});

test('what is kept of calls in every mode is proven', async () => {
  for (const route of routes) {
    const callId = await send(route, masked, 'metadata');
    expect([route.name, (await storedCall(lens, callId)).requestBytes]).not.toEqual([route.name, 0]);
  }
  const { byStatus, findings } = await proven(lens.dataDir);
  expect(findings).toEqual([]);
  expect(Object.values(byStatus).reduce((sum, calls) => sum + calls, 0)).toBeGreaterThanOrEqual(2 * routes.length);
  expect(found(masked, onDisk())).toEqual([]);
});

test('of calls that are kept whole secrets are where their bodies are, and in no sink', async () => {
  const ids: string[] = [];
  for (const route of routes) ids.push(await send(route, whole, null));
  ids.push(...(await tell(whole)));
  expect(found(whole, await shown(ids[0] ?? ''))).toHaveLength(whole.length);
  await until(() => ids.every((id) => JSON.stringify(loki.lines).includes(id)), Boolean, {
    what: 'the sinks have them',
  });
  const { list: _, ...told } = await sinks(ids);
  for (const [sink, text] of Object.entries(told)) expect([sink, found(whole, text)]).toEqual([sink, []]);
});

test('of spans that applications tell of beside their calls no secret is kept, wherever it stands', async () => {
  const text = whole.map((canary) => canary.text).join('\n');
  const traceId = '7a'.repeat(16);
  const said = [
    ...whole.map(({ text: value }, index) => ({ key: `note.${index}`, value: { stringValue: value } })),
    { key: 'input.value', value: { stringValue: JSON.stringify({ nested: JSON.stringify({ text }) }) } },
    { key: 'list', value: { arrayValue: { values: whole.map((each) => ({ stringValue: each.text })) } } },
    { key: text.slice(0, 300), value: { boolValue: true } },
    { key: 'enduser.id', value: { stringValue: 'ada-the-user' } },
  ];
  const now = `${Date.now()}000000`;
  const span = { traceId, startTimeUnixNano: now, endTimeUnixNano: now, name: text };
  const chatted = { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'gpt-5', 'gen_ai.system': 'openai' };
  const of = Object.entries(chatted).map(([key, stringValue]) => ({ key, value: { stringValue } }));
  const events = [{ name: text, timeUnixNano: now, attributes: said }];
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: text } }] };
  const spansSent = [
    { ...span, spanId: 'a'.repeat(16), attributes: said, events, status: { code: 2, message: text } },
    { ...span, spanId: 'b'.repeat(16), attributes: of, name: 'chat' },
  ];
  await fetch(`${lens.url}/v1/traces`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tellerToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans: spansSent }] }] }),
  });
  const trace = await until(
    () => readAs(lens, apiToken, `/metrics/traces/${traceId}`),
    (answer) => answer.includes('"told":1'),
    { what: 'the span is stored' },
  );
  expect(trace).toContain('[REDACTED:');
  expect(found(whole, trace)).toEqual([]);
  expect(trace).not.toContain('ada-the-user');
});

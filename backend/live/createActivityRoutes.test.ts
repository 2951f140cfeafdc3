import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { activityMessageSchema } from '@lens/core/api';
import express from 'express';
import type { Principal } from '../auth';
import { storedSummaryOf, callRecordOf } from '../call';
import { callEnd, callStart } from '../call/testing/facts';
import { until } from '../testing/until';
import { noBus } from './bus';
import { createActivityRoutes, type StreamLimits } from './createActivityRoutes';
import { createLiveFeed, type LiveFeed } from './liveFeed';
import { begunCall, callIdOf, endedCall, policyEvent } from './testing/facts';
import { openSse, type SseClient } from './testing/sseClient';

const limits: StreamLimits = { maxStreams: 4, streamsPerReader: 3 };
const limitsHit = { live_streams: 0, live_streams_of_reader: 0, live_reader_too_slow: 0 };
let feed: LiveFeed;
let server: Server;
let url: string;
let open: SseClient[];
/** Whom each token belongs to; without one nobody. */
let readers: Record<string, Principal>;

beforeEach(async () => {
  open = [];
  readers = { a: reader('a'), b: reader('b') };
  Object.assign(limitsHit, { live_streams: 0, live_streams_of_reader: 0, live_reader_too_slow: 0 });
  await start();
});

afterEach(stop);

const reader = (name: string): Principal => ({ name, scopes: ['read'], by: 'token' });

async function start(history = { messages: 1000, bytes: 1_000_000 }): Promise<void> {
  feed = createLiveFeed({
    gateway: `gateway-${Math.random().toString(16).slice(2)}`,
    history,
    connectBus: () => noBus,
    now: () => Date.parse('2026-11-20T23:12:06.000Z'),
  });
  const authenticate = (headers: { authorization?: string | undefined }) =>
    readers[headers.authorization?.slice('Bearer '.length) ?? ''] ?? null;
  const app = express();
  app.use(
    createActivityRoutes({
      feed,
      auth: {
        authenticate,
        requireScope: () => (req, res, next) => (authenticate(req.headers) ? next() : void res.status(401).end()),
        principalOf: (req) => authenticate(req.headers) ?? reader('nobody'),
      },
      rateLimit: (_req, _res, next) => next(),
      limits,
      limitsHit,
      beatMs: 20,
    }),
  );
  server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/activity`;
}

async function stop(): Promise<void> {
  for (const client of open) client.close();
  await feed.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

async function follow({ as = 'a', query = '', after }: { as?: string; query?: string; after?: string | null } = {}) {
  const client = await openSse(url + query, {
    authorization: `Bearer ${as}`,
    ...(after != null && { 'last-event-id': after }),
  });
  open.push(client);
  return client;
}

function send(from: number, to: number): void {
  for (let n = from; n <= to; n += 1) feed.listener.began?.(begunCall(n));
}

const idsOf = (client: SseClient) => client.messages().map(({ data }) => data['call_id']);
const callIds = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_each, n) => callIdOf(from + n));

test('tells what happens to a call, in order, in messages of the documented form', async () => {
  const client = await follow();
  const call = begunCall(1);
  feed.listener.began?.(call);
  feed.listener.policyEvent?.(call, policyEvent());
  feed.listener.ended?.(call, endedCall());
  feed.stored([storedSummaryOf(callRecordOf({ start: callStart(1), parts: [], end: callEnd(1) }))]);
  const messages = (await client.untilMessages(4)).map(({ data }) => activityMessageSchema.parse(data));
  expect(client.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(messages.map(({ event_type: type, timestamp }) => [type, timestamp])).toEqual([
    ['call.began', '2026-11-20T23:12:04.113Z'],
    ['policy.event', '2026-11-20T23:12:04.613Z'],
    ['call.ended', '2026-11-20T23:12:05.353Z'],
    ['call.stored', '2026-11-20T23:12:06.000Z'],
  ]);
  expect(messages[1]?.data).toMatchObject({ policy: 'redact', type: 'policy.pii_redacted', severity: 'info' });
  expect(messages[2]?.data).toMatchObject({ status: 'complete', http_status: 200, duration_ms: 1240.5 });
  expect(messages[3]?.data).toMatchObject({
    request_changes: 0,
    changed_by: [],
    output_tokens: expect.any(Number) as number,
  });
});

test('tells of records, of any type, that they were made, and no more', async () => {
  const client = await follow();
  const record = { callId: callIdOf(1), level: 'info' as const, at: 0, stage: null, policy: null, decision: null };
  feed.recorded([
    { ...record, type: 'luthien.pipeline', stage: 'client_request' },
    { ...record, type: 'luthien.policy_decision', policy: 'guard', decision: 'changed' },
    { ...record, type: 'luthien.of_tomorrow' },
  ]);
  const messages = (await client.untilMessages(3)).map(({ data }) => activityMessageSchema.parse(data));
  expect(messages.map(({ event_type: type, data: { gateway: _, seq: __, ...data } }) => [type, data])).toEqual([
    ['luthien.pipeline', { level: 'info', pipeline_stage: 'client_request' }],
    ['luthien.policy_decision', { level: 'info', policy_name: 'guard', decision: 'changed' }],
    ['luthien.of_tomorrow', { level: 'info' }],
  ]);
});

test('says nothing of a call of which nothing is kept', async () => {
  const client = await follow();
  const call = begunCall(1, { captureMode: 'off' });
  feed.listener.began?.(call);
  feed.listener.policyEvent?.(call, policyEvent());
  feed.listener.ended?.(call, endedCall());
  send(2, 2);
  await client.untilMessages(1);
  expect(idsOf(client)).toEqual([callIdOf(2)]);
});

test('holds no word of a policy, and of a caller none that may be a secret', async () => {
  const client = await follow();
  const call = begunCall(1, { requestedModel: 'sk-ant-api03-R2D2C3POabcdefghijklmnopqrstuvwxyz' });
  feed.listener.began?.(call);
  feed.listener.policyEvent?.(call, policyEvent({ type: 'leaked 4111 1111 1111 1111' }));
  feed.listener.ended?.(call, endedCall({ finalModel: '4111-1111-1111-1111', errorType: 'said: hunter2 was wrong' }));
  feed.listener.began?.(begunCall(2, { requestedModel: 'anthropic.claude-3-7-sonnet-20250219-v1:0' }));
  const [began, said, ended, other] = await client.untilMessages(4);
  expect(began?.data['data']).toMatchObject({ model: 'other' });
  expect(said?.data['data']).toMatchObject({ type: 'other' });
  expect(ended?.data['data']).toMatchObject({ model: 'other', error_type: 'other' });
  expect(other?.data['data']).toMatchObject({ model: 'anthropic.claude-3-7-sonnet-20250219-v1:0' });
  expect(JSON.stringify(client.received)).not.toMatch(/Replaced|secret of the policy|sk-ant|hunter2/);
});

test('every reader gets every message once', async () => {
  const clients = [await follow(), await follow(), await follow({ as: 'b' })];
  send(1, 700);
  for (const client of clients) {
    await client.untilMessages(700);
    expect(idsOf(client)).toEqual(callIds(1, 700));
  }
});

test('begins with what is new, or with as many as asked for', async () => {
  send(1, 30);
  const before = await follow({ query: '?recent=10' });
  const now = await follow();
  send(31, 31);
  await now.untilMessages(1);
  await before.untilMessages(11);
  expect(idsOf(now)).toEqual(callIds(31, 31));
  expect(idsOf(before)).toEqual(callIds(21, 31));
});

test('goes on after the last message that a reader had, whichever it was, without loss or doubles', async () => {
  const first = await follow();
  send(1, 450);
  const ids = (await first.untilMessages(450)).map(({ id }) => id);
  first.close();
  send(451, 460);
  for (const had of [1, 200, 201, 449, 450]) {
    const again = await follow({ after: ids[had - 1] ?? null });
    await again.untilMessages(460 - had);
    expect(idsOf(again)).toEqual(callIds(had + 1, 460));
    expect(again.received.filter(({ event }) => event === 'gap')).toEqual([]);
    again.close();
    await again.closed;
  }
});

test('says how many messages are missing when they are no longer kept', async () => {
  await stop();
  await start({ messages: 300, bytes: 1_000_000 });
  const first = await follow();
  send(1, 1);
  const [had] = await first.untilMessages(1);
  for (let sent = 1; sent < 1001; sent += 100) {
    send(sent + 1, sent + 100);
    await first.untilMessages(sent + 100);
  }
  const again = await follow({ after: had?.id ?? null });
  const [state, gap, next] = await until(() => (again.messages().length > 100 ? again.received : null));
  expect(state).toMatchObject({ event: 'state', data: { shared: false, connected: true } });
  const { missed } = gap?.data ?? {};
  expect(gap).toMatchObject({ event: 'gap', data: { reason: 'too_old' } });
  expect(next?.data['call_id']).toBe(callIdOf(2 + Number(missed)));
  expect(feed.stats().messages).toBe(1001);
});

test.each(['nonsense', 'another-process-17', '\u00e9'])(
  'the id %j of no message of this process is a gap',
  async (after) => {
    send(1, 3);
    const client = await follow({ after });
    await client.untilMessages(3);
    expect(client.received[1]).toMatchObject({ event: 'gap', data: { reason: 'restarted', missed: null } });
  },
);

test('a reader who takes nothing is ended with bounded memory, and nobody else is', async () => {
  const other = await follow();
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  socket.pause();
  socket.write('GET /api/v1/activity HTTP/1.1\r\nhost: x\r\nauthorization: Bearer b\r\n\r\n');
  await until(() => feed.stats().followers === 2);
  let sent = 0;
  while (limitsHit.live_reader_too_slow === 0) {
    send(sent + 1, (sent += 200));
    await other.untilMessages(sent);
  }
  await until(() => feed.stats().followers === 1);
  expect(idsOf(other)).toEqual(callIds(1, sent));
  socket.destroy();
});

test('as many streams are open as one reader, and all of them, may have', async () => {
  for (let n = 0; n < limits.streamsPerReader; n += 1) await follow();
  const refused = await fetch(url, { headers: { authorization: 'Bearer a' } });
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
  expect(await refused.json()).toMatchObject({ code: 'too_many_streams' });
  const last = await follow({ as: 'b' });
  expect((await fetch(url, { headers: { authorization: 'Bearer b' } })).status).toBe(429);
  expect(limitsHit).toMatchObject({ live_streams: 1, live_streams_of_reader: 1 });
  last.close();
  await until(() => feed.stats().followers === limits.streamsPerReader);
  expect((await follow({ as: 'b' })).status).toBe(200);
});

test('ends for who has signed out', async () => {
  const client = await follow();
  delete readers['a'];
  await client.closed;
  await until(() => feed.stats().followers === 0);
});

test.each(['?recent=-1', '?recent=x', '?recent=100000', '?since=1'])('refuses %s, and says why', async (query) => {
  const answer = await fetch(url + query, { headers: { authorization: 'Bearer a' } });
  expect([answer.status, (await answer.json()) as unknown]).toMatchObject([
    400,
    { code: 'invalid_query', errors: [{ field: query.slice(1, query.indexOf('=')) }] },
  ]);
});

test('can only be read, and by readers', async () => {
  expect((await fetch(url)).status).toBe(401);
  expect((await fetch(url, { method: 'POST', headers: { authorization: 'Bearer a' } })).status).toBe(405);
});

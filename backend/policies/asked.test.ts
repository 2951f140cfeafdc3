import { AsyncLocalStorage } from 'node:async_hooks';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAsked, noteAsked } from './asked';
import { chainOf } from './chain/createChain';
import type { ConfiguredPolicy } from './chain/links';
import type { ChainCall } from './chain.types';
import type { Policy } from './contract';
import { createFetch } from './environment/createFetch';
import type { PolicyFetch } from './environment/policyEnvironment';
import { callOf } from './testing/calls';
import { onRequest, runRequest } from './testing/requests';
import { answer, runStream, streamCall } from './testing/streams';

/** What a policy asks of other servers hangs below its span, whichever of many calls it works for. */

const heard: { path: string; headers: IncomingHttpHeaders }[] = [];
const server = createServer((req, res) => {
  heard.push({ path: req.url ?? '', headers: req.headers });
  if (req.url !== '/never') res.writeHead(req.url === '/no' ? 503 : 200).end('welcome');
});
let origin = '';
let lent: ReturnType<typeof createFetch>;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const limits = { timeoutMs: 5_000, responseBytes: 1_000, concurrency: 10 };
  lent = createFetch({ ...limits, origins: [origin], privateNetwork: true, onLimit: () => undefined });
});
afterAll(async () => {
  await lent.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => void heard.splice(0));

function asking(hook: (fetch: PolicyFetch) => Promise<unknown>, name = 'asks', timeoutMs = 5_000): ConfiguredPolicy {
  const policy = onRequest(async () => {
    await hook(lent.fetch);
  }, name);
  return { policy, onError: 'open', timeoutMs, asks: true };
}

const traceId = '0af7651916cd43dd8448eb211c80319c';
const traced = (): ChainCall => ({ ...callOf(), trace: { traceId, flags: '01' }, now: () => performance.now() });

test('each request is a span below its policy, with how it went, and the other server is told of it', async () => {
  const policies = [
    onRequest(() => undefined, 'other'),
    asking(async (fetch) => {
      await fetch(`${origin}/yes?secret=quokka`, { method: 'POST', body: 'x' });
      await fetch(`${origin}/no`, { headers: { traceparent: 'its own' } });
    }),
  ];
  const { timings } = await runRequest(policies, {}, traced());
  const host = origin.slice('http://'.length);
  expect(timings.map(({ name, parent, error }) => [name, parent, error])).toEqual([
    ['policy other', -1, undefined],
    ['policy asks', -1, undefined],
    [`POST ${host}`, 1, undefined],
    [`GET ${host}`, 1, '503'],
  ]);
  expect(timings[2]?.attributes).toMatchObject({ 'server.address': '127.0.0.1', 'http.response.status_code': 200 });
  expect(JSON.stringify(timings)).not.toContain('quokka');
  expect(heard.map(({ headers }) => headers.traceparent)).toEqual([
    `00-${traceId}-${timings[2]?.spanId}-01`,
    'its own',
  ]);
});

test('of calls that go on at once each has its own', async () => {
  const policy = asking((fetch) => fetch(`${origin}/yes`));
  const outcomes = await Promise.all(Array.from({ length: 5 }, () => runRequest([policy], {}, traced())));
  expect(outcomes.map(({ timings }) => timings.length)).toEqual([2, 2, 2, 2, 2]);
  expect(new Set(outcomes.map(({ timings }) => timings[1]?.spanId)).size).toBe(5);
});

test('one that a policy’s time was up for ends with it, and one that gave no answer says so', async () => {
  const never = await runRequest([asking((fetch) => fetch(`${origin}/never`), 'slow', 20)], {}, traced());
  expect(never.timings).toMatchObject([{ error: 'policy_timeout' }, { error: 'policy_fetch_unfinished', parent: 0 }]);
  const broken = asking((fetch) => fetch(`${origin}/never`, { signal: AbortSignal.abort() }));
  const { timings } = await runRequest([broken], {}, traced());
  expect(timings[1]?.error).toBeDefined();
});

test('what is asked during a stream is below the policy’s span of the stream', async () => {
  const policy: Policy = {
    name: 'watch',
    async onStreamEvent(event) {
      await lent.fetch(`${origin}/yes`);
      return [event];
    },
  };
  const idle: Policy = { name: 'idle', onStreamEvent: (event) => [event] };
  const chain = chainOf(
    [policy, idle].map((each) => ({ policy: each, onError: 'open', timeoutMs: 5_000, asks: true })),
  );
  const { outcome } = await runStream(chain, answer('openai', ['Hi']), streamCall('openai'));
  const asked = outcome.timings.filter(({ parent }) => parent === 0);
  expect(outcome.timings[0]?.name).toBe('policy watch');
  expect(outcome.timings.at(-1)).toMatchObject({ name: 'policy idle', parent: -1 });
  expect(asked).toHaveLength(heard.length);
});

test('what outlives the call of a policy keeps nothing of it, and is no span any more', () => {
  const asked = createAsked(traced());
  const later = asked.during(() => AsyncLocalStorage.snapshot(), null);
  expect(later(() => noteAsked(new URL(origin), 'GET'))).not.toBeNull();
  expect(asked.timings(0)).toHaveLength(1);
  expect(later(() => noteAsked(new URL(origin), 'GET'))).toBeNull();
});

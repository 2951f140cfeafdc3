import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from '../../testing/until';
import { createFetch, type FetchOptions } from './createFetch';
import type { PolicyFetch } from './policyEnvironment';

let stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(stops.map((stop) => stop()));
  stops = [];
});

/** A server on loopback; gives its origin and what it was asked. */
async function serve(answer: RequestListener) {
  const asked: IncomingMessage[] = [];
  const server = createServer((req, res) => {
    asked.push(req);
    answer(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

function fetchFrom(origins: string[], more: Partial<FetchOptions> = {}): { fetch: PolicyFetch; limits: string[] } {
  const limits: string[] = [];
  const { fetch, close } = createFetch({
    origins,
    privateNetwork: true,
    timeoutMs: 5000,
    responseBytes: 1000,
    concurrency: 2,
    onLimit: (limit) => limits.push(limit),
    ...more,
  });
  stops.push(close);
  return { fetch, limits };
}

describe("a policy's fetch", () => {
  test('sends what it is given and gives the whole answer, whatever its status', async () => {
    const { origin, asked } = await serve((req, res) => {
      res.writeHead(418, { 'content-type': 'application/json', 'x-two': ['a', 'b'] });
      req.on('data', (chunk: Buffer) => res.write(`{"got":${chunk.toString()}`)).on('end', () => res.end('}'));
    });
    const { fetch } = fetchFrom([origin]);
    const answer = await fetch(`${origin}/judge?a=1`, { method: 'POST', headers: { 'X-Key': 'k' }, body: '{"n":1}' });
    expect(asked[0]).toMatchObject({ method: 'POST', url: '/judge?a=1', headers: { 'x-key': 'k' } });
    expect(answer).toMatchObject({ status: 418, headers: { 'x-two': 'a, b' } });
    expect(answer.json()).toEqual({ got: { n: 1 } });
    expect(answer.text()).toBe('{"got":{"n":1}}');
  });

  test.each([
    'http://127.0.0.1:9/',
    'https://example.com/',
    'ftp://example.org/',
    'no address',
    'http://allowed.example@elsewhere.example/',
    'http://allowed.example.elsewhere.example/',
    'http://allowed.example:81/',
    'https://allowed.example/',
  ])('reaches no server that its configuration does not name: %s', async (address) => {
    const { fetch, limits } = fetchFrom(['http://allowed.example']);
    await expect(fetch(address)).rejects.toMatchObject({ code: 'policy_fetch_not_allowed' });
    expect(limits).toEqual(['policy_fetch_not_allowed']);
  });

  test.each([
    'http://127.0.0.1:1',
    'http://[::1]:1',
    'http://[::ffff:127.0.0.1]:1',
    'http://2130706433:1',
    'http://localhost:1',
  ])('reaches no private address unless that is allowed, however it is written: %s', async (address) => {
    const { fetch, limits } = fetchFrom([new URL(address).origin], { privateNetwork: false });
    await expect(fetch(address)).rejects.toMatchObject({ code: 'policy_fetch_private_address' });
    expect(limits).toEqual(['policy_fetch_private_address']);
  });

  test('takes a redirect for an answer and does not follow it', async () => {
    const { origin, asked } = await serve((_req, res) => void res.writeHead(302, { location: '/elsewhere' }).end());
    const { fetch } = fetchFrom([origin]);
    expect(await fetch(origin)).toMatchObject({ status: 302, headers: { location: '/elsewhere' } });
    expect(asked).toHaveLength(1);
  });

  test('speaks to the server of its URL, whatever host a header names', async () => {
    const { origin, asked } = await serve((_req, res) => void res.end());
    await fetchFrom([origin]).fetch(origin, { headers: { Host: 'metadata.internal' } });
    expect(asked[0]?.headers.host).toBe(new URL(origin).host);
  });

  test.each<[string, RequestListener]>([
    ['never begins', () => undefined],
    ['never ends', (_req, res) => void res.writeHead(200).write('a beginning')],
  ])('gives up on an answer that %s', async (_what, answer) => {
    const { origin } = await serve(answer);
    const { fetch, limits } = fetchFrom([origin], { timeoutMs: 50 });
    await expect(fetch(origin)).rejects.toMatchObject({ code: 'policy_fetch_timeout' });
    expect(limits).toEqual(['policy_fetch_timeout']);
  });

  test('reads no more than it may', async () => {
    const { origin } = await serve((_req, res) => void res.end('x'.repeat(1001)));
    const { fetch, limits } = fetchFrom([origin]);
    await expect(fetch(origin)).rejects.toMatchObject({ code: 'policy_fetch_too_large' });
    expect(limits).toEqual(['policy_fetch_too_large']);
    const { origin: other } = await serve((_req, res) => void res.end('x'.repeat(1000)));
    expect((await fetchFrom([other]).fetch(other)).body).toHaveLength(1000);
  });

  test('waits for no more answers at one time than it may', async () => {
    const open: (() => void)[] = [];
    const { origin } = await serve((_req, res) => void open.push(() => res.end()));
    const { fetch, limits } = fetchFrom([origin]);
    const answers = [fetch(origin), fetch(origin)];
    await until(() => open.length === 2);
    await expect(fetch(origin)).rejects.toMatchObject({ code: 'policy_fetch_too_many' });
    expect(limits).toEqual(['policy_fetch_too_many']);
    for (const end of open) end();
    await Promise.all(answers);
    const later = fetch(origin);
    await until(() => open.length === 3);
    open[2]?.();
    expect(await later).toMatchObject({ status: 200 });
  });

  test('stops when its caller does', async () => {
    const { origin, asked } = await serve(() => undefined);
    const { fetch, limits } = fetchFrom([origin]);
    const caller = new AbortController();
    const answer = fetch(origin, { signal: caller.signal });
    const closed = until(() => asked[0]).then((req) => new Promise((resolve) => req.socket.on('close', resolve)));
    await until(() => asked.length === 1);
    caller.abort(new Error('over'));
    await expect(answer).rejects.toThrow('over');
    await closed;
    expect(limits).toEqual([]);
  });

  test('fails with the cause when the server can not be reached, and quotes nothing that was sent', async () => {
    const { fetch } = fetchFrom(['http://127.0.0.1:1']);
    const error: unknown = await fetch('http://127.0.0.1:1/?secret=1').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'policy_fetch_failed', cause: { code: 'ECONNREFUSED' } });
    expect(String(error)).not.toContain('secret');
  });
});

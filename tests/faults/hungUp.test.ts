import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { allCalls, storedCall } from '../support/calls';
import { startLens } from '../support/lens';
import { sendCall } from '../support/load';

jest.setTimeout(300_000);

let provider: Awaited<ReturnType<typeof heldProvider>>;
// A test that fails ends as well: a connection that is kept would keep the run.
afterEach(() => {
  provider.server.close();
  provider.server.closeAllConnections();
});

test('a terminal that is closed is a stop like Ctrl-C: the call in flight is finished, and on record', async () => {
  provider = await heldProvider();
  const lens = await startLens({ env: { OPENAI_BASE_URL: provider.url }, ownGroup: true });
  const call = sendCall(lens.url, 'marker', false);
  const answer = await provider.asked;
  const exit = lens.hangUp();
  // The server takes no more connections once it stops, and so says that the signal has come.
  while (await accepts(lens.url));
  answer.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content: 'late' } }] }));

  const { answered, callId } = await call;
  expect(answered).toBe(true);
  expect(await exit).toBe(0);

  const next = await startLens({ dataDir: lens.dataDir });
  expect(await storedCall(next, callId)).toMatchObject({ status: 'complete' });
  expect(await allCalls(next)).toHaveLength(1);
  await next.stop();
  next.remove();
});

/** Answers when the test does. */
async function heldProvider(): Promise<{ url: string; server: Server; asked: Promise<ServerResponse> }> {
  const server = createServer();
  const asked = new Promise<ServerResponse>((resolve) => {
    server.once('request', (_req, res) => resolve(res.setHeader('content-type', 'application/json')));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server, asked };
}

function accepts(url: string): Promise<boolean> {
  return fetch(`${url}/healthz`).then(
    () => true,
    () => false,
  );
}

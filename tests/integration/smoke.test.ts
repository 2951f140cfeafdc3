import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { startLens, type Lens } from '../support/lens';

/** The smoke script (T8) tells a gateway all of whose sinks have its calls from one that lacks something, and what. */

let lens: Lens;

beforeAll(async () => {
  lens = await startLens({ args: [], env: { OPENAI_BASE_URL: 'http://127.0.0.1:1' } });
});

afterAll(async () => {
  await lens.stop();
  lens.remove();
});

const script = path.resolve(__dirname, '../../scripts/smoke.mjs');

function smoke(args: string[], env: Record<string, string> = {}): Promise<{ status: number | null; text: string }> {
  const child = spawn(process.execPath, [script, ...args], {
    env: { PATH: process.env.PATH, LENS_DATA_DIR: lens.dataDir, ...env },
  });
  let text = '';
  child.stdout.on('data', (bytes: Buffer) => (text += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (text += bytes.toString()));
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, text })));
}

const token = ['--token', 'test-api-token-0123456789abcdef'];

test('calls that arrived everywhere are told so, and what was not looked at', async () => {
  const { status, text } = await smoke(token);
  expect(text).toContain('All that was sent arrived.');
  expect(text.match(/^✓/gm)).toHaveLength(5);
  expect(text).toContain('Tempo was not looked at: TEMPO_URL is not set.');
  expect(status).toBe(0);
});

test('what is missing is named, with what to do about it', async () => {
  const empty = createServer((req, res) => {
    const isTempo = req.url?.startsWith('/api/v2/traces/') === true;
    res.writeHead(isTempo ? 404 : 200).end('{"data":{"result":[]}}');
  });
  await new Promise<void>((resolve) => empty.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(empty.address() as AddressInfo).port}`;
  const env = { TEMPO_URL: url, LOKI_URL: url, PROMETHEUS_URL: url, REDIS_URL: 'redis://127.0.0.1:1' };
  const { status, text } = await smoke([...token, '--seconds', '1'], env);
  empty.close();
  expect(text).toMatch(
    /✗ Tempo has their spans: it has no trace [0-9a-f]{32}, of the plain call\n {2}Is OTEL_ENDPOINT set/,
  );
  expect(text).toMatch(/✗ Loki has their records: it has no line of the plain call/);
  expect(text).toMatch(/✗ Prometheus scrapes the gateway: none of the 0 processes it scrapes is this gateway/);
  expect(text).toMatch(/✗ Redis is told of them: /);
  // On a busy machine a second may be too short for what is there, too.
  expect(text).toMatch(/[4-9] of these did not arrive\./);
  expect(status).toBe(1);
});

test('a gateway that is not there, or does not take the call, is told so', async () => {
  const away = await smoke([...token, '--url', 'http://127.0.0.1:1']);
  expect([away.status, away.text]).toEqual([2, expect.stringContaining('Nothing could be sent')]);
  const refused = await smoke([...token, '--model', 'no-such-model']);
  expect(refused.status).toBe(2);
});

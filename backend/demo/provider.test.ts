import { gzipSync, zstdCompressSync } from 'node:zlib';
import { startDemoProvider, type DemoProvider } from './provider';

let provider: DemoProvider;
beforeAll(async () => (provider = await startDemoProvider()));
afterAll(() => provider.stop());

const question = JSON.stringify({
  model: 'demo-gpt',
  messages: [{ role: 'user', content: 'What is my account number?' }],
});

async function post(body: BodyInit, encoding?: string) {
  const headers = {
    'content-type': 'application/json',
    ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
  };
  const response = await fetch(`${provider.url}/v1/chat/completions`, { method: 'POST', headers, body });
  return { status: response.status, text: await response.text() };
}

test.each([
  ['plain', question, undefined],
  ['gzip', new Uint8Array(gzipSync(question)), 'gzip'],
  ['zstd', new Uint8Array(zstdCompressSync(question)), 'zstd'],
])('answers a %s body', async (_how, body, encoding) => {
  const { status, text } = await post(body, encoding);
  expect(status).toBe(200);
  expect(text).toContain('1234-5678-9012');
});

test.each([
  ['that is no JSON', '{', undefined],
  ['that is not compressed as it says', question, 'gzip'],
])('refuses a body %s in words', async (_what, body, encoding) => {
  const { status, text } = await post(body, encoding);
  expect(status).toBe(400);
  expect(text).toContain('invalid_request_error');
});

import { rmSync } from 'node:fs';
import type { CallView } from '@lens/core/api';
import { largeCall, toolConversation, workedExample } from '@lens/viewer/fixtures';
import type { PagesOptions } from './index';
import { callPath, get, pageOf, writeAssets } from './testing/builtPages';
import { serveFixtures, type FixtureServer } from './testing/fixtureServer';

let assetsDir: string;
let server: FixtureServer | undefined;

beforeAll(() => {
  assetsDir = writeAssets();
});

afterEach(async () => {
  await server?.close();
  server = undefined;
});

afterAll(() => rmSync(assetsDir, { recursive: true }));

const views = [workedExample, toolConversation];

async function start(options: Partial<PagesOptions> & { views?: CallView[] } = {}): Promise<string> {
  server = await serveFixtures({ assetsDir, views, ...options });
  return server.url;
}

describe('the page that compares two calls', () => {
  const pair = (a: string, b: string) => `/compare?${new URLSearchParams({ a, b }).toString()}`;
  const [first, second] = [workedExample.call.callId, toolConversation.call.callId];

  test('has figures and differences in its first paint', async () => {
    const { status, text } = await get((await start()) + pair(first, second));
    expect(status).toBe(200);
    for (const part of ['gpt-5', first, second, 'Difference, from A to B', '[REDACTED]']) {
      expect(pageOf(text)).toContain(part);
    }
    expect(text).not.toContain('1234-5678-9012');
  });

  test('takes ids in capitals and out of the addresses of calls’ pages', async () => {
    const url = await start();
    const { text } = await get(url + pair(first.toUpperCase(), `${url}${callPath(toolConversation)}?tab=raw`));
    expect(pageOf(text)).toContain('Difference, from A to B');
  });

  test('asks the loader for what the address says, and tells it who reads', async () => {
    const asked: unknown[] = [];
    const loadComparison: PagesOptions['loadComparison'] = (query, reader) => {
      asked.push([query, reader.name]);
      return Promise.resolve({ unknown: [] });
    };
    const url = await start({ loadComparison });
    await get(`${url}${pair(first, second)}&of=original&as=bodies`);
    await get(`${url}${pair(first, second)}&of=nonsense`);
    expect(asked).toEqual([
      [{ a: first, b: second, of: 'original', as: 'bodies' }, 'test'],
      [{ a: first, b: second, of: 'final', as: 'messages' }, 'test'],
    ]);
  });

  test.each([
    ['an id that is none', pair('nope', second), 400, 'Call A is not readable as a call id'],
    ['two that are none', pair('nope', '<script>alert(1)</script>'), 400, 'Call A and call B are not readable'],
    ['the same call twice', pair(first, first.toUpperCase()), 400, 'Both are the same call'],
    ['an unknown call', pair(first, '019aa3f2-0000-7000-8000-000000000000'), 404, 'There is no call B with this id'],
    ['a very long text', pair('x'.repeat(5000), second), 400, 'Call A is not readable'],
  ])('%s is explained, and can be corrected in place', async (_what, where, status, words) => {
    const answer = await get((await start()) + where);
    expect(answer.status).toBe(status);
    expect(pageOf(answer.text)).toContain(words);
    expect(pageOf(answer.text)).toContain('aria-invalid="true"');
    expect(answer.text).not.toContain('<script>alert');
  });

  test('without calls asks for two, which is no error', async () => {
    const { status, text } = await get(`${await start()}/compare`);
    expect(status).toBe(200);
    expect(pageOf(text)).not.toContain('role="alert"');
    expect(pageOf(text)).toContain('name="a"');
  });

  test('is reached from the list without JavaScript as well, from the older to the newer', async () => {
    const { status, headers } = await get(`${await start()}/compare?call=${second}&call=${first}`);
    expect(status).toBe(303);
    expect(headers.get('location')).toBe(`/compare?a=${first}&b=${second}`);
  });

  test('sends large bodies later', async () => {
    const large = largeCall(1);
    const url = await start({ views: [workedExample, large] });
    const { text } = await get(url + pair(first, large.call.callId));
    expect(text.length).toBeLessThan(100_000);
    expect(pageOf(text)).toContain('Loading the bodies');
  });

  test('is offered by a call’s page: with the call before it in its session, or by id', async () => {
    const { text } = await get((await start()) + callPath(toolConversation));
    expect(pageOf(text)).toMatch(
      new RegExp(`href="/compare\\?a=[^"]+&amp;b=${second}"[^>]*>Previous call of this session`),
    );
    expect(pageOf(text)).toContain('action="/compare"');
  });
});

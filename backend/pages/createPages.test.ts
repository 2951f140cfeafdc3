import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CallQuery, CallView } from '@lens/core/api';
import {
  blockedCall,
  hostileCall,
  hostileText,
  largeCall,
  toolConversation,
  workedExample,
} from '@lens/viewer/fixtures';
import { renderPage, type PagesOptions } from './index';
import { callPath, dataOf, get, pageOf, writeAssets } from './testing/builtPages';
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

const views = [workedExample, toolConversation, blockedCall, hostileCall];

async function start(options: Partial<PagesOptions> & { views?: CallView[] } = {}): Promise<string> {
  server = await serveFixtures({ assetsDir, views, ...options });
  return server.url;
}

test('every page with calls is rendered where it is told, of data that can go there, and counts', async () => {
  let asked = 0;
  const render: PagesOptions['render'] = (task) => Promise.resolve(renderPage(structuredClone(task)));
  const rateLimit: PagesOptions['rateLimit'] = (_req, res, next) => (++asked > 7 ? res.status(429).end() : next());
  const inPlace = await start();
  const paths = ['/', callPath(workedExample), '/compare', '/v2/activity/monitor', '/errors', '/sessions', '/policies'];
  const expected = await Promise.all(paths.map((at) => get(inPlace + at)));
  await server?.close();
  const elsewhere = await start({ render, rateLimit });
  const pages = await Promise.all(paths.map((at) => get(elsewhere + at)));
  expect(pages.map(({ text }) => pageOf(text))).toEqual(expected.map(({ text }) => pageOf(text)));
  expect((await get(`${elsewhere}/`)).status).toBe(429);
});

describe('a call’s page', () => {
  test('has everything in its first paint, and the data to go on from', async () => {
    const { status, headers, text } = await get((await start()) + callPath(workedExample));
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('text/html');
    expect(headers.get('cache-control')).toBe('no-store');
    for (const part of ['gpt-5', 'pii-redaction', '1234-5678-9012', '[REDACTED]', 'policy.pii_redacted']) {
      expect(pageOf(text).includes(part)).toBe(true);
    }
    expect(dataOf(text)).toMatchObject({
      complete: true,
      tab: 'changes',
      view: { call: { callId: workedExample.call.callId } },
    });
  });

  test('shows the view that the address names', async () => {
    const { text } = await get(`${await start()}${callPath(workedExample)}?tab=waterfall`);
    expect(text).toContain('role="treegrid"');
    expect(dataOf(text).tab).toBe('waterfall');
  });

  test('takes an id in capitals, and a view that does not exist for the first one', async () => {
    const url = await start();
    const { status, text } = await get(
      `${url}${callPath(workedExample).toUpperCase().replace('/V2/DEBUG/REQUEST', '/v2/debug/request')}?tab=nope`,
    );
    expect(status).toBe(200);
    expect(dataOf(text).tab).toBe('changes');
  });

  test('that does not exist says so, whatever the id', async () => {
    const url = await start();
    for (const id of [
      '019aa3f2-0000-7000-8000-000000000000',
      'nope',
      '%3Cscript%3Ealert(1)%3C%2Fscript%3E',
      'x'.repeat(900),
    ]) {
      const { status, text } = await get(`${url}/v2/debug/request/${id}`);
      expect(status).toBe(404);
      expect(text).toContain('No such call');
      expect(text).toContain('<a href="/compare">');
      expect(text).not.toContain('<script>alert');
    }
  });

  test('sends large bodies later, and says so in its data', async () => {
    const large = largeCall(1);
    const { text } = await get((await start({ views: [large] })) + callPath(large));
    expect(text.length).toBeLessThan(100_000);
    expect(text).toContain('Loading the bodies');
    expect(dataOf(text)).toMatchObject({ complete: false, view: { request: { original: null, originalRaw: null } } });
  });

  test('is in the reader’s theme at once', async () => {
    const url = (await start()) + callPath(workedExample);
    expect((await get(url, { cookie: 'a=b; lens_theme=dark' })).text).toContain(
      '<html lang="en" class="lens-viewer" data-theme="dark">',
    );
    expect((await get(url, { cookie: 'lens_theme="><script>' })).text).toContain(
      '<html lang="en" class="lens-viewer">',
    );
  });
});

describe('what models and users wrote', () => {
  test('never leaves the data block or becomes markup', async () => {
    const url = await start();
    for (const tab of ['changes', 'conversation', 'waterfall', 'events', 'raw']) {
      const { text } = await get(`${url}${callPath(hostileCall)}?tab=${tab}`);
      const scripts = text.match(/<script[^>]*>/g) ?? [];
      expect(scripts).toHaveLength(2);
      expect(scripts[0]).toMatch(/^<script type="module" src="\/assets\/callPage\.[0-9a-f]{12}\.js">$/);
      expect(scripts[1]).toBe('<script type="application/json" id="data">');
      expect(/<img|<b>gpt|<i>policy|\u2028|\u202E|\u200B/.exec(pageOf(text))).toBeNull();
      expect(text).not.toMatch(/<a [^>]*href="(javascript|https?):/);
      expect(dataOf(text).view.call.errorMessage).toBe(hostileText);
    }
  });

  test('is text in the list as well', async () => {
    const { text } = await get(`${await start()}/?text=${encodeURIComponent('</script><script>alert(1)</script>')}`);
    expect(text.match(/<script[^>]*>/g)).toHaveLength(2);
    expect(text).not.toContain('<script>alert');
  });

  test.each([
    '/',
    callPath(workedExample),
    callPath(hostileCall),
    '/v2/debug/request/nope',
    `/compare?a=${workedExample.call.callId}&b=${hostileCall.call.callId}`,
    '/compare?a=nope&b=nope',
  ])('%s has no inline script, handler or style for the policy to stop', async (where) => {
    const { text } = await get((await start()) + where);
    expect(text).not.toMatch(/<[^>]* (style|on[a-z]+)=/i);
    expect(text).not.toMatch(/<style/i);
  });

  test.each(['/', callPath(workedExample), '/v2/debug/request/nope', '/?limit=x&status=wrong', '/compare?a=nope'])(
    '%s is guarded by headers',
    async (where) => {
      const { headers } = await get((await start()) + where);
      const policy = headers.get('content-security-policy')?.split(';') ?? [];
      expect(policy).toEqual(
        expect.arrayContaining([
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "frame-ancestors 'none'",
          "base-uri 'none'",
        ]),
      );
      expect(policy.join()).not.toMatch(/unsafe|\*|https?:/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
    },
  );
});

describe('the list', () => {
  test('shows the calls without JavaScript, filters being a form and links', async () => {
    const { text } = await get(`${await start()}/`);
    expect(text).toContain('<form');
    expect(text).toContain('method="get"');
    expect(text).toContain(`href="${callPath(workedExample)}"`);
    expect(text).toContain('href="/?model=gpt-5"');
  });

  test('towards newer calls ends at the newest ones, where it goes on growing', async () => {
    const { status, headers } = await get(`${await start()}/?model=gpt-5&after=${workedExample.call.callId}`);
    expect(status).toBe(303);
    expect(headers.get('location')).toBe('/?model=gpt-5');
  });

  test('has the reader’s columns at once', async () => {
    const url = await start();
    const { text } = await get(`${url}/`, { cookie: 'lens_columns=provider.tokens' });
    expect(pageOf(text).match(/<th scope="col"[^>]*data-column="[a-z]+"/gi)).toHaveLength(2);
    expect((await get(`${url}/`, { cookie: 'lens_columns="><script>' })).text).toContain('data-column="session"');
  });

  test('asks for what the address filters', async () => {
    const asked: CallQuery[] = [];
    const listCalls: PagesOptions['listCalls'] = (query) => {
      asked.push(query);
      return Promise.resolve({ calls: [], next: null });
    };
    const url = await start({ listCalls, now: () => Date.parse('2026-11-20T12:00:00Z') });
    await get(`${url}/?model=gpt-5&changed=any&stream=true&text=&since=1h&before=${workedExample.call.callId}`);
    expect(asked).toEqual([
      {
        model: 'gpt-5',
        changed: 'any',
        stream: true,
        from: '2026-11-20T11:00:00.000Z',
        before: workedExample.call.callId,
        limit: 50,
      },
    ]);
  });

  test.each([
    ['status=wrong', 'can’t be read'],
    ['before=1', 'can’t be read'],
    [`model=${'x'.repeat(300)}`, 'up to 200 characters'],
    [`text=${'x'.repeat(501)}`, 'up to 500 characters'],
  ])('a filter that can’t be (%s) is explained, with a way back', async (query, words) => {
    const { status, text } = await get(`${await start()}/?${query}`);
    expect(status).toBe(400);
    expect(text).toContain(words);
    expect(text).toContain('<a href="/">Recent calls</a>');
  });

  test('that is empty tells what to do next', async () => {
    const { text } = await get(`${await start({ views: [], publicUrl: 'https://lens.example' })}/`);
    expect(text).toContain('curl https://lens.example/v1/chat/completions');
  });
});

describe('a page that can’t be made', () => {
  test('says so and tells the log, without the error’s words', async () => {
    const seen: unknown[] = [];
    const failure = new Error('password=hunter2');
    const url = await start({ loadView: () => Promise.reject(failure), onError: (error) => seen.push(error) });
    const { status, text } = await get(url + callPath(workedExample));
    expect(status).toBe(500);
    expect(text).toContain('This page could not be made');
    expect(text).not.toContain('hunter2');
    expect(seen).toEqual([failure]);
  });
});

describe('an address that nothing answers', () => {
  test('is a page with a way on for a browser, and shows what was asked for as text', async () => {
    const { status, headers, text } = await get(`${await start()}/<b>nothing`, { accept: 'text/html' });
    expect(status).toBe(404);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(text).toContain('There is no such page');
    expect(text).toContain('href="/"');
    expect(text).toContain('action="/logout"');
    expect(text).not.toContain('<b>');
  });

  test('that can not be decoded is the asker’s mistake, and nothing for the log', async () => {
    const seen: unknown[] = [];
    const url = await start({ onError: (error) => seen.push(error) });
    for (const path of ['/v2/debug/request/%ZZ', '/assets/%E0%A4%A']) {
      const answer = await fetch(url + path, { headers: { accept: 'text/html' } });
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain('This address can’t be read');
    }
    expect(seen).toEqual([]);
  });

  test('is a problem for a program', async () => {
    const { status, headers, text } = await get(`${await start()}/api/v2/calls`);
    expect([status, headers.get('content-type')]).toEqual([404, expect.stringContaining('application/problem+json')]);
    expect(text).toContain('/api/openapi.json');
  });
});

describe('who may read', () => {
  test('pages ask for the scope, scripts and styles do not', async () => {
    const scopes: string[] = [];
    const url = await start({
      auth: {
        requireScope: (scope, kind) => {
          scopes.push(`${[scope].flat().join('+')} ${kind}`);
          return (_req, res) => void res.status(401).end();
        },
        authenticate: () => null,
        principalOf: () => ({ name: 'nobody', scopes: [], by: 'token' }),
      },
    });
    for (const page of ['/', callPath(workedExample), '/compare']) expect((await get(url + page)).status).toBe(401);
    expect((await get(`${url}/assets/callPage.js`)).status).toBe(200);
    expect(new Set(scopes)).toEqual(new Set(['read page']));
  });

  test('the loaders are told who reads', async () => {
    const readers: string[] = [];
    const url = await start({
      loadView: (_id, reader) => {
        readers.push(reader.name);
        return Promise.resolve({ view: workedExample, complete: true });
      },
    });
    await get(url + callPath(workedExample));
    expect(readers).toEqual(['test']);
  });
});

describe('scripts and styles', () => {
  test('are kept for good under the name with their hash, and asked for anew under the plain one', async () => {
    const url = await start();
    const { text } = await get(`${url}/`);
    const [hashed] = /\/assets\/callsPage\.[0-9a-f]{12}\.js/.exec(text) ?? [];
    const kept = await get(url + (hashed ?? ''));
    expect(kept.status).toBe(200);
    expect(kept.headers.get('cache-control')).toContain('immutable');
    expect(kept.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    const plain = await get(`${url}/assets/callsPage.css`, { 'accept-encoding': 'identity' });
    expect(plain.headers.get('cache-control')).toBe('no-cache');
    expect(plain.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(plain.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test.each(['nothing.js', 'notes.txt', '..%2F..%2Fpackage.json', 'callPage.000000000000.js'])(
    '%s is not served',
    async (name) => {
      expect((await get(`${await start()}/assets/${name}`)).status).toBe(404);
    },
  );

  test('a build without them fails at the first page, with what to do', async () => {
    const empty = mkdtempSync(path.join(tmpdir(), 'lens-empty-'));
    const seen: unknown[] = [];
    const url = await start({ assetsDir: empty, onError: (error) => seen.push(error) });
    expect((await get(`${url}/`)).status).toBe(500);
    expect(String(seen[0])).toContain('npm run build');
    rmSync(empty, { recursive: true });
  });
});

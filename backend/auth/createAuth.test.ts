import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { problemSchema } from '@lens/core/api';
import express from 'express';
import { createAuth, createSignInCode, type Auth } from './index';
import { serve, type Served } from './testing/serve';

const apiToken = 'a-token-with-every-scope';
const readToken = 'a-token-that-only-reads';
let dataDir: string;
let time: number;
let auth: Auth;
let server: Served;

beforeEach(async () => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'lens-auth-'));
  time = Date.UTC(2026, 0, 1);
  auth = createAuth({
    dataDir,
    sessionKey: 'k'.repeat(64),
    apiToken,
    apiTokens: `grafana:read:${readToken}`,
    secure: false,
    linkCommand: 'npm run link',
    now: () => time,
  });
  const app = express();
  app.use(auth.routes);
  app.get('/api', auth.requireScope('read'), (req, res) => {
    res.json(auth.principalOf(req));
  });
  app.get('/api/secret', auth.requireScope('reveal'), (_req, res) => {
    res.send('secret');
  });
  app.get('/page', auth.requireScope('read', 'page'), (_req, res) => {
    res.send('page');
  });
  app.get('/open', (req, res) => {
    res.json(auth.principalOf(req));
  });
  server = await serve(app);
});

afterEach(async () => {
  await server.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const get = (url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
  fetch(server.url + url, { headers, method, redirect: 'manual' });

/** Opens a sign-in link and gives the cookie to send from then on. */
async function signIn(...granted: ('read' | 'reveal')[]): Promise<string> {
  const answer = await get(`/login?code=${createSignInCode(dataDir, granted, time)}`);
  expect(answer.status).toBe(303);
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

describe('without credentials', () => {
  test('the API answers with a problem that says what to send', async () => {
    const answer = await get('/api');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    const problem = problemSchema.parse(await answer.json());
    expect(problem).toMatchObject({ status: 401, code: 'unauthorized' });
    expect(problem.detail).toContain('npm run link');
  });

  test('a page says how to get a sign-in link', async () => {
    const answer = await get('/page');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await answer.text()).toContain('npm run link');
  });

  test.each([
    { host: 'localhost' },
    { 'x-forwarded-for': '127.0.0.1' },
    { 'x-forwarded-host': 'localhost', forwarded: 'for=127.0.0.1' },
    { 'x-real-ip': '127.0.0.1' },
  ])('%o opens nothing', async (headers) => {
    expect((await get('/api', headers)).status).toBe(401);
  });
});

describe('a bearer token', () => {
  test('gives its name and its scopes', async () => {
    const answer = await get('/api', { authorization: `Bearer ${readToken}` });
    expect(await answer.json()).toEqual({ name: 'grafana', scopes: ['read'] });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('without a scope is refused what needs it', async () => {
    const answer = await get('/api/secret', { authorization: `Bearer ${readToken}` });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ code: 'forbidden' });
    expect((await get('/api/secret', { authorization: `Bearer ${apiToken}` })).status).toBe(200);
  });

  test.each(['', 'x', apiToken.slice(1), `${apiToken}x`, apiToken.toUpperCase()])(
    'that is wrong (%p) is nobody',
    async (token) => {
      expect((await get('/api', { authorization: `Bearer ${token}` })).status).toBe(401);
    },
  );

  test('that is wrong is not made good by a cookie', async () => {
    const cookie = await signIn('read');
    expect((await get('/api', { cookie, authorization: 'Bearer wrong' })).status).toBe(401);
  });
});

describe('a sign-in link', () => {
  test('sets a cookie that scripts and other sites can not use, and the cookie opens pages and API', async () => {
    const answer = await get(`/login?code=${createSignInCode(dataDir, ['read', 'reveal'], time)}`);
    expect(answer.headers.get('location')).toBe('/');
    expect(answer.headers.get('set-cookie')).toMatch(/; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/);
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(await (await get('/api', { cookie })).json()).toEqual({ name: 'sign-in', scopes: ['read', 'reveal'] });
    expect((await get('/page', { cookie: `other=1; ${cookie}` })).status).toBe(200);
  });

  test('works once', async () => {
    const code = createSignInCode(dataDir, ['read'], time);
    const answers = await Promise.all(Array.from({ length: 5 }, () => get(`/login?code=${code}`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 401, 401, 401, 401]);
    expect(readdirSync(path.join(dataDir, 'sign-in-codes'))).toEqual([]);
  });

  test('is not used up by a link preview', async () => {
    const code = createSignInCode(dataDir, ['read'], time);
    expect((await get(`/login?code=${code}`, {}, 'HEAD')).status).toBe(401);
    expect((await get(`/login?code=${code}`)).status).toBe(303);
  });

  test('expires', async () => {
    const code = createSignInCode(dataDir, ['read'], time);
    time += 15 * 60_000;
    const answer = await get(`/login?code=${code}`);
    expect(answer.status).toBe(401);
    expect(await answer.text()).toContain('npm run link');
  });

  test('opened again by who is signed in leads to the pages', async () => {
    const code = createSignInCode(dataDir, ['read'], time);
    const cookie = (await get(`/login?code=${code}`)).headers.get('set-cookie')?.split(';')[0] ?? '';
    expect((await get(`/login?code=${code}`, { cookie })).status).toBe(303);
  });

  test.each(['', '?code=', '?code=../secrets', '?code[]=a&code[]=b', '?code=%00'])('%p is refused', async (query) => {
    createSignInCode(dataDir, ['read'], time);
    expect((await get(`/login${query}`)).status).toBe(401);
  });
});

describe('a session', () => {
  test('has only the scopes its link had', async () => {
    const cookie = await signIn('read');
    expect((await get('/api/secret', { cookie })).status).toBe(403);
  });

  test('ends after seven days', async () => {
    const cookie = await signIn('read');
    time += 7 * 86_400_000;
    expect((await get('/api', { cookie })).status).toBe(401);
  });

  test('can not be forged or widened', async () => {
    const cookie = await signIn('read');
    const [name = '', value = ''] = cookie.split('=');
    const [body = '', signature = ''] = value.split('.');
    const widened = Buffer.from(Buffer.from(body, 'base64url').toString().replace('["read"]', '["read","reveal"]'));
    const forged = [
      `${widened.toString('base64url')}.${signature}`,
      `${body}.`,
      body,
      `${body}.${signature}.x`,
      '',
      '.',
    ];
    for (const candidate of forged) {
      expect((await get('/api', { cookie: `${name}=${candidate}` })).status).toBe(401);
    }
  });

  test('is dropped by /logout', async () => {
    const answer = await get('/logout');
    expect(answer.headers.get('set-cookie')).toMatch(/^lens_session_\w+=; .*Max-Age=0/);
  });

  test('of another installation on the same host has another name', async () => {
    const other = createAuth({
      dataDir,
      sessionKey: 'o'.repeat(64),
      apiToken,
      secure: true,
      linkCommand: '',
      now: () => time,
    });
    const app = express().use(other.routes);
    const served = await serve(app);
    const answer = await fetch(`${served.url}/login?code=${createSignInCode(dataDir, ['read'], time)}`, {
      redirect: 'manual',
    });
    await served.close();
    expect(answer.headers.get('set-cookie')).toMatch(/; HttpOnly; Secure; SameSite=Lax$/);
    expect(answer.headers.get('set-cookie')?.split('=')[0]).not.toBe((await signIn('read')).split('=')[0]);
  });
});

test('a handler that forgot to require a scope fails instead of serving a stranger', async () => {
  expect((await get('/open')).status).toBe(500);
});

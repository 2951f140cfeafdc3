import { createHmac } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { problemSchema } from '@lens/core/api';
import express from 'express';
import { createAuth, createSignInCode, type Auth } from './index';
import { serve, type Served } from './testing/serve';

const apiToken = 'a-token-with-every-scope';
const readToken = 'a-token-that-only-reads';
const sessionKey = 'k'.repeat(64);
let dataDir: string;
let time: number;
let auth: Auth;
let server: Served;

const options = () => ({
  dataDir,
  sessionKey,
  apiToken,
  apiTokens: `grafana:read:${readToken}`,
  secure: false,
  linkCommand: 'npm run link',
  now: () => time,
});

beforeEach(async () => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'lens-auth-'));
  time = Date.UTC(2026, 0, 1);
  auth = createAuth(options());
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

const codeFor = (...scopes: ('read' | 'reveal')[]): string => createSignInCode(dataDir, { name: 'ada', scopes }, time);

/** `fetch` says itself where a request is from. */
function post(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(server.url + url, { method: 'POST', headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode));
    });
    asked.on('error', reject).end();
  });
}

/** Opens a sign-in link and gives the cookie to send from then on. */
async function signIn(...granted: ('read' | 'reveal')[]): Promise<string> {
  const answer = await get(`/login?code=${codeFor(...granted)}`);
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
    expect(await answer.json()).toEqual({ name: 'grafana', scopes: ['read'], by: 'token' });
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

describe('Grafana, asking for one of its users', () => {
  const context = (of: object) => ({ 'x-grafana-context': Buffer.from(JSON.stringify(of)).toString('latin1') });
  const asked = async (headers: Record<string, string>, token = apiToken): Promise<unknown> =>
    (await get('/api', { authorization: `Bearer ${token}`, ...headers })).json();

  test('says with a token who it is, in the proxy of a data source and in that of an app', async () => {
    expect(await asked({ 'x-grafana-user': 'alice' }, readToken)).toEqual({
      name: 'grafana',
      scopes: ['read'],
      by: 'token',
      user: 'alice',
    });
    expect(await asked(context({ Login: 'zoë', OrgRole: 'Editor' }))).toMatchObject({ user: 'zoë' });
    // Grafana writes the one itself, or takes it away; the other a browser can send through a data source.
    const both = { 'x-grafana-user': 'alice', ...context({ Login: 'bob', OrgRole: 'Admin' }) };
    expect(await asked(both, readToken)).toMatchObject({ user: 'alice', scopes: ['read'] });
  });

  test.each([
    [{ OrgRole: 'Admin' }, 200],
    [{ OrgRole: 'Editor' }, 200],
    [{ OrgRole: 'Viewer', IsGrafanaAdmin: true }, 200],
    [{ OrgRole: 'Viewer' }, 403],
    [{ OrgRole: 'None' }, 403],
    [{ OrgRole: 'editor' }, 403],
    [{}, 403],
    [[], 403],
  ])('%j may see what was redacted: %d', async (of, status) => {
    const authorization = `Bearer ${apiToken}`;
    expect((await get('/api/secret', { authorization, ...context(of) })).status).toBe(status);
    expect((await get('/api', { authorization, ...context(of) })).status).toBe(200);
  });

  test('gives nobody more than the token has, and whom nobody can read nothing but to look', async () => {
    const admin = context({ Login: 'root', OrgRole: 'Admin', IsGrafanaAdmin: true });
    expect((await get('/api/secret', { authorization: `Bearer ${readToken}`, ...admin })).status).toBe(403);
    for (const text of ['', '{', 'null', '"Admin"']) {
      const headers = { authorization: `Bearer ${apiToken}`, 'x-grafana-context': text };
      expect((await get('/api/secret', headers)).status).toBe(403);
    }
  });

  test('opens nothing without a token, and renames nobody who is signed in', async () => {
    const named = { 'x-grafana-user': 'admin', ...context({ Login: 'admin', OrgRole: 'Admin' }) };
    expect((await get('/api', named)).status).toBe(401);
    expect((await get('/api', { ...named, authorization: 'Bearer wrong' })).status).toBe(401);
    const cookie = await signIn('read');
    expect(await (await get('/api', { ...named, cookie })).json()).toEqual({
      name: 'ada',
      scopes: ['read'],
      by: 'sign-in',
    });
  });

  test('names users by what can stand in one line', async () => {
    const user = Buffer.from(` a\u202eb\u2028c${'x'.repeat(300)}`).toString('latin1');
    expect(await asked({ 'x-grafana-user': user })).toMatchObject({ user: `abc${'x'.repeat(197)}` });
  });
});

describe('a sign-in link', () => {
  test('sets a cookie that scripts and other sites can not use, and the cookie opens pages and API', async () => {
    const answer = await get(`/login?code=${codeFor('read', 'reveal')}`);
    expect(answer.headers.get('location')).toBe('/');
    expect(answer.headers.get('set-cookie')).toMatch(/; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/);
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(await (await get('/api', { cookie })).json()).toEqual({
      name: 'ada',
      scopes: ['read', 'reveal'],
      by: 'sign-in',
    });
    expect((await get('/page', { cookie: `other=1; ${cookie}` })).status).toBe(200);
  });

  test('works once', async () => {
    const code = codeFor('read');
    const answers = await Promise.all(Array.from({ length: 5 }, () => get(`/login?code=${code}`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 401, 401, 401, 401]);
    expect(readdirSync(path.join(dataDir, 'sign-in-codes'))).toEqual([]);
  });

  test('is not used up by a link preview', async () => {
    const code = codeFor('read');
    expect((await get(`/login?code=${code}`, {}, 'HEAD')).status).toBe(401);
    expect((await get(`/login?code=${code}`)).status).toBe(303);
  });

  test('expires', async () => {
    const code = codeFor('read');
    time += 15 * 60_000;
    const answer = await get(`/login?code=${code}`);
    expect(answer.status).toBe(401);
    expect(await answer.text()).toContain('npm run link');
  });

  test('opened again by who is signed in leads to the pages', async () => {
    const code = codeFor('read');
    const cookie = (await get(`/login?code=${code}`)).headers.get('set-cookie')?.split(';')[0] ?? '';
    expect((await get(`/login?code=${code}`, { cookie })).status).toBe(303);
  });

  test.each(['', '?code=', '?code=../secrets', '?code[]=a&code[]=b', '?code=%00'])('%p is refused', async (query) => {
    codeFor('read');
    expect((await get(`/login${query}`)).status).toBe(401);
  });
});

describe('signing out', () => {
  test('ends the session for good, for every copy of the cookie and across a restart', async () => {
    const [cookie, other] = [await signIn('read'), await signIn('read')];
    const answer = await get('/logout', { cookie }, 'POST');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('set-cookie')).toMatch(/^lens_session_\w+=; .*Max-Age=0/);
    expect((await get('/api', { cookie })).status).toBe(401);
    expect((await get('/api', { cookie: other })).status).toBe(200);
    const restarted = createAuth(options());
    expect(restarted.authenticate({ cookie })).toBeNull();
    expect(restarted.authenticate({ cookie: other })).toMatchObject({ name: 'ada' });
  });

  test('is no more remembered once the session would have expired anyway', async () => {
    await get('/logout', { cookie: await signIn('read') }, 'POST');
    time += 7 * 86_400_000;
    await get('/logout', { cookie: await signIn('read') }, 'POST');
    expect(readdirSync(path.join(dataDir, 'ended-sessions'))).toHaveLength(1);
  });

  test('is asked for with a button: opening the address, as a link or a preview does, signs nobody out', async () => {
    const cookie = await signIn('read');
    for (const method of ['GET', 'HEAD']) expect((await get('/logout', { cookie }, method)).status).toBe(200);
    const page = await get('/logout', { cookie });
    expect(await page.text()).toMatch(/signed in as ada.*<form method="post" action="\/logout">/);
    expect((await get('/api', { cookie })).status).toBe(200);
    expect(await (await get('/logout')).text()).toContain('not signed in');
    expect((await get('/logout', { cookie }, 'DELETE')).status).toBe(405);
  });

  test.each([
    [{ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403],
    // Another port of this host, whose pages get the cookie sent along.
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ origin: 'http://127.0.0.1:1' }, 403],
    [{ origin: 'null' }, 403],
    [{ 'sec-fetch-site': 'same-origin' }, 200],
    [{ 'sec-fetch-site': 'none' }, 200],
    [{ origin: 'own' }, 200],
    [{}, 200],
  ])('asked for by a page with %j is answered %d', async (headers, status) => {
    const cookie = await signIn('read');
    const sent: Record<string, string> = { ...headers, cookie };
    if (sent['origin'] === 'own') sent['origin'] = server.url;
    const answer = await post('/logout', sent);
    expect(answer).toBe(status);
    expect((await get('/api', { cookie })).status).toBe(status === 200 ? 401 : 200);
  });

  test('happens to the session before when a browser opens another link', async () => {
    const cookie = await signIn('read', 'reveal');
    await get(`/login?code=${codeFor('read')}`, { cookie });
    expect((await get('/api', { cookie })).status).toBe(401);
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

  test('of an earlier version, which can not be ended, is none', async () => {
    const [name = ''] = (await signIn('read')).split('=');
    const body = Buffer.from(JSON.stringify({ name: 'sign-in', scopes: ['read'], expires: time + 1_000 })).toString(
      'base64url',
    );
    const signed = createHmac('sha256', sessionKey).update(`session.${body}`).digest('base64url');
    expect((await get('/api', { cookie: `${name}=${body}.${signed}` })).status).toBe(401);
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
    const answer = await fetch(`${served.url}/login?code=${codeFor('read')}`, {
      redirect: 'manual',
    });
    await served.close();
    expect(answer.headers.get('set-cookie')).toMatch(/; HttpOnly; Secure; SameSite=Lax$/);
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-lens_session_/);
    expect(answer.headers.get('set-cookie')?.split('=')[0]).not.toBe((await signIn('read')).split('=')[0]);
  });
});

test('a handler that forgot to require a scope fails instead of serving a stranger', async () => {
  expect((await get('/open')).status).toBe(500);
});

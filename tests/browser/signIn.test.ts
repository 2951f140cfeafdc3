import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startLens, type Lens } from '../support/lens';
import { seriousFindings } from './support/axe';
import { fitsWidth, hasBrowser, launchBrowser, openPage } from './support/browser';

/** Signing in by a link that was made for somebody, and out again, on the product as its users run it. */

const program = path.resolve(__dirname, '../../dist/signInLink.js');
let lens: Lens;
let browser: Browser;

beforeAll(async () => {
  lens = await startLens();
});

afterAll(async () => {
  await lens.stop();
  lens.remove();
});

function linkCommand(...args: string[]) {
  const env = { PATH: process.env.PATH, LENS_DATA_DIR: lens.dataDir };
  return spawnSync(process.execPath, [program, ...args], { cwd: lens.dataDir, env, encoding: 'utf8' });
}

const linkFor = (...args: string[]): string => linkCommand(...args).stdout.trim();

test('the command says what it takes, and refuses what it does not', () => {
  expect(linkCommand('--help').stdout).toContain('--scope <scope>');
  const refused = linkCommand('--name', 'alice', '--scope', 'admin');
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain('read, reveal, metrics');
});

(hasBrowser ? describe : describe.skip)('a browser', () => {
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    browser = await launchBrowser();
    ({ page, complaints } = await openPage(browser));
  });
  afterAll(() => browser.close());

  test('is signed in as the link says, with the scopes it gives, until it signs out for good', async () => {
    await page.goto(linkFor('--name', 'alice', '--scope', 'read'));
    expect(new URL(page.url()).pathname).toBe('/');
    await page.getByTitle('Signed in as alice').waitFor();
    expect((await page.request.get(`${lens.url}/metrics`)).status()).toBe(403);
    const cookies = await page.context().cookies();

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Signed out' }).waitFor();
    expect(await page.context().cookies()).toEqual([]);
    await page.context().addCookies(cookies);
    expect((await page.request.get(`${lens.url}/api/v1/calls`)).status()).toBe(401);
    expect(complaints.splice(0)).toEqual([]);
  });

  test('is not signed out by a page of another server on this host', async () => {
    await page.goto(lens.signInUrl);
    await page.getByTitle('Signed in as owner').waitFor();
    const elsewhere = new URL(lens.url);
    elsewhere.port = '1';
    await page.route(`${elsewhere.href}**`, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<form method="post" action="${lens.url}/logout"><button>Go</button></form>`,
      }),
    );
    await page.goto(elsewhere.href);
    await page.getByRole('button', { name: 'Go' }).click();
    await page.getByRole('heading', { name: 'Not signed out' }).waitFor();
    await page.goto(lens.url);
    await page.getByTitle('Signed in as owner').waitFor();
    complaints.splice(0);
  });

  test.each(['light', 'dark'] as const)(
    'shows the pages around it whole and readable, narrow and %s',
    async (colorScheme) => {
      await page.setViewportSize({ width: 390, height: 800 });
      await page.emulateMedia({ colorScheme });
      await page.goto(linkFor('--name', 'barbara.fitzwilliam-ponsonby@corp.example', '--scope', 'read'));
      for (const address of ['/', '/logout']) {
        await page.goto(lens.url + address);
        expect([address, await fitsWidth(page), await seriousFindings(page)]).toEqual([address, true, []]);
      }
    },
  );
});

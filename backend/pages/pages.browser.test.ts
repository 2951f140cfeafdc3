import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CallView } from '@lens/core/api';
import {
  abortedStream,
  anthropicStream,
  blockedCall,
  hostileCall,
  interruptedCall,
  largeCall,
  rateLimited,
  toolConversation,
  workedExample,
} from '@lens/viewer/fixtures';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { seriousFindings } from './testing/axe';
import { fitsWidth, hasBrowser, launchBrowser, openPage, untilLive } from './testing/browser';
import { buildPages } from './testing/buildPages';
import { serveFixtures, type FixtureServer } from './testing/fixtureServer';

const large = largeCall(2);
const views = [
  workedExample,
  anthropicStream,
  abortedStream,
  toolConversation,
  rateLimited,
  blockedCall,
  interruptedCall,
  hostileCall,
  large,
];
const tabs = ['changes', 'conversation', 'waterfall', 'events', 'raw'];

let assetsDir: string;
let server: FixtureServer;
let browser: Browser;
let opened: { page: Page; complaints: string[]; close: () => Promise<void> };

(hasBrowser ? describe : describe.skip)('pages in a browser', () => {
  beforeAll(async () => {
    assetsDir = mkdtempSync(path.join(tmpdir(), 'lens-assets-'));
    await buildPages(assetsDir);
    server = await serveFixtures({ assetsDir, views });
    browser = await launchBrowser();
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await server.close();
    rmSync(assetsDir, { recursive: true });
  });

  afterEach(async () => {
    expect(opened.complaints).toEqual([]);
    await opened.close();
  });

  async function open(where: string, options: BrowserContextOptions = {}): Promise<Page> {
    opened = await openPage(browser, options);
    await opened.page.goto(server.url + where);
    if (options.javaScriptEnabled !== false) await untilLive(opened.page);
    return opened.page;
  }

  const callPath = ({ call }: CallView, tab = 'changes'): string => `/v2/debug/request/${call.callId}?tab=${tab}`;

  /** The tab that is in front. */
  const front = (page: Page) => page.locator('.lens-panel[data-current="true"]').getAttribute('aria-label');

  describe('a call’s page', () => {
    test('shows exactly the worked example’s change', async () => {
      const page = await open(callPath(workedExample));
      expect(await page.locator('h1').textContent()).toBe('gpt-5');
      const response = page.locator('[data-side="response"]');
      expect(await response.textContent()).toContain('1234-5678-9012');
      expect(await response.textContent()).toContain('[REDACTED]');
      expect(await page.locator('.lens-sides').textContent()).toContain('1 change');
    });

    test('tells times in the reader’s zone, with UTC on hover', async () => {
      const page = await open(callPath(workedExample));
      const time = page.locator('.lens-call-line time');
      expect(await time.textContent()).toContain('08:12:04');
      expect(await time.getAttribute('title')).toContain('2026-11-20 23:12:04.113 UTC');
    });

    test('changes view by number, keeps it in the address and survives a reload', async () => {
      const page = await open(callPath(workedExample));
      for (const [key, label] of [
        ['2', 'Conversation'],
        ['3', 'Waterfall'],
        ['4', 'Policy events'],
        ['5', 'Raw'],
      ] as const) {
        await page.keyboard.press(key);
        expect(await front(page)).toBe(label);
      }
      expect(page.url()).toContain('tab=raw');
      await page.reload();
      await untilLive(page);
      expect(await front(page)).toBe('Raw');
    });

    test('goes through the changes of both sides by key', async () => {
      const page = await open(callPath(toolConversation));
      const position = page.locator('.lens-diff-position').first();
      await page.keyboard.press('n');
      expect(await position.textContent()).toMatch(/^1 of \d/);
      await page.keyboard.press('n');
      await page.keyboard.press('p');
      expect(await position.textContent()).toMatch(/^1 of \d/);
    });

    test('has a sheet of keys that Escape closes', async () => {
      const page = await open(callPath(workedExample));
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    });

    test('goes to the neighbours in the list one came from', async () => {
      const page = await open('/');
      await page.locator('[data-call]').nth(1).click();
      await page.waitForURL('**/v2/debug/request/**');
      const second = page.url();
      await page.getByRole('link', { name: /Older call/ }).waitFor();
      await page.keyboard.press(']');
      await page.waitForURL((url) => url.href !== second);
      await page.getByRole('link', { name: /Newer call/ }).waitFor();
      await page.keyboard.press('[');
      await page.waitForURL(second);
    });

    test('reads and folds the waterfall by keyboard', async () => {
      const page = await open(callPath(workedExample, 'waterfall'));
      await page.locator('tr[data-span]').first().focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowLeft');
      await page.locator('tr[data-span][aria-expanded="false"]').waitFor();
      expect(await page.locator('tr[data-span]').count()).toBe(6);
      await page.keyboard.press('Enter');
      expect(await page.locator('.lens-span-details[data-open="true"]').isVisible()).toBe(true);
    });

    test('shows the original of a changed word on focus', async () => {
      const page = await open(callPath(workedExample, 'conversation'));
      const mark = page.locator('.lens-mark-run');
      const note = mark.locator('.lens-mark-note');
      expect((await note.boundingBox())?.width).toBeLessThanOrEqual(1);
      await mark.focus();
      expect((await note.boundingBox())?.width).toBeGreaterThan(60);
      expect(await note.textContent()).toContain('1234-5678-9012');
    });

    test('prints header, changes and events, whatever view is in front', async () => {
      const page = await open(callPath(workedExample, 'raw'));
      await page.emulateMedia({ media: 'print' });
      for (const seen of ['h1', '.lens-sides', '[data-side="response"]', '.lens-events']) {
        expect(await page.locator(seen).first().isVisible()).toBe(true);
      }
      for (const hidden of ['.lens-topbar', '.lens-tabs', '.lens-raw']) {
        expect(await page.locator(hidden).isVisible()).toBe(false);
      }
    });

    test('runs nothing of what models and users wrote', async () => {
      for (const tab of tabs) {
        const page = await open(callPath(hostileCall, tab));
        expect(await page.title()).not.toBe('owned');
        expect(await page.locator('img, main script, main a[href^="http"], main a[href^="javascript"]').count()).toBe(
          0,
        );
        if (tab !== 'raw') await opened.close();
      }
    });
  });

  describe('a call of 2 MB', () => {
    test('paints its header first, then its changes, and goes through them', async () => {
      const page = await open(callPath(large));
      await page.locator('.lens-diff-row').first().waitFor();
      await page.keyboard.press('n');
      expect(await page.locator('.lens-diff-position').first().textContent()).toMatch(/^1 of 2\d/);
      for (const label of ['Conversation', 'Raw', 'Changes']) {
        await page.getByRole('navigation', { name: 'Views of this call' }).getByRole('link', { name: label }).click();
        expect(await front(page)).toBe(label);
      }
      expect(await page.locator('.lens-diff-row').count()).toBeLessThan(3000);
    });

    test('says so when its bodies do not come', async () => {
      opened = await openPage(browser);
      await opened.page.route('**/view', (route) =>
        route.fulfill({ status: 503, json: { detail: 'The database is away.' } }),
      );
      await opened.page.goto(server.url + callPath(large));
      await opened.page.getByRole('alert').first().waitFor();
      expect(await opened.page.getByRole('alert').first().textContent()).toContain('The database is away.');
      opened.complaints.splice(0, 1);
    });
  });

  describe('the list', () => {
    test('filters as one types and clicks, keeps it in the address, and goes back', async () => {
      const page = await open('/');
      expect(await page.locator('tbody tr').count()).toBe(views.length);
      await page.keyboard.press('/');
      await page.keyboard.type('claude');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/?text=claude');
      await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 2);
      await page.goBack();
      await page.waitForFunction((count) => document.querySelectorAll('tbody tr').length === count, views.length);
      await page.getByRole('link', { name: 'claude-sonnet-4-5' }).first().click();
      await page.waitForURL('**/?model=claude-sonnet-4-5');
      await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 2);
    });

    test('works without JavaScript', async () => {
      const page = await open('/', { javaScriptEnabled: false });
      await page.getByRole('searchbox').fill('claude');
      await page.getByRole('button', { name: 'Filter' }).click();
      await page.waitForURL('**text=claude**');
      expect(await page.locator('tbody tr').count()).toBe(2);
      await page.locator('[data-call]').first().click();
      await page.getByRole('link', { name: 'Raw' }).click();
      expect(await front(page)).toBe('Raw');
    });

    test('opens a call anywhere on its row', async () => {
      const page = await open('/');
      const row = await page.locator('tbody tr').first().boundingBox();
      await page.mouse.click((row?.x ?? 0) + (row?.width ?? 0) / 2, (row?.y ?? 0) + 2);
      await page.waitForURL('**/v2/debug/request/**');
    });
  });

  describe('themes', () => {
    test('follow the system, then the reader, and are kept', async () => {
      const page = await open('/', { colorScheme: 'dark' });
      const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
      const dark = await ground();
      await page.getByRole('button', { name: /^Theme: system/ }).click();
      const light = await ground();
      expect(light).toBe('rgb(255, 255, 255)');
      expect(dark).not.toBe(light);
      await page.reload();
      await untilLive(page);
      expect(await ground()).toBe(light);
    });
  });

  describe('accessibility', () => {
    test.each([
      ...tabs.map((tab) => callPath(toolConversation, tab)),
      callPath(abortedStream),
      '/?model=gpt-5&changed=any',
      '/?text=nothing-like-this',
    ])('nothing serious on %s', async (where) => {
      const page = await open(where);
      expect(await seriousFindings(page)).toEqual([]);
    });

    test('text stands out from its ground in the dark as well', async () => {
      for (const where of ['/', ...tabs.map((tab) => callPath(toolConversation, tab))]) {
        const page = await open(where, { colorScheme: 'dark' });
        expect(await seriousFindings(page, ['color-contrast'])).toEqual([]);
        if (!where.endsWith('raw')) await opened.close();
      }
    });
  });

  describe('narrow windows', () => {
    const narrow = { viewport: { width: 390, height: 844 } };

    test.each(tabs)('%s never scrolls sideways', async (tab) => {
      for (const view of [toolConversation, hostileCall]) {
        const page = await open(callPath(view, tab), narrow);
        expect(await fitsWidth(page)).toBe(true);
        if (view !== hostileCall) await opened.close();
      }
    });

    test('the list never scrolls sideways', async () => {
      const page = await open('/', narrow);
      expect(await fitsWidth(page)).toBe(true);
    });
  });
});

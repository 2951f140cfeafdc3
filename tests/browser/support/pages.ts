import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CallView } from '@lens/core/api';
import { testIds } from '@lens/viewer/testIds';
import type { RequestHandler } from 'express';
import type { Browser, Page } from 'playwright-core';
import { serveFixtures, type FixtureServer } from '../../../backend/pages/testing/fixtureServer';
import { hasBrowser, launchBrowser, openPage, untilLive, type OpenedPage } from './browser';
import { buildPages } from './buildPages';

interface OpenOptions {
  width?: number;
  colorScheme?: 'light' | 'dark';
  media?: 'screen' | 'print';
  /** False opens the page in a window that runs no scripts. */
  scripts?: boolean;
  /** Letters further apart, by this part of their size: a page that has room for them has room for any machine's fonts. */
  apart?: number;
}

export interface PagesInBrowser {
  /** Opens an address in the window that the tests of a file share, without what a test before it left there. */
  open(where: string, options?: OpenOptions): Promise<Page>;
  /** Where the pages are. */
  url(): string;
  /** Ends every connection, as a proxy may. */
  cutConnections(): void;
  /** What the browser complained about since the page was opened; the test that expects a complaint takes it out. */
  complaints(): string[];
}

/** `describe` with one server, one browser and one window: a new window costs a test more than all that it does in it. */
export function describePages(
  name: string,
  views: readonly CallView[],
  tests: (pages: PagesInBrowser) => void,
  { routes }: { routes?: () => RequestHandler } = {},
): void {
  (hasBrowser ? describe : describe.skip)(name, () => {
    let assetsDir: string;
    let server: FixtureServer;
    let browser: Browser;
    let windows: Map<boolean, OpenedPage>;
    let current: OpenedPage | undefined;

    beforeAll(async () => {
      assetsDir = mkdtempSync(path.join(tmpdir(), 'lens-assets-'));
      await buildPages(assetsDir);
      server = await serveFixtures({ assetsDir, views, ...(routes && { routes: routes() }) });
      browser = await launchBrowser();
      windows = new Map();
    }, 120_000);

    afterAll(async () => {
      await browser.close();
      await server.close();
      rmSync(assetsDir, { recursive: true });
    });

    afterEach(() => {
      const complaints = current?.complaints.splice(0);
      current = undefined;
      expect(complaints ?? []).toEqual([]);
    });

    const open = async (where: string, options: OpenOptions = {}): Promise<Page> => {
      const { width = 1280, colorScheme = 'light', media = 'screen', scripts = true, apart = 0 } = options;
      const opened = windows.get(scripts) ?? (await openPage(browser, { scripts }));
      windows.set(scripts, opened);
      const { page } = opened;
      const isFirst = current === undefined;
      current = opened;
      if (isFirst) await forget(page);
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme, media });
      await page.goto(server.url + where);
      if (scripts) await untilLive(page);
      if (apart > 0) await setApart(page, apart);
      return page;
    };

    tests({
      open,
      url: () => server.url,
      cutConnections: () => server.cutConnections(),
      complaints: () => current?.complaints ?? [],
    });
  });
}

function setApart(page: Page, apart: number): Promise<void> {
  return page.evaluate((spacing) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { letter-spacing: ${spacing}em !important }`);
    document.adoptedStyleSheets.push(sheet);
  }, apart);
}

/** What a reader's browser keeps: cookies, and the storage of the window. */
async function forget(page: Page): Promise<void> {
  await page.unrouteAll();
  await page.context().clearCookies();
  if (page.url().startsWith('http')) await page.evaluate(() => sessionStorage.clear());
}

export const tabs = ['changes', 'conversation', 'waterfall', 'events', 'raw'] as const;

export function callPath({ call }: CallView, tab: string = 'changes'): string {
  return `/v2/debug/request/${call.callId}?tab=${tab}`;
}

export function comparePath(a: CallView, b: CallView): string {
  return `/compare?a=${a.call.callId}&b=${b.call.callId}`;
}

/** The tab that is in front. */
export function front(page: Page): Promise<string | null> {
  return page.locator(`[data-testid="${testIds.call.panel}"][data-current="true"]`).getAttribute('aria-label');
}

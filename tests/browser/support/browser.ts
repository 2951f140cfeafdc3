import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

const { LENS_CHROMIUM = '' } = process.env;
const executablePath = LENS_CHROMIUM === '' ? '/usr/bin/chromium' : LENS_CHROMIUM;

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Without one the browser tests are skipped. */
export const hasBrowser = existsSync(executablePath);

export function launchBrowser(): Promise<Browser> {
  // Chromium makes a socket there, whose path may not be long: of some machines the folder for such files is too deep.
  return chromium.launch({ executablePath, args, env: { ...process.env, TMPDIR: '/tmp' } });
}

export interface OpenedPage {
  page: Page;
  /** Errors, failed requests, violations of the security policy (Chromium logs these as errors). */
  complaints: string[];
}

/** A page that collects everything a browser complains about. */
export async function openPage(browser: Browser, { scripts = true } = {}): Promise<OpenedPage> {
  const context = await browser.newContext({
    timezoneId: 'Asia/Tokyo',
    javaScriptEnabled: scripts,
    // Colours change at once, so that what is judged is no moment on the way.
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, complaints };
}

/** The document is no wider than the window. */
export function fitsWidth(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
}

/** The script has taken the page over. */
export async function untilLive(page: Page): Promise<void> {
  await page.locator('html[data-live]').waitFor();
}

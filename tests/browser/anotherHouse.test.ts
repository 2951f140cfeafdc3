import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { testIds } from '@lens/viewer/testIds';
import type { Browser, Locator, Page } from 'playwright-core';
import { seriousFindings } from './support/axe';
import { fitsWidth, hasBrowser, launchBrowser, openPage } from './support/browser';

/** A page that is not ours, with two whole call views on it. */
const html =
  '<!doctype html><html lang="en"><head><title>House</title><link rel="icon" href="data:,">' +
  '<link rel="stylesheet" href="/house.css"><link rel="stylesheet" href="/viewer.css"></head><body style="margin:0"><main id="house"></main><script src="/house.js"></script></body></html>';

(hasBrowser ? describe : describe.skip)('two call views in another house', () => {
  let out: string;
  let server: Server;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    out = mkdtempSync(path.join(tmpdir(), 'lens-house-'));
    await build({
      bundle: true,
      format: 'iife',
      jsx: 'automatic',
      define: { 'process.env.NODE_ENV': '"production"' },
      entryPoints: {
        house: path.join(__dirname, 'house/house.tsx'),
        viewer: path.resolve(__dirname, '../../viewer/theme/viewer.css'),
      },
      outdir: out,
    });
    server = createServer((req, res) => {
      const asset = /^\/(house\.js|(?:house|viewer)\.css)$/.exec(req.url ?? '')?.[1];
      res.setHeader(
        'content-type',
        asset === undefined ? 'text/html' : `text/${asset.endsWith('css') ? 'css' : 'javascript'}`,
      );
      res.end(asset === undefined ? html : readFileSync(path.join(out, asset)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    browser = await launchBrowser();
    ({ page, complaints } = await openPage(browser));
    await page.setViewportSize({ width: 1300, height: 900 });
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    rmSync(out, { recursive: true });
  });

  afterEach(() => {
    expect(complaints.splice(0)).toEqual([]);
  });

  const open = async (hash = ''): Promise<{ left: Locator; right: Locator }> => {
    await page.goto('about:blank');
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${hash}`);
    const rooms = { left: page.locator('[data-room="left"]'), right: page.locator('[data-room="right"]') };
    await rooms.right.locator('.lens-viewer[data-live]').waitFor();
    return rooms;
  };

  const hereIn = (room: Locator): Promise<string[]> => room.locator('[data-row][aria-current]').allTextContents();

  /** Shows every view of both calls, so that all their elements are there. */
  const openAllViews = async (): Promise<void> => {
    for (const label of ['Conversation', 'Waterfall', 'Events', 'Raw', 'Changes']) {
      for (const link of await page.getByRole('link', { name: label }).all()) await link.click();
    }
  };

  test('have no id in common, and every reference stays in its view', async () => {
    await open();
    await openAllViews();
    const found = await page.evaluate(() => {
      const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
      const names = ['for', 'form', 'aria-labelledby', 'aria-describedby', 'aria-controls'];
      const astray = names.flatMap((name) =>
        [...document.querySelectorAll(`[data-room] [${name}]`)].filter((element) => {
          const target = document.getElementById(element.getAttribute(name) ?? '');
          return target === null || target.closest('[data-room]') !== element.closest('[data-room]');
        }),
      );
      return { ids, astray: astray.map((element) => element.outerHTML.slice(0, 100)) };
    });
    expect(found.ids.length).toBeGreaterThan(20);
    expect(found.ids.filter((id, index) => found.ids.indexOf(id) !== index)).toEqual([]);
    expect(found.astray).toEqual([]);
    expect(await seriousFindings(page)).toEqual([]);
  });

  test('hear their keys only while the reader is in them', async () => {
    const { left, right } = await open();
    await page.keyboard.press('n');
    expect([await hereIn(left), await hereIn(right)]).toEqual([[], []]);
    await left.locator('h1').click();
    await page.keyboard.press('n');
    expect([(await hereIn(left)).length, (await hereIn(right)).length]).toEqual([1, 0]);
    await right.locator('h1').click();
    await page.keyboard.press('/');
    expect(
      await right
        .getByRole('searchbox')
        .first()
        .evaluate((field) => field === document.activeElement),
    ).toBe(true);
    await page.keyboard.press('Escape');
    await right.locator('h1').click();
    await page.keyboard.press('3');
    expect(
      await page
        .locator(`[data-testid="${testIds.call.panel}"][data-current="true"]`)
        .evaluateAll((all) => all.map((panel) => panel.ariaLabel)),
    ).toEqual(['Changes', 'Waterfall']);
  });

  test('keep the reader’s place in the address each for itself', async () => {
    let { left, right } = await open();
    await right.getByRole('button', { name: 'Next change' }).first().click();
    expect(new URL(page.url()).hash).toMatch(/^#right-request:/);
    const there = await hereIn(right);
    ({ left, right } = await open(new URL(page.url()).hash));
    expect([await hereIn(left), await hereIn(right)]).toEqual([[], there]);
  });

  test('follow their own fragment when the reader changes it', async () => {
    const { left, right } = await open();
    await page.evaluate(() => (location.hash = '#left-response:choices[0].index'));
    await left.locator('[data-row][aria-current]').waitFor();
    expect(await hereIn(right)).toEqual([]);
  });

  test('open an event in the view in which it was asked for', async () => {
    const { right } = await open();
    await right
      .getByRole('button', { name: /Changed by pii-redaction/ })
      .first()
      .click();
    await right.locator(`[data-testid="${testIds.events.event}"]:focus`).waitFor();
    expect(await page.locator(`[data-testid="${testIds.events.event}"]:focus`).count()).toBe(1);
  });

  test('lead to addresses of the house', async () => {
    await open();
    const away = await page
      .locator('[data-room] a[href]')
      .evaluateAll((links) =>
        links.map((link) => link.getAttribute('href')).filter((href) => !/^(\/house\/|\?)/.test(href ?? '')),
      );
    expect(away).toEqual([]);
    expect(await page.getByRole('link', { name: 'Open trace' }).count()).toBe(2);
  });

  test('change nothing of how the house looks', async () => {
    await open();
    const looks = () =>
      page.evaluate(() =>
        [document.documentElement, document.body, ...document.querySelectorAll('[data-house], [data-house] *')].map(
          (element) => {
            const { color, backgroundColor, font, margin, padding, boxSizing, colorScheme, letterSpacing } =
              getComputedStyle(element);
            return { color, backgroundColor, font, margin, padding, boxSizing, colorScheme, letterSpacing };
          },
        ),
      );
    const before = await looks();
    await page.evaluate(() => {
      document.querySelector('[href="/viewer.css"]')?.remove();
    });
    expect(await looks()).toEqual(before);
    expect(before[1]?.color).toBe('rgb(90, 20, 90)');
  });

  test('are not changed by how the house looks', async () => {
    await open();
    await openAllViews();
    const looks = () =>
      page.evaluate(() => {
        const asked = ['margin', 'padding', 'border', 'border-radius', 'color', 'background-color', 'font', 'display'];
        const text = [
          'letter-spacing',
          'white-space',
          'word-break',
          'overflow-wrap',
          'vertical-align',
          'text-transform',
        ];
        return [...document.querySelectorAll('.lens-viewer, .lens-viewer *')].map((element) => {
          const style = getComputedStyle(element);
          const values = [...asked, ...text, 'list-style', 'width', 'height', 'box-shadow'].map(
            (name) => `${name}: ${style.getPropertyValue(name)}`,
          );
          return [`${element.tagName} ${element.getAttribute('class') ?? ''}`, ...values];
        });
      });
    const inTheHouse = await looks();
    await page.evaluate(() => {
      const [house] = document.styleSheets;
      const rules = [...(house?.cssRules ?? [])];
      for (let index = rules.length - 1; index >= 0; index--)
        if (!rules[index]?.cssText.startsWith('.rooms')) house?.deleteRule(index);
    });
    const alone = await looks();
    const changed = alone.flatMap((values, index) =>
      values.filter((value, at) => value !== inTheHouse[index]?.[at]).map((value) => `${values[0]}: ${value}`),
    );
    expect([...new Set(changed)]).toEqual([]);
    expect(alone.length).toBeGreaterThan(500);
  });

  test('have each their own theme, and are arranged by their own width', async () => {
    const { left, right } = await open();
    const ground = (room: Locator) =>
      room.locator('.lens-viewer').evaluate((viewer) => getComputedStyle(viewer).backgroundColor);
    expect(await ground(left)).toBe('rgb(255, 255, 255)');
    expect(await ground(right)).toBe('rgb(16, 20, 26)');
    expect(await left.locator('[data-side="request"]').getAttribute('data-mode')).toBe('unified');
    expect(await fitsWidth(page)).toBe(true);
  });
});

import {
  abortedStream,
  anthropicStream,
  blockedCall,
  interruptedCall,
  rateLimited,
  toolConversation,
  workedExample,
} from '@lens/viewer/fixtures';
import { testIds } from '@lens/viewer/testIds';
import type { Page } from 'playwright-core';
import { untilLive } from './support/browser';
import { describePages, front } from './support/pages';

const views = [
  workedExample,
  anthropicStream,
  abortedStream,
  toolConversation,
  rateLimited,
  blockedCall,
  interruptedCall,
];

const untilRows = (page: Page, count: number) =>
  page.waitForFunction(([row, expected]) => document.querySelectorAll(`[data-testid="${row}"]`).length === expected, [
    testIds.list.row,
    count,
  ] as const);

describePages('the list', views, ({ open }) => {
  test('filters as one types and clicks, keeps it in the address, and goes back', async () => {
    const page = await open('/');
    expect(await page.getByTestId(testIds.list.row).count()).toBe(views.length);
    await page.keyboard.press('/');
    await page.keyboard.type('claude');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/?text=claude');
    await untilRows(page, 2);
    await page.goBack();
    await untilRows(page, views.length);
    await page.getByRole('link', { name: 'claude-sonnet-4-5' }).first().click();
    await page.waitForURL('**/?model=claude-sonnet-4-5');
    await untilRows(page, 2);
  });

  test('works without JavaScript', async () => {
    const page = await open('/', { scripts: false });
    await page.getByRole('searchbox').fill('claude');
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.waitForURL('**text=claude**');
    expect(await page.getByTestId(testIds.list.row).count()).toBe(2);
    await page.getByTestId(testIds.list.open).first().click();
    await page.getByRole('link', { name: 'Raw' }).click();
    expect(await front(page)).toBe('Raw');
  });

  test('opens a call anywhere on its row', async () => {
    const page = await open('/');
    const row = await page.getByTestId(testIds.list.row).first().boundingBox();
    await page.mouse.click((row?.x ?? 0) + (row?.width ?? 0) / 2, (row?.y ?? 0) + 2);
    await page.waitForURL('**/v2/debug/request/**');
  });

  test('has rows of one height, no higher than those of Grafana’s tables', async () => {
    const page = await open('/');
    const heights = await page
      .getByTestId(testIds.list.row)
      .evaluateAll((rows) => rows.map((row) => Math.round(row.getBoundingClientRect().height)));
    expect(new Set(heights).size).toBe(1);
    expect(heights[0]).toBeLessThanOrEqual(36);
  });

  test('moves no row when calls come in or are selected', async () => {
    const page = await open('/');
    const places = () =>
      page.getByTestId(testIds.list.row).evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().top));
    const before = await places();
    await page.route('**/api/v1/calls?*', (route) =>
      route.fulfill({ json: { calls: [workedExample.call, toolConversation.call], next: null } }),
    );
    await page.getByRole('checkbox', { name: 'Select for comparison' }).first().check();
    await page.getByRole('button', { name: '2 new' }).waitFor();
    expect(await places()).toEqual(before);
  });

  test('keeps the chosen columns, in the first paint of the next page too', async () => {
    const page = await open('/');
    const columns = () => page.getByTestId(testIds.list.columnHeader).allTextContents();
    await page.getByText('Columns', { exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('checkbox', { name: 'Provider' }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('checkbox', { name: 'Session' }).uncheck();
    expect(await columns()).toContain('Provider');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('checkbox', { name: 'Provider' }).isVisible()).toBe(false);
    await page.reload();
    expect(await columns()).toContain('Provider');
    expect(await columns()).not.toContain('Session');
    await untilLive(page);
    await page.getByText('Columns', { exact: true }).click();
    await page.getByRole('button', { name: 'As at first' }).click();
    expect(await columns()).not.toContain('Provider');
  });

  describe('chooses two calls to compare', () => {
    const arrived = `**/compare?a=${workedExample.call.callId}&b=${toolConversation.call.callId}`;
    const box = (page: Page, callId: string) => page.locator(`input[name="call"][value="${callId}"]`);

    test('by checkbox, on different pages of the list too', async () => {
      const page = await open('/');
      await box(page, toolConversation.call.callId).check();
      await page.goto(`${page.url()}?text=${workedExample.call.callId}`);
      await untilLive(page);
      await box(page, workedExample.call.callId).check();
      await page.getByRole('link', { name: 'Compare', exact: true }).last().click();
      await page.waitForURL(arrived);
    });

    test('by key', async () => {
      const page = await open('/?model=gpt-5&changed=any');
      await page.keyboard.press('j');
      await page.keyboard.press('x');
      await page.keyboard.press('j');
      await page.keyboard.press('x');
      await page.keyboard.press('c');
      await page.waitForURL('**/compare?a=*&b=*');
    });

    test('without JavaScript', async () => {
      const page = await open('/', { scripts: false });
      await box(page, toolConversation.call.callId).check();
      await box(page, workedExample.call.callId).check();
      await page.getByRole('button', { name: 'Compare' }).click();
      await page.waitForURL(arrived);
    });
  });
});

const many = Array.from({ length: 60 }, (_, index) => {
  const callId = `019aa3f2-6d00-7a40-8f3e-${String(index).padStart(12, '0')}`;
  return { ...workedExample, call: { ...workedExample.call, callId } };
});

describePages('a long list', many, ({ open }) => {
  test.each([1280, 390])('keeps its header in sight at a width of %d', async (width) => {
    const page = await open('/', { width });
    const header = page.getByRole('columnheader', { name: /^Time/ });
    await page.locator('[data-fits]').waitFor();
    await page.locator('[data-call]').last().scrollIntoViewIfNeeded();
    const { top, bottom } = await header.evaluate((element) => {
      const box = element.getBoundingClientRect();
      return { top: box.top, bottom: box.bottom };
    });
    expect(top).toBeGreaterThanOrEqual(0);
    expect(bottom).toBeLessThan(120);
    const seen = await header.evaluate((element) => {
      const { left, top: y, height } = element.getBoundingClientRect();
      return document.elementFromPoint(left + 12, y + height / 2)?.closest('th') === element;
    });
    expect(seen).toBe(true);
  });

  test('shows nothing of what scrolls above its header in a narrow window', async () => {
    const page = await open('/', { width: 390 });
    const header = page.getByRole('columnheader', { name: /^Time/ });
    const above = await header.evaluate((element) => {
      const box = element.closest('[role="region"]');
      return element.getBoundingClientRect().top - (box?.getBoundingClientRect().top ?? 0);
    });
    expect(Math.abs(above)).toBeLessThan(1);
  });

  test('is turned round by its header, keeps that in the address, and goes back', async () => {
    const page = await open('/');
    const ids = () =>
      page.getByTestId(testIds.list.open).evaluateAll((links) => links.map((link) => link.dataset.call));
    const [newest] = await ids();
    await page.getByRole('link', { name: /^Time/ }).click();
    await page.waitForURL('**/?order=oldest');
    await page.locator('th[aria-sort="ascending"]').waitFor();
    expect((await ids())[0]).toBe(many[0]?.call.callId);
    await page.getByRole('link', { name: 'Newer →' }).click();
    await page.waitForURL('**order=oldest&after=**');
    expect((await ids()).at(-1)).toBe(newest);
    await page.goBack();
    await page.goBack();
    await page.locator('th[aria-sort="descending"]').waitFor();
    expect((await ids())[0]).toBe(newest);
  });

  test('is turned round without JavaScript too', async () => {
    const page = await open('/', { scripts: false });
    await page.getByRole('link', { name: /^Time/ }).click();
    await page.waitForURL('**/?order=oldest');
    expect(await page.getByTestId(testIds.list.open).first().getAttribute('data-call')).toBe(many[0]?.call.callId);
  });
});

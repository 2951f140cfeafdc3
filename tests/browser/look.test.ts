import type { CallView } from '@lens/core/api';
import {
  abortedStream,
  anthropicStream,
  hostileCall,
  rateLimited,
  toolConversation,
  workedExample,
} from '@lens/viewer/fixtures';
import { testIds } from '@lens/viewer/testIds';
import { seriousFindings } from './support/axe';
import { fitsWidth, untilLive } from './support/browser';
import { callPath, comparePath, describePages, tabs } from './support/pages';

const longName = 'redaction-of-everything-that-the-data-protection-officer-named-in-the-spring-of-2026';
const longNamed = {
  ...workedExample,
  call: {
    ...workedExample.call,
    callId: '019aa3f2-6c20-7139-82c7-b4a645f7a879',
    policies: [longName],
    changedBy: [longName],
  },
  events: workedExample.events.map((event) => ({ ...event, policy: longName })),
};
const linked = {
  ...workedExample,
  call: { ...workedExample.call, callId: '019aa3f2-6c20-7139-82c7-b4a645f7a878' },
  traceUrl: 'http://grafana.example/trace',
  logsUrl: 'http://grafana.example/logs',
};
const views = [
  workedExample,
  linked,
  anthropicStream,
  abortedStream,
  rateLimited,
  toolConversation,
  hostileCall,
  longNamed,
];

const pages: [what: string, where: string][] = [
  ['the list', '/'],
  ['a filtered list', '/?model=gpt-5&changed=any'],
  ['a search without a match', '/?text=nothing-like-this'],
  ...tabs.map((tab): [string, string] => [`a call’s ${tab}`, callPath(toolConversation, tab)]),
  ['a call that failed', callPath(abortedStream)],
  ['a call with its trace and its logs', callPath(linked)],
  ['a comparison', comparePath(workedExample, anthropicStream)],
  ['a comparison to be chosen', '/compare'],
];

describePages('every page', views, ({ open, complaints }) => {
  test.each(pages)('%s has nothing that axe finds serious, in the light and in the dark', async (_what, where) => {
    const page = await open(where);
    expect(await seriousFindings(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await seriousFindings(page, ['color-contrast'])).toEqual([]);
  });

  test('a comparison that can’t be made has nothing that axe finds serious', async () => {
    const page = await open(`/compare?a=nope&b=${workedExample.call.callId}`);
    expect(await seriousFindings(page)).toEqual([]);
    complaints().splice(0, 1);
  });

  test.each([
    ...pages,
    ...tabs.map((tab): [string, string] => [`a hostile call’s ${tab}`, callPath(hostileCall, tab)]),
    ['a comparison with a hostile call', comparePath(workedExample, hostileCall)],
  ])('%s never scrolls sideways in a narrow window', async (_what, where) => {
    const page = await open(where, { width: 390, apart: 0.12 });
    expect(await fitsWidth(page)).toBe(true);
  });

  test.each([
    ['the list', '/'],
    ['a call’s header', callPath(longNamed)],
    ['a call’s events', callPath(longNamed, 'events')],
  ])('%s keeps a policy’s long name within its place', async (_what, where) => {
    const page = await open(where);
    const chips = page.getByTestId(testIds.policy).filter({ hasText: longName, visible: true });
    expect(await chips.count()).toBeGreaterThan(0);
    const sticksOut = await chips.evaluateAll((all) =>
      all.filter((chip) => {
        const place = chip.closest('td, dd')?.getBoundingClientRect();
        const shown = getComputedStyle(chip).overflow !== 'visible' || chip.scrollWidth <= chip.clientWidth;
        return !shown || place === undefined || chip.getBoundingClientRect().right > place.right + 1;
      }),
    );
    expect(sticksOut).toHaveLength(0);
  });

  test.each([
    ['the list', '/', 'td[data-column="tokens"]'],
    ['a call’s events', callPath(longNamed, 'events'), `[data-testid="${testIds.events.summary}"]`],
    ['a comparison', comparePath(longNamed, anthropicStream), `[data-testid="${testIds.compare.difference}"]`],
  ])('%s is whole on paper', async (_what, where, last) => {
    const page = await open(where, { media: 'print', width: 718, apart: 0.5 });
    const right = await page
      .locator(last)
      .evaluateAll((cells) => Math.max(...cells.map((cell) => cell.scrollWidth + cell.getBoundingClientRect().left)));
    expect(right).toBeLessThanOrEqual(718);
  });

  test('the list tells on a telephone what changed, without scrolling sideways', async () => {
    const page = await open('/', { width: 390, apart: 0.12 });
    const chip = await page.getByTestId(testIds.list.changed).first().boundingBox();
    expect((chip?.x ?? 390) + (chip?.width ?? 0)).toBeLessThanOrEqual(390);
  });

  test('the list tells on a telephone what went wrong, to those as well who tell no colours apart', async () => {
    const page = await open('/', { width: 390 });
    const outline = (view: CallView) =>
      page
        .getByRole('row')
        .filter({ has: page.locator(`[data-call="${view.call.callId}"]`) })
        .locator('.lens-dot')
        .evaluate((dot) => `${getComputedStyle(dot).borderRadius} ${getComputedStyle(dot).clipPath}`);
    const outlines = [workedExample, abortedStream, rateLimited].map(outline);
    expect(new Set(await Promise.all(outlines))).toHaveProperty('size', 3);
  });

  test('an event’s summary is in sight on a telephone', async () => {
    const page = await open(callPath(longNamed, 'events'), { width: 390, apart: 0.12 });
    const summary = await page.getByTestId(testIds.events.summary).first().boundingBox();
    expect((summary?.x ?? 390) + (summary?.width ?? 0)).toBeLessThanOrEqual(390);
  });

  test('the views of a call are all in sight on a telephone', async () => {
    const page = await open(callPath(workedExample), { width: 390, apart: 0.12 });
    expect(await page.getByTestId(testIds.call.tabs).evaluate((tabs) => tabs.scrollWidth - tabs.clientWidth)).toBe(0);
  });

  test('what one can do with a call is all in sight on a telephone', async () => {
    const page = await open('/', { width: 390 });
    // From the list there are ways to the calls before and after it, too.
    await page.locator(`[data-call="${linked.call.callId}"]`).click();
    await page.getByRole('link', { name: /^Open trace/ }).waitFor();
    await untilLive(page);
    const ends = await page
      .locator('.lens-call-actions')
      .locator('a, button')
      .evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().right));
    expect(ends).toHaveLength(6);
    expect(Math.max(...ends)).toBeLessThanOrEqual(390);
  });

  test('its theme follows the system, then the reader, and is kept', async () => {
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

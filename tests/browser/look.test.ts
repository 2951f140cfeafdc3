import { abortedStream, anthropicStream, hostileCall, toolConversation, workedExample } from '@lens/viewer/fixtures';
import { seriousFindings } from './support/axe';
import { fitsWidth, untilLive } from './support/browser';
import { callPath, comparePath, describePages, tabs } from './support/pages';

const views = [workedExample, anthropicStream, abortedStream, toolConversation, hostileCall];

const pages: [what: string, where: string][] = [
  ['the list', '/'],
  ['a filtered list', '/?model=gpt-5&changed=any'],
  ['a search without a match', '/?text=nothing-like-this'],
  ...tabs.map((tab): [string, string] => [`a call’s ${tab}`, callPath(toolConversation, tab)]),
  ['a call that failed', callPath(abortedStream)],
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
    const page = await open(where, { width: 390 });
    expect(await fitsWidth(page)).toBe(true);
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

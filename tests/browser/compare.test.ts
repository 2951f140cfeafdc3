import { anthropicStream, hostileCall, largeCall, toolConversation, workedExample } from '@lens/viewer/fixtures';
import { testIds } from '@lens/viewer/testIds';
import { comparePath, describePages } from './support/pages';

const large = largeCall(2);
const views = [workedExample, anthropicStream, toolConversation, hostileCall, large];

describePages('a comparison', views, ({ open, complaints }) => {
  test('tells figures and differences, and goes through them by key', async () => {
    const page = await open(comparePath(workedExample, anthropicStream));
    expect(await page.getByRole('row', { name: /^Duration/ }).textContent()).toContain('32 % faster');
    await page.keyboard.press('n');
    expect(await page.getByTestId(testIds.diff.position).first().textContent()).toMatch(/^1 of \d/);
    expect(page.url()).toContain('#request:');
  });

  test('keeps the choice of bodies in the address and goes back from it', async () => {
    const page = await open(comparePath(workedExample, toolConversation));
    expect(await page.getByTestId(testIds.diff.side('response')).textContent()).not.toContain('1234-5678-9012');
    await page.getByRole('link', { name: 'Before the policies' }).click();
    await page.waitForURL('**of=original');
    expect(await page.getByTestId(testIds.diff.side('response')).textContent()).toContain('1234-5678-9012');
    await page.goBack();
    expect(await page.getByRole('link', { name: 'After the policies' }).getAttribute('aria-current')).toBe('true');
  });

  test('leads to both calls', async () => {
    const page = await open(comparePath(workedExample, toolConversation));
    await page.getByRole('link', { name: workedExample.call.callId }).click();
    await page.waitForURL(`**/v2/debug/request/${workedExample.call.callId}`);
  });

  test('works without JavaScript', async () => {
    const page = await open('/compare', { scripts: false });
    await page.getByRole('textbox', { name: 'Call A' }).fill(workedExample.call.callId);
    await page.getByRole('textbox', { name: 'Call B' }).fill(toolConversation.call.callId);
    await page.getByRole('button', { name: 'Compare' }).click();
    expect(await page.getByRole('region', { name: 'Figures of both calls' }).isVisible()).toBe(true);
  });

  test('of 2 MB paints its figures first, then its differences', async () => {
    const page = await open(comparePath(workedExample, large));
    await page.locator('[data-row]').first().waitFor();
    expect(await page.getByText(/The requests differ in \d+ places/).isVisible()).toBe(true);
  });

  test('says so when large bodies do not come', async () => {
    const page = await open('/compare');
    await page.route('**/api/v1/compare?*', (route) =>
      route.fulfill({ status: 503, json: { detail: 'The database is away.' } }),
    );
    await open(comparePath(workedExample, large));
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('The database is away.');
    complaints().splice(0, 1);
  });

  test('runs nothing of what models and users wrote', async () => {
    const page = await open(comparePath(workedExample, hostileCall));
    expect(await page.title()).not.toBe('owned');
    expect(await page.locator('img, main script, main a[href^="http"], main a[href^="javascript"]').count()).toBe(0);
  });
});

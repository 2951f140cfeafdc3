import { hostileCall, largeCall, toolConversation, workedExample } from '@lens/viewer/fixtures';
import { testIds } from '@lens/viewer/testIds';
import { seriousFindings } from './support/axe';
import { untilLive } from './support/browser';
import { callPath, describePages, front, tabs } from './support/pages';

const large = largeCall(2);
const views = [workedExample, toolConversation, hostileCall, large];

describePages('a call’s page', views, ({ open, complaints }) => {
  test('shows exactly the worked example’s change', async () => {
    const page = await open(callPath(workedExample));
    expect(await page.locator('h1').textContent()).toBe('gpt-5');
    const response = page.getByTestId(testIds.diff.side('response'));
    expect(await response.textContent()).toContain('1234-5678-9012');
    expect(await response.textContent()).toContain('[REDACTED]');
    expect(await page.getByTestId(testIds.call.changed).textContent()).toContain('1 change');
  });

  test('tells times in the reader’s zone, with UTC on hover', async () => {
    const page = await open(callPath(workedExample));
    const time = page.getByTestId(testIds.call.line).locator('time');
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

  test('leads from a change to what the policy said about it', async () => {
    const page = await open(callPath(workedExample));
    await page.getByRole('button', { name: /Changed by pii-redaction/ }).click();
    expect(await front(page)).toBe('Policy events');
    await page.locator(`[data-testid="${testIds.events.event}"]:focus`).waitFor();
    expect(await page.locator(`[data-testid="${testIds.events.event}"]:focus`).textContent()).toContain(
      'Redacted 1 account number',
    );
  });

  test('goes through the changes of both sides by key', async () => {
    const page = await open(callPath(toolConversation));
    const position = page.getByTestId(testIds.diff.position).first();
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
    await page.getByTestId(testIds.list.open).nth(1).click();
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
    await page.getByTestId(testIds.waterfall.span).first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowLeft');
    await page.locator(`[data-testid="${testIds.waterfall.span}"][aria-expanded="false"]`).waitFor();
    expect(await page.getByTestId(testIds.waterfall.span).count()).toBe(6);
    await page.keyboard.press('Enter');
    expect(await page.locator(`[data-testid="${testIds.waterfall.details}"][data-open="true"]`).isVisible()).toBe(true);
  });

  test('shows the original of a changed word on focus', async () => {
    const page = await open(callPath(workedExample, 'conversation'));
    const mark = page.getByTestId(testIds.conversation.mark);
    const note = mark.getByTestId(testIds.conversation.note);
    expect((await note.boundingBox())?.width).toBeLessThanOrEqual(1);
    await mark.focus();
    expect((await note.boundingBox())?.width).toBeGreaterThan(60);
    expect(await note.textContent()).toContain('1234-5678-9012');
  });

  test('prints header, changes and events, whatever view is in front', async () => {
    const page = await open(callPath(workedExample, 'raw'), { media: 'print' });
    expect(await page.locator('h1').isVisible()).toBe(true);
    for (const seen of [testIds.call.changed, testIds.diff.side('response'), testIds.events.list]) {
      expect(await page.getByTestId(seen).isVisible()).toBe(true);
    }
    for (const hidden of [testIds.page.topbar, testIds.call.tabs, testIds.raw]) {
      expect(await page.getByTestId(hidden).count()).toBe(1);
      expect(await page.getByTestId(hidden).isVisible()).toBe(false);
    }
  });

  test.each(tabs)('runs nothing of what models and users wrote in %s', async (tab) => {
    const page = await open(callPath(hostileCall, tab));
    expect(await page.title()).not.toBe('owned');
    expect(await page.locator('img, main script, main a[href^="http"], main a[href^="javascript"]').count()).toBe(0);
  });

  test('opens a comparison with the call before it in its session, from a menu that Escape closes', async () => {
    const page = await open(callPath(toolConversation));
    await page.getByText('Compare with…').click();
    const previous = page.getByRole('link', { name: 'Previous call of this session' });
    await previous.waitFor();
    await page.keyboard.press('Escape');
    await previous.waitFor({ state: 'hidden' });
    await page.keyboard.press('Enter');
    await previous.click();
    await page.waitForURL(`**/compare?a=*&b=${toolConversation.call.callId}`);
    expect(await page.getByRole('region', { name: 'Figures of both calls' }).isVisible()).toBe(true);
  });

  test('opens a comparison with a call whose id or address is pasted', async () => {
    const page = await open(callPath(toolConversation));
    await page.getByText('Compare with…').click();
    await page.getByRole('textbox', { name: 'Another call' }).fill(` ${page.url().split('?')[0] ?? ''} `);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('Both are the same call');
    complaints().splice(0, 1);
    await page.getByRole('textbox', { name: 'Call A' }).fill(workedExample.call.callId);
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Figures of both calls' }).waitFor();
  });

  describe('of 2 MB', () => {
    test('paints its header first, then its changes, and goes through them', async () => {
      const page = await open(callPath(large));
      await page.locator('[data-row]').first().waitFor();
      await page.keyboard.press('n');
      expect(await page.getByTestId(testIds.diff.position).first().textContent()).toMatch(/^1 of 2\d/);
      for (const label of ['Conversation', 'Raw', 'Changes']) {
        await page.getByRole('navigation', { name: 'Views of this call' }).getByRole('link', { name: label }).click();
        expect(await front(page)).toBe(label);
      }
      expect(await page.locator('[data-row]').count()).toBeLessThan(3000);
    });

    test('says so when its bodies do not come', async () => {
      // A window of its own address first: what is answered for the view has to be set before it is asked for.
      const page = await open(callPath(workedExample));
      await page.route('**/view', (route) => route.fulfill({ status: 503, json: { detail: 'The database is away.' } }));
      await open(callPath(large));
      await page.getByRole('alert').first().waitFor();
      expect(await page.getByRole('alert').first().textContent()).toContain('The database is away.');
      complaints().splice(0, 1);
    });
  });
});

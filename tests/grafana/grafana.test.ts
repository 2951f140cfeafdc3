/**
 * Lens in a real Grafana that has been provisioned with what is in this repository, and that has seen calls within the last
 * hour: docs/grafana.md says how to run it. Playwright alone is enough here, and is here already: the commands of
 * @grafana/plugin-e2e come with a second runner of tests.
 */
import type { Browser } from 'playwright-core';
import { z } from 'zod';
import { hasBrowser, launchBrowser } from '../browser/support/browser';
import { panelsOf } from './support/panels';
import { signIn } from './support/signIn';

const { GRAFANA_URL: url = '', GRAFANA_ADMIN = 'admin:admin', GRAFANA_VIEWER = 'viewer:viewer' } = process.env;
const isGiven = url !== '' && hasBrowser;
const onGrafana = isGiven ? describe : describe.skip;
const users: [string, string][] = [
  ['an admin', GRAFANA_ADMIN],
  ['a Viewer', GRAFANA_VIEWER],
];
const dashboards = ['luthien-health', 'luthien-policies', 'luthien-cost', 'luthien-call', 'luthien-gateway'];
const pages = ['calls', 'sessions', 'live', 'policies', 'errors', 'compare'];

if (!isGiven) process.stderr.write('NOT RUN: tests/grafana needs a Grafana (GRAFANA_URL) and Chromium.\n');

onGrafana.each(users)('%s', (_who, user) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  describe.each(['dark', 'light'])('in the %s theme', (theme) => {
    test.each(dashboards)('sees data in every panel of %s', async (dashboard) => {
      const { page, complaints } = await signIn(browser, url, user);
      await page.goto(`/d/${dashboard}?from=now-1h&to=now&theme=${theme}`);
      const panels = await panelsOf(page);
      expect(panels.filter(({ failed, empty }) => failed || empty)).toEqual([]);
      expect(complaints).toEqual([]);
      await page.context().close();
    });
  });

  test.each(pages)('opens the page %s of the app', async (name) => {
    const { page, complaints } = await signIn(browser, url, user);
    await page.goto(`/a/luthien-lens-app/${name}`);
    await page.getByRole('main').getByRole('heading', { level: 1 }).first().waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('comes from a trace on a dashboard to the diff of its call', async () => {
    const { page, complaints } = await signIn(browser, url, user);
    await page.goto('/d/luthien-call?from=now-1h&to=now');
    const opened = page.context().waitForEvent('page');
    await page.getByRole('button', { name: /^Open .*call.* in Luthien Lens/ }).click();
    const call = await Promise.race([opened, page.waitForURL(/luthien-lens-app/).then(() => page)]);
    await call.waitForURL(/\/a\/luthien-lens-app\/(calls|open)/);
    await call.getByRole('main').getByText('/v1/').first().waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('comes from the command palette to the calls', async () => {
    const { page, complaints } = await signIn(browser, url, user);
    await page.goto('/d/luthien-call?from=now-1h&to=now');
    await panelsOf(page);
    await page.keyboard.press('Control+k');
    await page
      .getByRole('combobox', { name: /search/i })
      .or(page.getByRole('textbox', { name: /search/i }))
      .last()
      .fill('find a call');
    await page.getByRole('option', { name: 'Luthien Lens: find a call' }).click();
    await page.waitForURL(/\/a\/luthien-lens-app\/calls/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('comes from a row of the table to its diff below', async () => {
    const { page } = await signIn(browser, url, user);
    await page.goto('/d/luthien-call?from=now-1h&to=now');
    await panelsOf(page);
    const table = page.locator('section[data-testid*="Calls: click a row"]');
    await table.locator('a').nth(4).click();
    await page.waitForURL(/var-callId=[0-9a-f-]{36}/);
    const id = new URL(page.url()).searchParams.get('var-callId') ?? '';
    await page.getByText(`What policies changed in call ${id}`).waitFor();
    await page.context().close();
  });
});

onGrafana('the alert rules', () => {
  test('are there, and none fails', async () => {
    const authorization = `Basic ${Buffer.from(GRAFANA_ADMIN).toString('base64')}`;
    const response = await fetch(`${url}/api/prometheus/grafana/api/v1/rules`, { headers: { authorization } });
    const rule = z.object({ name: z.string(), health: z.string(), lastError: z.string().optional() });
    const answer = z.object({ data: z.object({ groups: z.array(z.object({ rules: z.array(rule) })) }) });
    const rules = answer.parse(await response.json()).data.groups.flatMap((group) => group.rules);
    expect(rules.length).toBeGreaterThan(20);
    expect(rules.filter(({ health }) => health === 'error')).toEqual([]);
  });
});

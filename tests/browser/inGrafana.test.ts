import { testIds } from '@lens/viewer/testIds';
import type { Browser, Page } from 'playwright-core';
import { allCalls } from '../support/calls';
import { startLens, type Lens } from '../support/lens';
import { until } from '../support/until';
import { markedWords } from './grafana/markedWords';
import { isPluginBuilt } from './grafana/pluginFiles';
import { startGrafana, type GrafanaStandIn } from './grafana/startGrafana';
import { hasBrowser, launchBrowser, openPage } from './support/browser';

const readerToken = 'grafana-reader-token-0123456789ab';
const appToken = 'grafana-app-token-0123456789abcdef';
const secret = '1234-5678-9012';

/** What the stand-in's page (plugin/src/testing/host) gives to tests, as far as they use it. */
declare const grafana: {
  app: { addedLinkConfigs: readonly AddedLink[] };
  dataSource: {
    query(request: object): Promise<{ data: { length: number; fields: { name: string; values: unknown[] }[] }[] }>;
    variables: { query(request: object): { subscribe(next: (found: { data: { text: string }[] }) => void): void } };
    annotations: { prepareQuery(annotation: object): object };
  };
};
declare const System: { import(url: string): Promise<unknown> };

interface AddedLink {
  title: string;
  targets: string | string[];
  path?: string;
  configure?(context: object | undefined): { title?: string; path?: string } | undefined;
  onClick?(event: undefined, helpers: { context: object }): void;
}

if (!isPluginBuilt) {
  process.stderr.write('NOT RUN: tests/browser/inGrafana needs plugin/dist (npm --prefix plugin run build).\n');
}

/** The built modules, loaded as Grafana 12.2.0 loads them and under the strictest policy it can have, against a gateway that runs. */
(hasBrowser && isPluginBuilt ? describe : describe.skip)('in Grafana 12.2.0', () => {
  let lens: Lens;
  let stand: GrafanaStandIn;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  /** The demo's first call, whose answer is redacted. */
  let callId: string;
  let traceId: string;

  beforeAll(async () => {
    const tokens = `grafana:read:${readerToken},grafana-app:read+reveal+score:${appToken}`;
    lens = await startLens({ args: [], env: { LENS_API_TOKENS: tokens } });
    const gateway = { url: lens.url, readerToken, appToken };
    const languages = { 'de-DE': markedWords() };
    [stand, browser] = await Promise.all([startGrafana(gateway, { languages }), launchBrowser()]);
    ({ page, complaints } = await openPage(browser));
    await page.setViewportSize({ width: 1400, height: 900 });
    const calls = await until(
      () => allCalls(lens),
      ({ length }) => length >= 12,
      { what: 'the demo is stored' },
    );
    ({ callId = '', traceId = '' } = calls.at(-1) ?? {});
  });
  afterAll(async () => {
    await browser.close();
    await stand.stop();
    await lens.stop();
    lens.remove();
  });
  afterEach(() => {
    expect(complaints.splice(0)).toEqual([]);
  });

  const open = async (
    where: string,
    role: 'Viewer' | 'Editor' | 'Admin' = 'Viewer',
    language = 'en-US',
  ): Promise<void> => {
    const cookies = Object.entries({ role, language });
    await page.context().addCookies(cookies.map(([name, value]) => ({ name, value, url: stand.url })));
    await page.goto(stand.url + where);
  };
  const app = '/a/luthien-lens-app';
  const response = () => page.getByTestId(testIds.diff.side('response'));

  test('the app opens at the list of calls, which leads to the page of one, and back', async () => {
    await open(app);
    await page.getByRole('heading', { level: 1, name: 'Calls' }).waitFor();
    expect(await page.getByTestId(testIds.list.row).count()).toBeGreaterThanOrEqual(12);
    await page.locator(`a[href$="/calls/${callId}"]`).first().click();
    await response().getByText('[REDACTED]').waitFor();
    expect(new URL(page.url()).pathname).toBe(`${app}/calls/${callId}`);
    await page.getByRole('link', { name: '← Calls' }).click();
    await page.getByRole('heading', { level: 1, name: 'Calls' }).waitFor();
  });

  test('a Viewer sees masks, and is offered nothing that is not for Viewers', async () => {
    await open(`${app}/calls/${callId}`);
    await response().getByText('[masked, ').waitFor();
    expect(await page.getByRole('button', { name: 'Show originals' }).count()).toBe(0);
    expect(await page.getByText('Give score').count()).toBe(0);
    const asked = await page.evaluate(async (id) => {
      const { status } = await fetch(`api/plugin-proxy/luthien-lens-app/originals/api/v1/calls/${id}`);
      return status;
    }, callId);
    expect(asked).toBe(403);
    // Chromium tells of every answer of this kind.
    expect(complaints.splice(0)).toEqual([expect.stringContaining('403')]);
    expect(await page.content()).not.toContain(secret);
  });

  test('an Editor sees the original on request, and says what he thinks of the call', async () => {
    await open(`${app}/calls/${callId}`, 'Editor');
    await page.getByRole('button', { name: 'Show originals' }).click();
    await response().getByText(secret).waitFor();
    await page.getByText('Score', { exact: true }).click();
    await page.getByRole('button', { name: 'Give score' }).click();
    await page.getByText('hallucination is 1, as you say.').waitFor();
    expect(JSON.stringify(await lens.api(`/api/v1/calls/${callId}`))).toContain('grafana-app:alice');
  });

  test.each([
    ['sessions', 'Sessions'],
    ['policies', 'Policies'],
    ['errors', 'Errors'],
    ['compare', /Compare/],
  ])('the page %s', async (name, title) => {
    await open(`${app}/${name}`);
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
  });

  test('the live page hears of a call while it happens', async () => {
    await open(`${app}/live`);
    await page.getByTestId(testIds.live.state).filter({ hasText: 'Live' }).waitFor();
    const body = JSON.stringify({ model: 'demo-gpt', messages: [{ role: 'user', content: 'Hello' }] });
    const headers = { 'content-type': 'application/json', authorization: 'Bearer any' };
    await fetch(`${lens.url}/v1/chat/completions`, { method: 'POST', headers, body }).then((answer) => answer.text());
    await page.getByTestId(testIds.live.row).filter({ hasText: 'demo-gpt' }).first().waitFor();
  });

  test('what a trace names is opened: a call, or that there is none', async () => {
    await open(`${app}/open?traceId=${traceId}&spanId=&callId=`);
    await page.waitForURL(`**/calls/${callId}`);
    await open(`${app}/open?traceId=${'0'.repeat(31)}1`);
    await page.getByText('No call of the gateway is in this trace').waitFor();
  });

  test('panels on a dashboard show the call of a variable, and of their own query, and share no id', async () => {
    const calls = await allCalls(lens);
    const other = calls.find(({ request, callId: id }) => request.changed && id !== callId)?.callId ?? '';
    await open(`/d/luthien-call?var-callId=${callId}&var-other=${other}`);
    const panel = (id: number) => page.getByRole('region', { name: `Panel ${id}`, exact: true });
    await panel(1).getByText('[REDACTED]').waitFor();
    await panel(3).getByRole('treegrid').waitFor();
    const shown = (id: number) => panel(id).getByRole('link').first().getAttribute('href');
    expect([await shown(1), await shown(2)]).toEqual([`${app}/calls/${callId}`, `${app}/calls/${other}`]);
    const ids = await page.locator('main [id]').evaluateAll((all) => all.map(({ id }) => id));
    expect(ids.length).toBeGreaterThan(0);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test('the data source is tried, and says what it finds', async () => {
    await open('/connections/datasources/edit/luthien-calls', 'Admin');
    await page.getByRole('textbox', { name: 'URL' }).waitFor();
    await page.getByRole('button', { name: 'Save & test' }).click();
    await page.getByText('success: The gateway answers. It has calls.').waitFor();
    // That a token may not see whose calls they are is asked for.
    expect(complaints.splice(0)).toEqual([expect.stringContaining('403')]);
  });

  test('a query is written and run', async () => {
    await open('/explore', 'Editor');
    await page.getByRole('combobox', { name: 'Show' }).click();
    await page.getByRole('option', { name: /Policy events/ }).click();
    await page.getByRole('button', { name: 'Run query' }).click();
    await page.getByText(/^\d+ rows: time,callId,/).waitFor();
    await page.getByRole('combobox', { name: 'Policy' }).click();
    await page.getByRole('option', { name: 'pii-redaction' }).waitFor();
  });

  test('variables have the values that calls have, and annotations the moments of the gateway', async () => {
    await open('/explore');
    await page.getByRole('button', { name: 'Run query' }).waitFor();
    const { models, moments } = await page.evaluate(async () => {
      const [from, to] = [-3_600_000, 60_000].map((ms) => new Date(Date.now() + ms));
      const range = { from, to };
      const { dataSource } = grafana;
      const target = dataSource.annotations.prepareQuery({ target: {} });
      const { data } = await dataSource.query({ targets: [target], range, scopedVars: {}, app: 'dashboard' });
      const models = await new Promise<string[]>((resolve) =>
        dataSource.variables
          .query({ targets: [{ of: 'model' }], range })
          .subscribe((found) => resolve(found.data.map(({ text }) => text))),
      );
      return { models, moments: data.map(({ fields }) => fields.map(({ name }) => name)) };
    });
    expect(models).toEqual(expect.arrayContaining(['demo-gpt', 'demo-claude']));
    expect(moments[0]).toEqual(expect.arrayContaining(['time', 'title', 'text']));
  });

  /** As Grafana shows and follows the links of an extension point: the title, and where one is then. */
  const follow = async (target: string, context: object): Promise<[string, string]> => {
    await open('/explore');
    await page.getByRole('button', { name: 'Run query' }).waitFor();
    const found = await page.evaluate(
      ([point, given]) => {
        const link = grafana.app.addedLinkConfigs.find(({ targets }) => [targets].flat().includes(point));
        const configured = link?.configure?.(given);
        if (link === undefined || configured === undefined) return null;
        if (link.onClick !== undefined) link.onClick(undefined, { context: given });
        return { ...link, ...configured };
      },
      [target, context] as const,
    );
    if (typeof found?.path === 'string') await page.goto(stand.url + found.path);
    return [found?.title ?? '', new URL(page.url()).pathname];
  };

  test.each([
    ['grafana/traceview/header/actions', 'Open call in Luthien Lens'],
    ['grafana/traceview/resource-attributes', 'Open this call in Luthien Lens'],
    ['grafana/logsview/resource-attributes', 'Open this call in Luthien Lens'],
  ])('the link at %s leads to the call', async (target, title) => {
    const tags = [{ key: 'luthien.call_id', value: callId }];
    const attributes = { 'luthien.call_id': [callId], call_id: [callId] };
    const context = { traceID: traceId, spans: [{ tags }], attributes, spanAttributes: attributes };
    expect(await follow(target, context)).toEqual([title, `${app}/calls/${callId}`]);
    await response().getByText('[REDACTED]').waitFor();
  });

  test('the link of an alert leads to the calls that it is about', async () => {
    const labels = { __grafana_origin: 'plugin/luthien-lens-app', policy: 'pii-redaction' };
    expect(await follow('grafana/alerting/instance/action', { instance: { labels } })).toEqual([
      'Open affected calls in Luthien Lens',
      `${app}/calls`,
    ]);
    await page.getByRole('heading', { level: 1, name: 'Calls' }).waitFor();
    expect(new URL(page.url()).search).toContain('policy=pii-redaction');
  });

  test('the app is configured, and both ways to the gateway are tried', async () => {
    await open('/plugins/luthien-lens-app', 'Admin');
    await page.getByRole('button', { name: 'Save and test' }).click();
    await page.getByText('Reading: works').waitFor();
    await page.getByText('Originals and scores: works').waitFor();
    // A call that nobody has is asked for.
    expect(complaints.splice(0)).toEqual([expect.stringContaining('404')]);
  });

  test('in another language the app, its panels and its data source say what its file says', async () => {
    const openInMarks = (where: string) => open(where, 'Admin', 'de-DE');
    await openInMarks('/plugins/luthien-lens-app');
    await page.getByRole('button', { name: '«Save and test»' }).click();
    await page.getByText('«Reading: works»').waitFor();
    // A call that nobody has is asked for.
    expect(complaints.splice(0)).toEqual([expect.stringContaining('404')]);
    await openInMarks(`${app}/open`);
    await page.getByText('«No call is named»').waitFor();
    await openInMarks(`${app}/calls/${callId}?tab=logs`);
    await page.getByText('«There is no Loki that you may query»').waitFor();
    await page.getByRole('button', { name: '«Show originals»' }).waitFor();
    await openInMarks('/d/luthien-call?var-callId=');
    await page.getByRole('region', { name: 'Panel 3' }).getByText('«No call is chosen»').waitFor();
    await openInMarks('/explore');
    await page.getByRole('combobox', { name: '«Show»' }).click();
    await page.getByRole('option', { name: '«Policy events»' }).waitFor();
  });

  test.each(['fr-FR', 'xx-XX'])('in %s, which there is no file for, they say it in English', async (language) => {
    await open('/d/luthien-call?var-callId=', 'Viewer', language);
    await page.getByRole('region', { name: 'Panel 1', exact: true }).getByText('No call is chosen').waitFor();
    await open(`${app}/open`, 'Viewer', language);
    await page.getByText('No call is named').waitFor();
  });

  test('a module that asks for what 12.2.0 does not share is not loaded', async () => {
    await open('/explore');
    await page.getByRole('button', { name: 'Run query' }).waitFor();
    await page.route('**/public/plugins/other-app/module.js*', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: 'define(["react/jsx-runtime"],()=>({plugin:1}))' }),
    );
    const refused = await page.evaluate(() =>
      System.import('/public/plugins/other-app/module.js').then(
        () => 'loaded',
        (error: unknown) => String(error),
      ),
    );
    expect(refused).toContain("Unable to resolve bare specifier 'react/jsx-runtime'");
  });

  test('below a path of its own everything is found, and nothing leads away from it', async () => {
    const below = await startGrafana({ url: lens.url, readerToken, appToken }, { subUrl: '/ops/grafana' });
    try {
      await page.goto(`${below.url}${app}/calls`);
      await page.locator(`a[href$="/calls/${callId}"]`).first().click();
      await response().getByText('[REDACTED]').waitFor();
      expect(new URL(page.url()).pathname).toBe(`/ops/grafana${app}/calls/${callId}`);
      const away = await page
        .locator('main a[href^="/"]')
        .evaluateAll((all) =>
          all.map((a) => a.getAttribute('href')).filter((href) => !href?.startsWith('/ops/grafana/')),
        );
      expect(away).toEqual([]);
    } finally {
      await page.goto('about:blank');
      await below.stop();
    }
  });
});

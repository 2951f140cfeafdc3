import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { sendDemoCalls } from '../../backend/demo';
import { runningPostgres } from '../../backend/store/postgres';
import { alertGroups } from '../../provisioning/source/alerts';
import { dashboards } from '../../provisioning/source/dashboards';
import { readObjectives } from '../../provisioning/source/objectives';
import { allCalls, storedCall } from '../support/calls';
import { startLens, type Lens } from '../support/lens';
import { startPrometheus, type Prometheus } from '../support/prometheus';
import { until } from '../support/until';

/** Every panel and every rule asks for what the running product has. */

const root = path.resolve(__dirname, '../..');
const metricsToken = 'metrics-token-0123456789abcdef0123';
const scoreToken = 'score-token-0123456789abcdef012345';
const readerPassword = 'reads the dashboards';
const { LENS_PROMETHEUS: program = '' } = process.env;
const whenPrometheus = program === '' ? test.skip : test;
const headers = { authorization: 'Bearer any', 'content-type': 'application/json' };

/** What is there only when something is amiss, or after an hour: such rules are tried by promtool. */
const withoutOccasion = /luthien_anomaly:(upper|lower)|luthien_price_unknown_total|^\(\(slo:/;

let lens: Lens;
let callId: string;

beforeAll(async () => {
  lens = await startLens({
    args: [],
    env: {
      LENS_API_TOKENS: `prometheus:metrics:${metricsToken},judge:score:${scoreToken}`,
      LENS_READER_PASSWORD: readerPassword,
      LENS_ARCHIVE_DIR: 'archive',
    },
  });
});
afterAll(async () => {
  await lens.stop();
  lens.remove();
});

/** Calls of every kind: the demo's, one of a session, one that is no valid request, a score. */
async function sendCalls(): Promise<void> {
  await sendDemoCalls(lens.url);
  const inSession = await fetch(`${lens.url}/v1/messages`, {
    method: 'POST',
    headers: { ...headers, 'x-luthien-session-id': randomUUID() },
    body: JSON.stringify({
      model: 'demo-claude',
      max_tokens: 50,
      messages: [{ role: 'user', content: 'Who leads Project Falcon?' }],
    }),
  });
  await inSession.text();
  callId = inSession.headers.get('x-luthien-call-id') ?? '';
  await fetch(`${lens.url}/v1/chat/completions`, {
    method: 'POST',
    headers,
    body: `${'['.repeat(300)}${']'.repeat(300)}`,
  });
  await storedCall(lens, callId);
  const scored = await fetch(`${lens.url}/api/v1/calls/${callId}/scores`, {
    method: 'POST',
    headers: { authorization: `Bearer ${scoreToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'hallucination', value: 1 }),
  });
  expect(scored.ok).toBe(true);
}

interface Asked {
  panel: string;
  expr: string;
}

function asked(field: 'expr' | 'rawSql'): Asked[] {
  return dashboards.flatMap((dashboard) =>
    dashboard.sections.flatMap(({ panels }) =>
      panels.flatMap(({ title, queries }) =>
        queries.flatMap(({ datasource, model }) => {
          const text: unknown = model[field];
          return typeof text === 'string' && datasource.type !== 'loki'
            ? [{ panel: `${dashboard.uid}: ${title}`, expr: text }]
            : [];
        }),
      ),
    ),
  );
}

/** As Grafana does where nothing is chosen. */
function filledIn(text: string): string {
  const from = new Date(Date.now() - 3_600_000).toISOString();
  const to = new Date(Date.now() + 60_000).toISOString();
  return text
    .replaceAll('$__rate_interval', '1m')
    .replaceAll('$__range', '5m')
    .replaceAll('$__timeFrom()', `'${from}'`)
    .replaceAll('$__timeTo()', `'${to}'`)
    .replaceAll('${traceId}', '')
    .replaceAll('${callId}', callId)
    .replaceAll('$watched', 'demo-gpt*')
    .replaceAll(/\$\{\w+:\w+\}|\$[a-z]+/g, '.*');
}

describe('in Prometheus', () => {
  let prometheus: Prometheus;
  const rules = ['luthien-recording.yaml', 'luthien-alerts.yaml'];

  beforeAll(async () => {
    if (program === '') return;
    const texts = rules.map((file) => readFileSync(path.join(root, 'observability/prometheus', file), 'utf8'));
    prometheus = await startPrometheus({
      program,
      host: new URL(lens.url).host,
      token: metricsToken,
      rules: texts,
    });
    // A series begins with its first call, and has a rate from the second on.
    await sendCalls();
    const seen = 'validation_errors_total and on () luthien_stored_bytes';
    await until(
      () => prometheus.query(seen),
      (found) => found.length > 0,
      { what: 'the first calls are scraped' },
    );
    await sendCalls();
  });
  afterAll(async () => {
    if (program !== '') await prometheus.stop();
  });

  async function withoutData(all: Asked[]): Promise<string[]> {
    const found = await Promise.all(all.map(async ({ expr }) => (await prometheus.query(expr)).length));
    return all.filter((_query, at) => found[at] === 0).map(({ panel, expr }) => `${panel}\n  ${expr}`);
  }

  async function expectData(all: Asked[]): Promise<void> {
    let missing: string[] = [];
    const read = async () => (missing = await withoutData(all));
    await until(read, (found) => found.length === 0, { what: 'all have data' }).catch(() => undefined);
    expect(missing).toEqual([]);
  }

  whenPrometheus('every query of every panel has data', async () => {
    const all = asked('expr').map(({ panel, expr }) => ({ panel, expr: filledIn(expr) }));
    const rare = all.filter(({ expr }) => withoutOccasion.test(expr));
    const usual = all.filter(({ expr }) => !withoutOccasion.test(expr));
    expect(usual.length).toBeGreaterThan(80);
    await expectData(usual);
    for (const { expr } of rare) await expect(prometheus.query(expr)).resolves.toBeDefined();
  });

  whenPrometheus('every alert has a value to compare, and Prometheus evaluates all rules', async () => {
    const objectives = readObjectives(path.join(root, 'observability/slo.yaml'));
    const all = alertGroups(objectives)
      .flatMap((group) => group.rules)
      .map(({ title, value }) => ({ panel: title, expr: value }));
    const usual = all.filter(({ expr }) => !withoutOccasion.test(expr));
    expect(usual.length).toBeGreaterThan(15);
    await expectData(usual);
    const windows = ['5m', '30m', '1h', '2h', '6h', '1d', '3d', '30d'];
    const recorded = windows.map((window) => ({ panel: window, expr: `slo:sli_error:ratio_rate${window}` }));
    expect(await withoutData(recorded)).toEqual([]);
  });
});

describe('in PostgreSQL, as the role that dashboards read with', () => {
  async function rowsOf(sql: string): Promise<unknown[]> {
    const url = new URL(runningPostgres(lens.dataDir) ?? '');
    url.username = 'lens_reader';
    url.password = readerPassword;
    const client = new Client({ connectionString: url.toString() });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  test('every query of every panel has rows', async () => {
    await sendCalls();
    await until(
      () => allCalls(lens, 'status=cut'),
      (calls) => calls.length > 0,
      { what: 'the demo’s calls are stored' },
    );
    const all = asked('rawSql').map(({ panel, expr }) => ({ panel, expr: filledIn(expr) }));
    const empty: string[] = [];
    for (const { panel, expr } of all) if ((await rowsOf(expr)).length === 0) empty.push(panel);
    expect(all.length).toBeGreaterThan(8);
    expect(empty).toEqual([]);
  });

  test('every query of a variable has rows', async () => {
    const variables = dashboards
      .flatMap((dashboard) => dashboard.variables)
      .flatMap(({ query }) => (typeof query === 'string' && query.startsWith('SELECT') ? [query] : []));
    expect(variables.length).toBeGreaterThan(1);
    for (const query of variables) expect(await rowsOf(filledIn(query))).not.toEqual([]);
  });
});

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { callQuerySchema, errorQuerySchema } from '../../../core/api';
import { alertGroups, recordingGroups } from '.';
import { readObjectives } from '../objectives';
import { gatewayRules } from './gateway';
import { prometheusAlerts, prometheusRecordings } from './prometheusRules';
import { runbookOf } from './rule';
import { counter, gauge, scenarios, type Scenario } from './testing/scenarios';

const root = path.resolve(__dirname, '../../..');
const files = ['luthien-alerts.yaml', 'luthien-recording.yaml'].map((file) =>
  path.join(root, 'observability/prometheus', file),
);
const objectives = readObjectives(path.join(root, 'observability/slo.yaml'));
const groups = alertGroups(objectives);
const rules = groups.flatMap((group) => group.rules);
const runbooks = path.join(root, 'docs/runbooks');

const { LENS_PROMTOOL: promtool = '' } = process.env;
const whenPromtool = promtool === '' ? test.skip : test;

test('no two rules have the same name and severity, and each has a scenario in which it fires', () => {
  const named = rules.map(({ name, severity }) => `${name} ${severity}`);
  expect(new Set(named).size).toBe(named.length);
  expect(scenarios.map(({ alert, severity }) => `${alert} ${severity}`).sort()).toEqual([...named].sort());
});

test('the calls that explain an alert are named by filters that the pages have', () => {
  const list = callQuerySchema.strict();
  const named = rules.flatMap(({ calls }) => calls ?? []);
  expect(named.length).toBeGreaterThan(15);
  for (const { page, filters } of named) {
    const schema = page === 'calls' ? list : errorQuerySchema.strict();
    expect(schema.safeParse(filters)).toMatchObject({ success: true });
  }
  // Nothing of calls is left without.
  const about = rules.filter(({ name }) => !gatewayRules.some((rule) => rule.name === name));
  expect(about.filter(({ calls }) => calls === undefined)).toEqual([]);
});

test('Grafana shows a title as it is, which it looks through for variables of its environment', () => {
  const file = path.join(root, 'provisioning/alerting/luthien-rules.yaml');
  const titled = z.object({ groups: z.array(z.object({ rules: z.array(z.object({ title: z.string() })) })) });
  const written = titled.parse(parse(readFileSync(file, 'utf8'))).groups.flatMap((group) => group.rules);
  const shown = written.map(({ title }) =>
    title.replace(/\$(\$|\{\w*\}|\w*)/g, (_all, name) => (name === '$' ? '$' : '')),
  );
  expect(shown).toEqual(rules.map(({ title }) => title));
});

test('each rule has a runbook, and each runbook a rule', () => {
  const wanted = new Set(rules.map(runbookOf));
  expect(
    readdirSync(runbooks)
      .filter((file) => file !== 'README.md')
      .sort(),
  ).toEqual([...wanted].sort());
});

test.each([...new Set(rules.map(runbookOf))])(
  'the runbook %s says what it means, what to look at, do and confirm',
  (file) => {
    const text = existsSync(path.join(runbooks, file)) ? readFileSync(path.join(runbooks, file), 'utf8') : '';
    const headings = [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(['What it means', 'Look at', 'Do', 'Confirm']);
  },
);

/** What Prometheus is given, with nothing but the alert and the series that it is made of: all of it takes minutes. */
function ruleFile(alert: string, severity: string): string {
  const objective = objectives.find((one) => one.alert === alert);
  const isUnusual = alert.startsWith('LuthienUnusual');
  const recorded = recordingGroups(objective === undefined ? [] : [objective]).filter(({ name }) =>
    name.includes(isUnusual ? 'anomalies' : 'budgets'),
  );
  const alone = groups.map(({ name, rules: all }) => ({
    name,
    rules: all.filter((rule) => rule.name === alert && rule.severity === severity),
  }));
  const { groups: recordings } = prometheusRecordings(recorded);
  const { groups: alerts } = prometheusAlerts(alone, () => 'https://example.org');
  const all = [...recordings, ...alerts.filter((group) => group.rules.length > 0)];
  return stringify({ groups: all });
}

interface Look {
  expr: string;
  minute: number;
  samples: { labels: string; value: number }[];
}

function testFile(rulesAt: string, name: string, series: Record<string, string>, looks: Look[]): string {
  return stringify({
    rule_files: [rulesAt],
    evaluation_interval: '1m',
    tests: [
      {
        name,
        interval: '1m',
        input_series: Object.entries(series).map(([selector, values]) => ({ series: selector, values })),
        promql_expr_test: looks.map(({ expr, minute, samples }) => ({
          expr,
          eval_time: `${minute}m`,
          exp_samples: samples,
        })),
      },
    ],
  });
}

function writeScenario(home: string, scenario: Scenario, at: number): string {
  const { alert, severity, series, silentAt, firesAt } = scenario;
  const rulesAt = path.join(home, `rules-${at}.yaml`);
  writeFileSync(rulesAt, ruleFile(alert, severity));
  const expr = `count(ALERTS{alertname="${alert}", severity="${severity}", alertstate="firing"})`;
  const looks = [
    ...silentAt.map((minute) => ({ expr, minute, samples: [] })),
    { expr, minute: firesAt, samples: [{ labels: '{}', value: 1 }] },
  ];
  const file = path.join(home, `test-${at}.yaml`);
  writeFileSync(file, testFile(rulesAt, `${alert} ${severity}`, series, looks));
  return file;
}

function promtoolSays(files: string[]): string {
  const { status, stdout, stderr } = spawnSync(promtool, ['test', 'rules', ...files], { encoding: 'utf8' });
  return status === 0 ? '' : `${stdout}${stderr}`;
}

let home: string;
beforeEach(() => (home = mkdtempSync(path.join(os.tmpdir(), 'lens-rules-'))));
afterEach(() => rmSync(home, { recursive: true }));

whenPromtool('promtool finds nothing to complain about', () => {
  const { status, stderr } = spawnSync(promtool, ['check', 'rules', ...files], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});

whenPromtool('each rule is silent while all is well, fires, and is over when it is well again', () => {
  expect(promtoolSays(scenarios.map((scenario, at) => writeScenario(home, scenario, at)))).toBe('');
});

whenPromtool('one bad call alone, and no calls at all, tell nobody', () => {
  const series = {
    'up{job="luthien-lens"}': gauge([1, 60]),
    luthien_build_info: gauge([1, 60]),
    'luthien_calls_ended_total{outcome="complete"}': counter([0, 60]),
    'luthien_calls_ended_total{outcome="cut"}': counter([0, 10], [1, 1], [0, 49]),
    'api_requests_total{status="200"}': counter([0, 60]),
    'api_requests_total{status="502"}': counter([0, 10], [1, 1], [0, 49]),
    luthien_call_duration_seconds_count: counter([0, 10], [1, 1], [0, 49]),
    'luthien_call_duration_seconds_bucket{le="40.96"}': counter([0, 60]),
    'luthien_call_duration_seconds_bucket{le="81.92"}': counter([0, 10], [1, 1], [0, 49]),
    'luthien_call_duration_seconds_bucket{le="+Inf"}': counter([0, 10], [1, 1], [0, 49]),
  };
  const alerts = ['LuthienErrorRate', 'LuthienAvailability', 'LuthienLatency', 'LuthienSuccess'];
  const expr = `count(ALERTS{alertname=~"${alerts.join('|')}"})`;
  const looks = [12, 16, 22, 40].map((minute) => ({ expr, minute, samples: [] }));
  const file = path.join(home, 'tests.yaml');
  writeFileSync(file, testFile(files[0] ?? '', 'one alone', series, looks));
  expect(promtoolSays([file])).toBe('');
});

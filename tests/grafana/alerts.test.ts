/**
 * Each alert rule in a real Grafana, provisioned with what is in this repository, over a real Prometheus in whose past each
 * has its reason to fire: docs/grafana.md says how to run it.
 */
import path from 'node:path';
import { z } from 'zod';
import { alertGroups } from '../../provisioning/source/alerts';
import { contactPoints } from '../../provisioning/source/alerts/contactPoints';
import { affectedCalls, runbookOf, type AlertRule } from '../../provisioning/source/alerts/rule';
import { scenarios } from '../../provisioning/source/alerts/testing/scenarios';
import { readObjectives } from '../../provisioning/source/objectives';
import { until } from '../support/until';
import { startGrafana, type Change, type GrafanaServer, type SeenAlert, type SeenRule } from './support/grafanaServer';
import { environmentOf, isOfBudget, pastOf, type Moment } from './support/moments';
import { startPastPrometheus, type PastPrometheus } from './support/pastPrometheus';
import { startReceiver, type Receiver } from './support/receiver';

const { GRAFANA_HOME: home = '', LENS_PROMETHEUS: program = '', LENS_PROMTOOL: promtool = '' } = process.env;
const isGiven = [home, program, promtool].every((one) => one !== '');
const onGrafana = isGiven ? describe : describe.skip;

if (!isGiven)
  process.stderr.write('NOT RUN: tests/grafana/alerts needs an installed Grafana (GRAFANA_HOME) and Prometheus.\n');

const objectives = readObjectives(path.resolve(__dirname, '../../observability/slo.yaml'));
const rules = alertGroups(objectives).flatMap((group) => group.rules);

/** What the chat and the pager are sent. */
const noteSchema = z.object({ text: z.string().optional(), message: z.string().optional() });

/** A rule, and what labels its alert has when its scenario takes place. */
interface Expected {
  rule: AlertRule;
  moment: Moment;
  environment: string | undefined;
}

const expected = scenarios.map((scenario): Expected => {
  const rule = rules.find(({ name, severity }) => name === scenario.alert && severity === scenario.severity);
  if (!rule) throw new Error(`There is no rule ${scenario.alert} (${scenario.severity}).`);
  const isBudget = isOfBudget(scenario, objectives);
  // Budgets are of all environments together.
  return { rule, moment: isBudget ? 'burning' : 'ill', environment: isBudget ? undefined : environmentOf(scenario) };
});
const titles = (of: readonly Expected[]) => of.map(({ rule }) => rule.title);

onGrafana('each alert rule', () => {
  let prometheus: PastPrometheus;
  let receiver: Receiver;
  let grafana: GrafanaServer;

  beforeAll(async () => {
    const past = pastOf(objectives, Date.now() / 1000);
    prometheus = await startPastPrometheus({ program, promtool, ...past });
    receiver = await startReceiver();
    prometheus.goTo('quiet');
    grafana = await startGrafana({ home, prometheusUrl: prometheus.url, receiverUrl: receiver.url });
  });
  afterAll(async () => {
    await grafana.stop();
    await receiver.stop();
    await prometheus.stop();
  });

  /** What Grafana finds at a moment, once it has looked at all of it. */
  async function evaluatedAt(moment: Moment): Promise<SeenRule[]> {
    prometheus.goTo(moment);
    const since = Date.now();
    return until(grafana.rules, (seen) => seen.every(({ lastEvaluation }) => Date.parse(lastEvaluation) > since), {
      what: `Grafana has evaluated every rule at the moment “${moment}”`,
    });
  }

  const alertOf = (seen: readonly SeenRule[], { rule, environment }: Expected): SeenAlert | undefined =>
    seen
      .find(({ name }) => name === rule.title)
      ?.alerts.find(({ labels, state }) => labels['environment'] === environment && !state.startsWith('Normal'));

  /** What became of its alert, one after the other. */
  const statesOf = (changes: readonly Change[], { rule, environment }: Expected): string[] =>
    changes
      .filter(({ text }) => text.startsWith(`${rule.title} {`) && text.includes(`severity=${rule.severity}`))
      .filter(({ text }) => environment === undefined || text.includes(`environment=${environment},`))
      .sort((a, b) => a.time - b.time)
      .map(({ newState }) => newState);

  /** What people were told of it, in words. */
  function told({ rule, environment }: Expected, status: 'firing' | 'resolved'): string[] {
    const place = rule.severity === 'critical' ? '/pager' : '/chat';
    const title = `*${status === 'firing' ? 'Firing' : 'Over'}: ${rule.title}*\n`;
    return receiver.notes
      .filter(({ path: to }) => to === place)
      .map(({ body }) => noteSchema.parse(JSON.parse(body)))
      .map(({ text, message }) => text ?? message ?? '')
      .filter((words) => words.startsWith(title))
      .filter((words) => environment === undefined || words.includes(`\nenvironment ${environment}\n`));
  }

  test('is silent in a gateway that has no calls, and does not fail', async () => {
    const seen = await evaluatedAt('quiet');
    expect(seen.map(({ name }) => name).sort()).toEqual(rules.map(({ title }) => title).sort());
    expect(seen.filter(({ health }) => health === 'error')).toEqual([]);
    expect(seen.flatMap(({ alerts }) => alerts).filter(({ state }) => !state.startsWith('Normal'))).toEqual([]);
  });

  test.each(['burning', 'ill'] as const)('waits and fires when its condition is true: %s', async (moment) => {
    const wanted = expected.filter((one) => one.moment === moment);
    prometheus.goTo(moment);
    const seen = await until(
      grafana.rules,
      (now) => wanted.every((one) => alertOf(now, one)?.state === 'Alerting' && told(one, 'firing').length > 0),
      { what: 'every rule fires, and somebody was told' },
    );
    const changes = await until(
      grafana.changes,
      (now) => wanted.every((one) => statesOf(now, one).includes('Alerting')),
      { what: 'Grafana has written down that every rule fired' },
    );
    for (const one of wanted) {
      const { rule } = one;
      const waits = rule.for === '0s' ? [] : ['Pending'];
      expect([rule.title, ...statesOf(changes, one)]).toEqual([rule.title, ...waits, 'Alerting']);
      const { labels, annotations } = alertOf(seen, one) ?? {};
      expect(labels).toMatchObject({
        severity: rule.severity,
        service: 'luthien-lens',
        __grafana_receiver__: contactPoints[rule.severity],
      });
      // Nothing that a template left.
      expect(annotations?.['summary']).toMatch(/^[^{}[\]<>]+$/);
      expect(annotations?.['runbook_url']).toMatch(new RegExp(`/${runbookOf(rule)}$`));
      expect(annotations?.['__dashboardUid__']).toBe(rule.panel.dashboard);
      const [words] = told(one, 'firing');
      expect(words).toContain(annotations?.['summary']);
      expect(words).toMatch(/\nAlert: http\S+\/view\?orgId=1&tab=instances\n/);
      expect(words?.includes('/a/luthien-lens-app/open?alert=')).toBe(rule.calls !== undefined);
      expect(annotations?.['luthien_calls']).toBe(rule.calls && affectedCalls(rule.calls));
    }
  });

  test('is over when all is well again, and was told of once', async () => {
    await evaluatedAt('well');
    const seen = await until(grafana.rules, () => expected.every((one) => told(one, 'resolved').length > 0), {
      what: 'it was told of every alert that it is over',
    });
    expect(seen.filter(({ health }) => health === 'error')).toEqual([]);
    expect(titles(expected.filter((one) => alertOf(seen, one)))).toEqual([]);
    expect(titles(expected.filter((one) => told(one, 'firing').length !== 1))).toEqual([]);
    expect(titles(expected.filter((one) => told(one, 'resolved').length !== 1))).toEqual([]);
  });
});

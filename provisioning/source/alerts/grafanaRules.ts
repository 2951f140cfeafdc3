import { dataSources } from '../grafana/dataSources';
import { panelId, type DashboardSource } from '../grafana/dashboard';
import { contactPoints } from './contactPoints';
import { affectedCalls, kebab, valueOf, type AlertRule } from './rule';
import type { RuleGroup } from '.';

/** Grafana's expressions: a data source that is none. */
const expression = { type: '__expr__', uid: '__expr__' };

const valueWords: Record<AlertRule['says'], string> = {
  percent: '{{ humanizePercentage $values.A.Value }}',
  seconds: '{{ humanizeDuration $values.A.Value }}',
  dollars: '${{ printf "%.2f" $values.A.Value }}',
  count: '{{ printf "%.0f" $values.A.Value }}',
  number: '{{ humanize $values.A.Value }}',
};

export interface GrafanaRules {
  groups: RuleGroup<AlertRule>[];
  dashboards: readonly DashboardSource[];
  runbookUrl: (rule: AlertRule) => string;
}

/** A file for `provisioning/alerting`. Annotations and queries are not interpolated by Grafana, all else is. */
export function grafanaRules({ groups, dashboards, runbookUrl }: GrafanaRules) {
  return {
    apiVersion: 1,
    groups: groups.map(({ name, rules }) => ({
      orgId: 1,
      name,
      folder: 'Luthien Lens alerts',
      interval: '1m',
      rules: rules.map((rule) => grafanaRule(rule, dashboards, runbookUrl(rule))),
    })),
  };
}

function grafanaRule(rule: AlertRule, dashboards: readonly DashboardSource[], runbookUrl: string) {
  const { dashboard: uid, title } = rule.panel;
  const dashboard = dashboards.find((one) => one.uid === uid);
  if (!dashboard) throw new Error(`The rule ${rule.name} names the dashboard ${uid}, which does not exist.`);
  const id = panelId(dashboard, title);
  return {
    uid: uidOf(rule),
    title: literal(rule.title),
    condition: 'B',
    data: [query(rule), threshold(rule)],
    for: rule.for,
    // No calls are no trouble; a gateway that is not there has a rule of its own.
    noDataState: 'OK',
    execErrState: 'Error',
    dashboardUid: uid,
    panelId: id,
    annotations: {
      __dashboardUid__: uid,
      __panelId__: String(id),
      summary: words(rule),
      description: rule.description,
      runbook_url: runbookUrl,
      ...(rule.calls && { luthien_calls: affectedCalls(rule.calls) }),
    },
    labels: {
      severity: rule.severity,
      service: 'luthien-lens',
      __grafana_origin: 'plugin/luthien-lens-app',
    },
    notification_settings: {
      receiver: contactPoints[rule.severity],
      group_by: ['grafana_folder', 'alertname', 'environment'],
      group_wait: '30s',
      group_interval: '5m',
      repeat_interval: rule.severity === 'critical' ? '1h' : '12h',
    },
    isPaused: false,
  };
}

/** What Grafana reads as the text itself: a `$` alone begins the name of a variable of its environment. */
function literal(text: string): string {
  return text.replaceAll('$', '$$$$');
}

/** At most 40 characters. */
function uidOf({ name, severity }: AlertRule): string {
  return `luthien-${kebab(name)}-${severity}`;
}

function query(rule: AlertRule) {
  return {
    refId: 'A',
    datasourceUid: dataSources.prometheus.uid,
    relativeTimeRange: { from: 600, to: 0 },
    model: {
      refId: 'A',
      datasource: dataSources.prometheus,
      expr: valueOf(rule),
      instant: true,
      range: false,
      editorMode: 'code',
      intervalMs: 1000,
      maxDataPoints: 43200,
    },
  };
}

function threshold({ above, below }: AlertRule) {
  const evaluator = above === undefined ? { type: 'lt', params: [below ?? 0] } : { type: 'gt', params: [above] };
  return {
    refId: 'B',
    datasourceUid: expression.uid,
    relativeTimeRange: { from: 600, to: 0 },
    model: {
      refId: 'B',
      type: 'threshold',
      expression: 'A',
      datasource: expression,
      conditions: [{ evaluator, operator: { type: 'and' }, query: { params: ['B'] }, type: 'query' }],
    },
  };
}

function words({ summary, says }: AlertRule): string {
  return summary.replace(/\{(\w+)\}/g, (_all, name: string) =>
    name === 'value' ? valueWords[says] : `{{ $labels.${name} }}`,
  );
}

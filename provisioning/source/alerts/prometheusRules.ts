import { valueOf, type AlertRule } from './rule';
import type { RuleGroup } from '.';
import type { Recording } from './recordings';

/** Words of a rule with its value and labels, in the templates of Prometheus. */
const valueWords: Record<AlertRule['says'], string> = {
  percent: '{{ $value | humanizePercentage }}',
  seconds: '{{ $value | humanizeDuration }}',
  dollars: '${{ $value | printf "%.2f" }}',
  count: '{{ $value | printf "%.0f" }}',
  number: '{{ $value | humanize }}',
};

export function prometheusRecordings(groups: RuleGroup<Recording>[]) {
  return { groups: groups.map(({ name, rules }) => ({ name, interval: '1m', rules })) };
}

export function prometheusAlerts(groups: RuleGroup<AlertRule>[], runbookUrl: (rule: AlertRule) => string) {
  return {
    groups: groups.map(({ name, rules }) => ({
      name,
      rules: rules.map((rule) => ({
        alert: rule.name,
        expr: `(${valueOf(rule)}) ${comparison(rule)}`,
        ...(rule.for !== '0s' && { for: rule.for }),
        labels: { severity: rule.severity, service: 'luthien-lens' },
        annotations: {
          title: rule.title,
          summary: words(rule),
          description: rule.description,
          dashboard: `/d/${rule.panel.dashboard}`,
          runbook_url: runbookUrl(rule),
        },
      })),
    })),
  };
}

function comparison({ above, below }: AlertRule): string {
  return above === undefined ? `< ${below ?? 0}` : `> ${above}`;
}

function words({ summary, says }: AlertRule): string {
  return summary.replace(/\{(\w+)\}/g, (_all, name: string) =>
    name === 'value' ? valueWords[says] : `{{ $labels.${name} }}`,
  );
}

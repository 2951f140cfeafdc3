import type { DashboardUid } from '../dashboards/common';

/** A state that somebody is told of, written for Grafana and for Prometheus alike. */
export interface AlertRule {
  /** The same name in both severities is the same trouble, worse. */
  name: string;
  title: string;
  /** Critical: the pager. Warning: the chat. */
  severity: 'critical' | 'warning';
  /** PromQL; each of its series is an alert of its own. */
  value: string;
  above?: number;
  below?: number;
  /** PromQL that has to have a series of the same labels too: without it a value tells nothing. */
  given?: string;
  /** For how long. */
  for: string;
  /** How the value is said. A count is whole, which the rise of a counter that Prometheus sees parts of is not. */
  says: 'percent' | 'seconds' | 'dollars' | 'count' | 'number';
  /** Sentences; `{value}` is the value. */
  summary: string;
  description: string;
  panel: { dashboard: DashboardUid; title: string };
  /** The calls that explain it; left out where none do. */
  calls?: AffectedCalls;
}

interface AffectedCalls {
  /** A page of the app: the list, or the errors that are the same. */
  page: 'calls' | 'errors';
  /** As the page's address spells them; what the alert's labels name comes to it. */
  filters: Record<string, string>;
  /** How long before the alert became active. */
  minutes?: number;
}

/** As an annotation, which the app's link on an alert reads. */
export function affectedCalls({ page, filters, minutes }: AffectedCalls): string {
  const query = new URLSearchParams({ ...filters, ...(minutes !== undefined && { minutes: String(minutes) }) });
  return query.size === 0 ? page : `${page}?${query.toString()}`;
}

/** The file of a rule's runbook in `docs/runbooks/`. */
export function runbookOf({ name }: Pick<AlertRule, 'name'>): string {
  return `${kebab(name)}.md`;
}

/** `LuthienErrorRate` as `error-rate`. */
export function kebab(name: string): string {
  return name
    .replace(/^Luthien/, '')
    .replace(/(?!^)([A-Z])/g, '-$1')
    .toLowerCase();
}

/** The value with what it is asked for, without the comparison. */
export function valueOf({ value, given }: AlertRule): string {
  return given === undefined ? value : `(${value}) and (${given})`;
}

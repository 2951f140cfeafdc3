import type { Objective } from '../objectives';
import { anomalyRecordings, anomalyRules } from './anomalies';
import { budgetRecordings, budgetRules } from './budgets';
import { callRules } from './calls';
import { gatewayRules } from './gateway';
import type { Recording } from './recordings';
import type { AlertRule } from './rule';

export interface RuleGroup<T> {
  name: string;
  rules: T[];
}

/** Every alert, in the groups that Grafana and Prometheus show them in. */
export function alertGroups(objectives: Objective[]): RuleGroup<AlertRule>[] {
  return [
    { name: 'luthien-calls', rules: callRules },
    { name: 'luthien-gateway', rules: gatewayRules },
    { name: 'luthien-budgets', rules: budgetRules(objectives) },
    { name: 'luthien-anomalies', rules: anomalyRules },
  ];
}

/** The series that dashboards and alerts read beside the gateway's own. */
export function recordingGroups(objectives: Objective[]): RuleGroup<Recording>[] {
  return [
    { name: 'luthien-budgets-recorded', rules: budgetRecordings(objectives) },
    { name: 'luthien-anomalies-recorded', rules: anomalyRecordings },
  ];
}

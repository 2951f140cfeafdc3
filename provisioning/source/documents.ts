import path from 'node:path';
import { stringify } from 'yaml';
import { alertGroups, recordingGroups } from './alerts';
import { contactPointsFile } from './alerts/contactPoints';
import { grafanaRules } from './alerts/grafanaRules';
import { prometheusAlerts, prometheusRecordings } from './alerts/prometheusRules';
import { runbookOf, type AlertRule } from './alerts/rule';
import { dashboards } from './dashboards';
import { dashboardJson } from './grafana/dashboard';
import { readObjectives } from './objectives';

/** A file that is made of this source and kept beside it. */
export interface Document {
  file: string;
  text: string;
}

const made = '# Made by `npm run dashboards` of provisioning/source: changes here are lost.\n';

/** A gateway on this machine shows them: `npm run dashboards -- https://…` takes another address. */
const usualRunbooks = 'http://127.0.0.1:8080/runbooks/';

/** All of them, with the runbooks at that address. */
export function documents(root: string, runbooks = usualRunbooks): Document[] {
  const objectives = readObjectives(path.join(root, 'observability/slo.yaml'));
  const groups = alertGroups(objectives);
  const runbookUrl = (rule: AlertRule) => `${runbooks.replace(/\/?$/, '/')}${runbookOf(rule)}`;
  return [
    ...dashboards.map((dashboard) => ({
      file: `provisioning/dashboards/${dashboard.uid}.json`,
      text: `${JSON.stringify(dashboardJson(dashboard), null, 2)}\n`,
    })),
    yaml('provisioning/alerting/luthien-rules.yaml', grafanaRules({ groups, dashboards, runbookUrl })),
    yaml('provisioning/alerting/luthien-contact-points.yaml', contactPointsFile),
    yaml('observability/prometheus/luthien-recording.yaml', prometheusRecordings(recordingGroups(objectives))),
    yaml('observability/prometheus/luthien-alerts.yaml', prometheusAlerts(groups, runbookUrl)),
  ];
}

function yaml(file: string, content: unknown): Document {
  return { file, text: made + stringify(content, { lineWidth: 0, aliasDuplicateObjects: false }) };
}

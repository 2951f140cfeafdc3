import type { AlertRule } from './rule';

/** Who is told, by the names that Grafana shows. */
export const contactPoints: Record<AlertRule['severity'], string> = {
  critical: 'Luthien Lens pager',
  warning: 'Luthien Lens chat',
};

/**
 * The address is a template of Grafana's: what the variable holds, and without it one where nobody listens. So a start
 * never fails over it, and an alert that reaches nobody is an error in Grafana's log and beside the contact point, with
 * the name of the variable in it.
 */
function addressFrom(variable: string): string {
  return `{{ with "\${${variable}}" }}{{ . }}{{ else }}http://127.0.0.1:9/${variable}-is-not-set{{ end }}`;
}

/** With a key of PagerDuty its Events API, else what Grafana's webhooks say, which most others that page people take. */
const pagerAddress = `{{ if "\${LENS_ALERT_PAGERDUTY_KEY}" }}https://events.pagerduty.com/v2/enqueue{{ else }}${addressFrom('LENS_ALERT_PAGER_URL')}{{ end }}`;

/** Labels that say nothing which the title does not. */
const told = [
  ...['alertname', 'grafana_folder', 'service', 'severity', '__grafana_origin'],
  ...['sloth_id', 'sloth_service', 'sloth_slo'],
];

/** Of the app's page that goes on to the calls that explain an alert, as the link in Grafana's menu of its instances does. */
const callsAddress = `{{ $.ExternalURL }}a/luthien-lens-app/open?alert={{ .Annotations.luthien_calls | urlquery }}&since={{ .StartsAt.UTC.Format "2006-01-02T15:04:05Z" }}${[
  'provider',
  'model',
  'policy',
]
  .map((label) => `{{ with .Labels.${label} }}&${label}={{ . | urlquery }}{{ end }}`)
  .join('')}`;

/**
 * An alert in a few lines, the addresses last: of what fires, which has the menu that leads to the calls. What was so while
 * it fired is not said when it is over.
 */
const alertsText = `{{ range .Alerts }}*{{ if eq .Status "firing" }}Firing{{ else }}Over{{ end }}: {{ .Labels.alertname }}*
{{ range (.Labels.Remove (stringSlice ${told.map((label) => `"${label}"`).join(' ')})).SortedPairs }}{{ .Name }} {{ .Value }}
{{ end }}{{ if eq .Status "firing" }}{{ .Annotations.summary }}
Alert: {{ .GeneratorURL }}&tab=instances
{{ if .Annotations.luthien_calls }}Calls: ${callsAddress}
{{ end }}Panel: {{ .PanelURL }}
Runbook: {{ .Annotations.runbook_url }}
{{ end }}
{{ end }}`;

const title = `(tmpl.Inline \`{{ if eq .Status "firing" }}Firing{{ else }}Over{{ end }}: {{ .GroupLabels.alertname }}{{ with .GroupLabels.environment }} ({{ . }}){{ end }}\` .)`;
const message = `(tmpl.Inline \`${alertsText}\` .)`;

const pagerPayload = `{{ if "\${LENS_ALERT_PAGERDUTY_KEY}" -}}
{{ coll.Dict "routing_key" "\${LENS_ALERT_PAGERDUTY_KEY}"
  "event_action" (tmpl.Inline "{{ if eq .Status \\"firing\\" }}trigger{{ else }}resolve{{ end }}" .)
  "dedup_key" (printf "luthien-lens %s %s" .GroupLabels.alertname .GroupLabels.environment)
  "client" "Luthien Lens" "client_url" .ExternalURL
  "payload" (coll.Dict "summary" ${title} "severity" "critical" "source" "luthien-lens" "custom_details" (coll.Dict "text" ${message}))
| data.ToJSON }}
{{- else -}}
{{ coll.Dict "version" "1" "receiver" .Receiver "status" .Status "state" (tmpl.Inline "{{ if eq .Status \\"firing\\" }}alerting{{ else }}ok{{ end }}" .)
  "title" ${title} "message" ${message} "alerts" .Alerts "groupLabels" .GroupLabels "commonLabels" .CommonLabels
  "commonAnnotations" .CommonAnnotations "externalURL" .ExternalURL
| data.ToJSON }}
{{- end }}`;

/** What Slack, Mattermost, Google Chat and Teams' incoming webhooks read. */
const chatPayload = `{{ coll.Dict "text" ${message} | data.ToJSON }}`;

/** A file for `provisioning/alerting`. The rules name these, so the notification policies of others stay as they are. */
export const contactPointsFile = {
  apiVersion: 1,
  contactPoints: [
    {
      orgId: 1,
      name: contactPoints.critical,
      receivers: [
        {
          uid: 'luthien-pager',
          type: 'webhook',
          settings: { url: pagerAddress, httpMethod: 'POST', payload: { template: pagerPayload } },
          disableResolveMessage: false,
        },
      ],
    },
    {
      orgId: 1,
      name: contactPoints.warning,
      receivers: [
        {
          uid: 'luthien-chat',
          type: 'webhook',
          settings: { url: addressFrom('LENS_ALERT_CHAT_URL'), httpMethod: 'POST', payload: { template: chatPayload } },
          disableResolveMessage: false,
        },
      ],
    },
  ],
};

import { alertStates, moments, policyChanges } from '../grafana/annotations';
import { ownTag, type DashboardSource } from '../grafana/dashboard';
import type { Link } from '../grafana/schema';
import { labelChoice } from '../grafana/variables';

/** Outcomes that count against the objective for errors, as `observability/slo.yaml` has them. */
export const failed = 'outcome=~"provider_error|upstream_failed|cut"';

const inEnvironment = 'environment=~"$environment"';

/** What the choices above a dashboard leave of metrics with these labels. */
export const chosen = {
  environment: inEnvironment,
  provider: `${inEnvironment}, provider=~"$provider"`,
  model: `${inEnvironment}, provider=~"$provider", model=~"$model"`,
  /** By OpenTelemetry's names. */
  genAi: `${inEnvironment}, gen_ai_provider_name=~"$provider", gen_ai_request_model=~"$model"`,
  policy: `${inEnvironment}, policy=~"$policy"`,
} as const;

/** The part of a whole; 0 where nothing of it has happened, and nothing where there is no whole. */
export function part(of: string, whole: string): string {
  return `(sum(${of}) or vector(0)) / (sum(${whole}) > 0)`;
}

/** The same for each value of labels. */
export function partBy(labels: string, of: string, whole: string): string {
  const all = `sum by (${labels}) (${whole})`;
  return `(sum by (${labels}) (${of}) or ${all} * 0) / (${all} > 0)`;
}

/** A quantile of a histogram, of all its series together or for each value of `labels`. */
export function quantile(q: number, buckets: string, labels = '', window = '$__rate_interval'): string {
  const by = labels === '' ? 'le' : `le, ${labels}`;
  return `histogram_quantile(${q}, sum by (${by}) (rate(${buckets}[${window}])))`;
}

const choices = {
  environment: labelChoice(
    {
      name: 'environment',
      label: 'Environment',
      description: 'The label that Prometheus gives each gateway it reads.',
    },
    'luthien_build_info',
    'environment',
  ),
  provider: labelChoice(
    { name: 'provider', label: 'Provider', description: 'Whose model was called.' },
    'luthien_call_duration_seconds_count{environment=~"$environment"}',
    'provider',
  ),
  model: labelChoice(
    {
      name: 'model',
      label: 'Model',
      description:
        'As the price table or the configuration names it, perhaps by a route with a wildcard; "other" is every model that neither knows.',
    },
    'luthien_call_duration_seconds_count{environment=~"$environment", provider=~"$provider"}',
    'model',
  ),
  policy: labelChoice(
    { name: 'policy', label: 'Policy', description: 'By its name in the configuration.' },
    'luthien_policy_runs_total{environment=~"$environment"}',
    'policy',
  ),
} as const;

/** Every dashboard has all four, so that a choice goes along from one to the next. */
export const usualVariables = [choices.environment, choices.provider, choices.model, choices.policy];

const usualAnnotations = [
  alertStates,
  moments(
    'Starts',
    `process_start_time_seconds{${inEnvironment}} * 1000 * on (environment, instance) group_left (version) luthien_build_info`,
    {
      title: 'Gateway started',
      text: '{{instance}}, version {{version}}: deployed, or started again',
    },
  ),
  policyChanges,
];

const choicesKept = '${environment:queryparam}&${provider:queryparam}&${model:queryparam}&${policy:queryparam}';
const titles = {
  'luthien-health': 'System health',
  'luthien-policies': 'Calls and policies',
  'luthien-cost': 'Cost',
  'luthien-call': 'Call drill-down',
  'luthien-gateway': 'Gateway internals',
} as const;

export type DashboardUid = keyof typeof titles;

/** The address of a dashboard, with the choices and the time of this one. */
export function dashboardAddress(uid: DashboardUid, more = ''): string {
  return `/d/${uid}?\${__url_time_range}&${choicesKept}${more}`;
}

/** From a row that has a call's ids to the call, on a dashboard and in the app. */
export const toCall: Link[] = [
  {
    title: 'Show this call: diff, trace and logs',
    url: dashboardAddress(
      'luthien-call',
      '&var-callId=${__data.fields["call_id"]}&var-traceId=${__data.fields["trace_id"]}',
    ),
  },
  { title: 'Open in the app', url: '/a/luthien-lens-app/calls/${__data.fields["call_id"]}' },
];

/** From a series of a model, or of a provider, to the calls of that time. */
export const toCallsOfModel: Link[] = [
  {
    title: 'Calls of this model',
    url: '/d/luthien-call?${__url_time_range}&${environment:queryparam}&var-model=${__field.labels.model}',
  },
];

/** What all dashboards have in common. */
export function dashboard(
  uid: DashboardUid,
  source: Omit<DashboardSource, 'uid' | 'title' | 'variables' | 'annotations' | 'links' | 'from' | 'refresh'> &
    Partial<Pick<DashboardSource, 'variables' | 'from'>>,
): DashboardSource {
  return {
    uid,
    title: titles[uid],
    variables: usualVariables,
    annotations: usualAnnotations,
    from: 'now-6h',
    refresh: '30s',
    ...source,
    links: [
      {
        ...{ type: 'dashboards', title: 'More dashboards', tags: [ownTag], asDropdown: true, icon: 'external link' },
        ...{ includeVars: true, keepTime: true, targetBlank: false, tooltip: '' },
      },
      {
        ...{ type: 'link', title: 'All calls', tags: [], asDropdown: false, icon: 'external link' },
        ...{ includeVars: false, keepTime: false, targetBlank: false, tooltip: 'The list of calls in the app' },
        url: '/a/luthien-lens-app/calls',
      },
    ],
  };
}

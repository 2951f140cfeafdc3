import { like, named } from '../grafana/panel';
import { bars, graph, stat, table } from '../grafana/panels';
import { now, series, sql } from '../grafana/queries';
import { oneOfLabel } from '../grafana/variables';
import { bandPanels } from './bands';
import { callTable } from './callTable';
import {
  chosen,
  dashboard,
  dashboardAddress,
  failed,
  part,
  partBy,
  quantile,
  toCallsOfModel,
  usualVariables,
} from './common';

const window = '$__rate_interval';
const ended = `luthien_calls_ended_total{${chosen.environment}}`;
const failedCalls = `luthien_calls_ended_total{${chosen.environment}, ${failed}}`;
const requests = `api_requests_total{${chosen.environment}}`;
const serverErrors = `api_requests_total{${chosen.environment}, status=~"5.."}`;
const durations = `luthien_call_duration_seconds_bucket{${chosen.model}}`;

const isItWell = [
  stat({
    title: 'Availability',
    description:
      'The part of calls that were not answered with 5xx, within the chosen time. The objective is 99.5 %; below 95 % somebody is paged. From api_requests_total.',
    unit: 'percentunit',
    decimals: 2,
    max: 1,
    noValue: 'no calls',
    thresholds: [
      [null, 'red'],
      [0.95, 'orange'],
      [0.995, 'green'],
    ],
    queries: [now(`1 - (${part(`increase(${serverErrors}[$__range])`, `increase(${requests}[$__range])`)})`)],
  }),
  stat({
    title: 'Error rate',
    description:
      'The part of calls that the provider, or the way to it, failed, within the chosen time. The objective is under 5 %; over 10 % somebody is paged. From luthien_calls_ended_total.',
    unit: 'percentunit',
    decimals: 2,
    noValue: 'no calls',
    thresholds: [
      [null, 'green'],
      [0.05, 'orange'],
      [0.1, 'red'],
    ],
    dataLinks: [{ title: 'Errors that are the same, in the app', url: '/a/luthien-lens-app/errors' }],
    queries: [now(part(`increase(${failedCalls}[$__range])`, `increase(${ended}[$__range])`))],
  }),
  stat({
    title: 'Latency (p95)',
    description:
      'From the first byte of a call to the end of its answer: 95 of 100 calls within the chosen time were as quick or quicker. The objective is under 30 s; over 60 s somebody is paged. From luthien_call_duration_seconds.',
    unit: 's',
    decimals: 1,
    noValue: 'no calls',
    thresholds: [
      [null, 'green'],
      [30, 'orange'],
      [60, 'red'],
    ],
    queries: [now(quantile(0.95, durations, '', '$__range'))],
  }),
  stat({
    title: 'Calls a second',
    description: 'Calls that ended, a second. The line shows the chosen time. From luthien_call_duration_seconds.',
    unit: 'reqps',
    decimals: 2,
    noValue: '0',
    queries: [series(`sum(rate(luthien_call_duration_seconds_count{${chosen.model}}[${window}]))`)],
  }),
  stat({
    title: 'Active users',
    description:
      'Users with a call within the last five minutes, as far as callers name them. A user of several gateways counts in each. From active_users.',
    unit: 'none',
    noValue: '0',
    queries: [series(`sum(active_users{${chosen.environment}})`)],
  }),
  stat({
    title: 'Unrecorded',
    description:
      'Calls within the chosen time that found no room in the spool: they were answered, and nobody can look at them. Anything but 0 is a loss. From luthien_calls_not_recorded_total.',
    unit: 'none',
    decimals: 0,
    noValue: '0',
    thresholds: [
      [null, 'green'],
      [1, 'red'],
    ],
    dataLinks: [{ title: 'Gateway internals', url: dashboardAddress('luthien-gateway') }],
    queries: [now(`sum(increase(luthien_calls_not_recorded_total{${chosen.environment}}[$__range]))`)],
  }),
];

const trends = [
  graph({
    title: 'Calls by how they ended',
    description:
      'Calls a second, upon each other. Complete and blocked are as they should be; aborted: the client left; rejected: the gateway refused; the others failed. From luthien_calls_ended_total.',
    unit: 'reqps',
    stacked: true,
    overrides: [
      named('complete', { color: { mode: 'fixed', fixedColor: 'green' } }),
      named('blocked', { color: { mode: 'fixed', fixedColor: 'purple' } }),
      named('aborted', { color: { mode: 'fixed', fixedColor: 'yellow' } }),
      named('rejected', { color: { mode: 'fixed', fixedColor: 'orange' } }),
      like('provider_error|upstream_failed|cut|interrupted', { color: { mode: 'shades', fixedColor: 'red' } }),
    ],
    queries: [series(`sum by (outcome) (rate(${ended}[${window}]))`, '{{outcome}}')],
  }),
  graph({
    title: 'Error rate over time',
    description:
      'The part of calls that the provider, or the way to it, failed, and of those that were answered with 5xx. The dashed lines are the objective (5 %) and the limit at which somebody is paged (10 %). From luthien_calls_ended_total and api_requests_total.',
    unit: 'percentunit',
    min: 0,
    thresholdLines: true,
    thresholds: [
      [null, 'green'],
      [0.05, 'orange'],
      [0.1, 'red'],
    ],
    queries: [
      series(part(`rate(${failedCalls}[${window}])`, `rate(${ended}[${window}])`), 'failed by provider'),
      series(part(`rate(${serverErrors}[${window}])`, `rate(${requests}[${window}])`), 'answered with 5xx'),
    ],
  }),
  graph({
    title: 'Latency: 50th, 95th and 99th percentile',
    description:
      'How long calls take from their first byte to the end of their answer. Each diamond is a call: hover it to open its trace. The dashed lines are the objective for the 95th percentile (30 s) and the limit at which somebody is paged (60 s). From luthien_call_duration_seconds.',
    unit: 's',
    thresholdLines: true,
    thresholds: [
      [null, 'green'],
      [30, 'orange'],
      [60, 'red'],
    ],
    queries: [
      series(quantile(0.99, durations), 'p99'),
      series(quantile(0.95, durations), 'p95', { exemplars: true }),
      series(quantile(0.5, durations), 'p50'),
    ],
  }),
  bars({
    title: 'Error budget that is left',
    description:
      'Of the failures that the objectives allow in 30 days, the part that is not used up. Below 0 the objective is missed. All environments together. From the recording rules of observability/slo.yaml, which Prometheus has to have loaded: without them nothing is shown.',
    unit: 'percentunit',
    min: 0,
    max: 1,
    decimals: 1,
    noValue: 'no calls yet',
    thresholds: [
      [null, 'red'],
      [0.1, 'orange'],
      [0.5, 'green'],
    ],
    queries: [now('clamp_min(slo:period_error_budget_remaining:ratio, -1)', '{{sloth_slo}}')],
  }),
];

const breakdowns = [
  graph({
    title: 'Error rate by provider and model',
    description:
      'The part of model calls that failed, for each model. From gen_ai_client_inference_duration_seconds, which has error_type where a call failed.',
    unit: 'percentunit',
    min: 0,
    dataLinks: toCallsOfModel,
    thresholdLines: true,
    thresholds: [
      [null, 'green'],
      [0.05, 'orange'],
      [0.1, 'red'],
    ],
    queries: [
      series(
        `label_replace(${partBy(
          'gen_ai_provider_name, gen_ai_request_model',
          `rate(gen_ai_client_inference_duration_seconds_count{${chosen.genAi}, error_type!=""}[${window}])`,
          `rate(gen_ai_client_inference_duration_seconds_count{${chosen.genAi}}[${window}])`,
        )}, "model", "$1", "gen_ai_request_model", "(.*)")`,
        '{{gen_ai_provider_name}} {{gen_ai_request_model}}',
      ),
    ],
  }),
  graph({
    title: 'Failed calls by kind of error',
    description: 'Calls a minute that failed on the side of the provider, by its word for it. From llm_errors_total.',
    unit: 'short',
    bars: true,
    stacked: true,
    noValue: '0',
    queries: [
      series(
        `sum by (provider, error_type) (rate(llm_errors_total{${chosen.provider}}[${window}])) * 60`,
        '{{provider}} {{error_type}}',
      ),
    ],
  }),
  graph({
    title: 'Latency by model, 95th percentile',
    description:
      'How long the calls of each model take. Each diamond is a call: hover it to open its trace. From luthien_call_duration_seconds.',
    unit: 's',
    dataLinks: toCallsOfModel,
    queries: [series(quantile(0.95, durations, 'provider, model'), '{{provider}} {{model}}', { exemplars: true })],
  }),
  graph({
    title: 'Time to first chunk by model, 95th percentile',
    description:
      'Of streamed answers: from the request to the first chunk of the provider, which is what people feel as slow. From gen_ai_client_inference_time_to_first_chunk_seconds.',
    unit: 's',
    queries: [
      series(
        quantile(
          0.95,
          `gen_ai_client_inference_time_to_first_chunk_seconds_bucket{${chosen.genAi}}`,
          'gen_ai_provider_name, gen_ai_request_model',
        ),
        '{{gen_ai_provider_name}} {{gen_ai_request_model}}',
        { exemplars: true },
      ),
    ],
  }),
  graph({
    title: 'Users and sessions that are active',
    description:
      'Those with a call within five minutes, as far as callers name them. From active_users and active_sessions.',
    unit: 'none',
    queries: [
      series(`sum(active_users{${chosen.environment}})`, 'users'),
      series(`sum(active_sessions{${chosen.environment}})`, 'sessions'),
    ],
  }),
  table({
    title: 'Errors that are the same',
    description:
      'Groups of errors that were seen within the chosen time, the most frequent first; messages are without numbers, ids and what callers said. From dashboards.errors.',
    width: 12,
    height: 8,
    overrides: [
      named('count', { displayName: 'Seen', 'custom.width': 70 }),
      named('kind', { displayName: 'Kind', 'custom.width': 80 }),
      named('type', {
        displayName: 'Error',
        links: [{ title: 'All groups, in the app', url: '/a/luthien-lens-app/errors' }],
      }),
      named('message', { displayName: 'Message' }),
      named('where', { displayName: 'Where', 'custom.width': 120 }),
      named('last_seen', { displayName: 'Last seen', unit: 'dateTimeFromNow', 'custom.width': 130 }),
      named('call_id', {
        displayName: 'Last call',
        links: [
          {
            title: 'Show this call: diff, trace and logs',
            url: dashboardAddress('luthien-call', '&var-callId=${__data.fields["call_id"]}'),
          },
          { title: 'Open in the app', url: '/a/luthien-lens-app/calls/${__data.fields["call_id"]}' },
        ],
        'custom.width': 120,
      }),
    ],
    queries: [
      sql(`
SELECT sum(count)::bigint AS count, kind, type, message, coalesce(policy, provider, component) AS "where",
  max(last_seen) AS last_seen, min(last_call_id) AS call_id
FROM dashboards.errors
WHERE hour >= date_trunc('hour', $__timeFrom()::timestamptz) AND hour <= $__timeTo()::timestamptz
GROUP BY fingerprint, kind, type, message, policy, provider, component
ORDER BY count DESC LIMIT 50`),
    ],
  }),
];

export const health = dashboard('luthien-health', {
  description:
    'Is it well? Availability, errors and latency against the objectives, what is unusual, and the calls that failed.',
  variables: [
    ...usualVariables,
    oneOfLabel(
      { name: 'watched', label: 'Unusual for', description: 'The model whose bands are shown below.' },
      'luthien_anomaly:value{environment=~"$environment", provider=~"$provider"}',
      'model',
    ),
  ],
  sections: [
    { panels: [...isItWell, ...trends] },
    { title: 'By provider, model and kind of error', panels: breakdowns },
    { title: 'What is unusual', panels: bandPanels },
    {
      title: 'The calls behind it',
      panels: [
        callTable({
          title: 'Calls that failed',
          description:
            'The latest calls that did not end well, within what is chosen above. A row leads to its call: diff, trace and logs. From dashboards.calls.',
          where: "status IN ('provider_error', 'upstream_failed', 'cut', 'interrupted')",
          noValue: 'None failed, within what is chosen above',
        }),
      ],
    },
  ],
});

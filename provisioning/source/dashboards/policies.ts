import { named } from '../grafana/panel';
import { barChart, graph, stat, table } from '../grafana/panels';
import { now, series, sessions, sql } from '../grafana/queries';
import { callTable } from './callTable';
import { chosen, dashboard, part, partBy, quantile, toCallsOfModel } from './common';
import { asChosen, inTime } from './sqlConditions';

const window = '$__rate_interval';
const ended = `luthien_calls_ended_total{${chosen.environment}}`;
const wellEnded = `luthien_calls_ended_total{${chosen.environment}, outcome=~"complete|blocked"}`;
const runs = `luthien_policy_runs_total{${chosen.policy}}`;
const overTime = (metric: string) => `increase(${metric}[$__range])`;

const isItWell = [
  stat({
    title: 'Success',
    description:
      'The part of calls within the chosen time that came to their end, or that a policy blocked, which is what it is for. Below 80 % is told as an alert. From luthien_calls_ended_total.',
    unit: 'percentunit',
    decimals: 1,
    noValue: 'no calls',
    thresholds: [
      [null, 'red'],
      [0.8, 'orange'],
      [0.95, 'green'],
    ],
    queries: [now(part(overTime(wellEnded), overTime(ended)))],
  }),
  stat({
    title: 'Calls',
    description: 'Calls that ended within the chosen time. From luthien_calls_ended_total.',
    unit: 'locale',
    decimals: 0,
    noValue: '0',
    queries: [now(`sum(${overTime(ended)})`)],
  }),
  stat({
    title: 'Changed',
    description:
      'How often a policy changed a request or a response within the chosen time; a call that two policies changed counts twice. From luthien_changed_calls_total.',
    unit: 'locale',
    decimals: 0,
    noValue: '0',
    queries: [now(`sum(${overTime(`luthien_changed_calls_total{${chosen.policy}}`)})`)],
  }),
  stat({
    title: 'Blocked',
    description: 'Calls that a policy blocked within the chosen time. From luthien_calls_ended_total.',
    unit: 'locale',
    decimals: 0,
    noValue: '0',
    queries: [
      now(`sum(${overTime(`luthien_calls_ended_total{${chosen.environment}, outcome="blocked"}`)}) or vector(0)`),
    ],
  }),
  stat({
    title: 'Failed runs',
    description:
      'How often a policy failed or took too long within the chosen time; whether the call went on then is its on_error. Anything but 0 is worth a look. From luthien_policy_failures_total.',
    unit: 'locale',
    decimals: 0,
    noValue: '0',
    thresholds: [
      [null, 'green'],
      [1, 'red'],
    ],
    dataLinks: [{ title: 'Errors that are the same, in the app', url: '/a/luthien-lens-app/errors' }],
    queries: [now(`sum(${overTime(`luthien_policy_failures_total{${chosen.policy}}`)})`)],
  }),
  stat({
    title: 'Invalid',
    description:
      'Calls within the chosen time that the gateway refused as no valid request: a client that is set up wrongly, or that goes beyond a limit. From validation_errors_total.',
    unit: 'locale',
    decimals: 0,
    noValue: '0',
    thresholds: [
      [null, 'green'],
      [1, 'orange'],
    ],
    queries: [now(`sum(${overTime(`validation_errors_total{${chosen.environment}}`)}) or vector(0)`)],
  }),
];

const trends = [
  graph({
    title: 'Success by provider and model',
    description:
      'The part of model calls that did not fail on the side of the provider. The dashed line is 95 %, the other side of the objective for errors. From gen_ai_client_inference_duration_seconds.',
    unit: 'percentunit',
    max: 1,
    softMin: 0.9,
    dataLinks: toCallsOfModel,
    thresholdLines: true,
    thresholds: [
      [null, 'red'],
      [0.95, 'green'],
    ],
    queries: [
      series(
        `label_replace(1 - (${partBy(
          'gen_ai_provider_name, gen_ai_request_model',
          `rate(gen_ai_client_inference_duration_seconds_count{${chosen.genAi}, error_type!=""}[${window}])`,
          `rate(gen_ai_client_inference_duration_seconds_count{${chosen.genAi}}[${window}])`,
        )}), "model", "$1", "gen_ai_request_model", "(.*)")`,
        '{{gen_ai_provider_name}} {{gen_ai_request_model}}',
      ),
    ],
  }),
  graph({
    title: 'Changes by policy',
    description:
      'Calls a minute that each policy changed, by whether it was their request or their response. From luthien_changed_calls_total.',
    unit: 'short',
    stacked: true,
    dataLinks: [
      {
        title: 'Calls with this policy',
        url: '/d/luthien-call?${__url_time_range}&${environment:queryparam}&var-policy=${__field.labels.policy}',
      },
    ],
    queries: [
      series(
        `sum by (policy, direction) (rate(luthien_changed_calls_total{${chosen.policy}}[${window}])) * 60`,
        '{{policy}}: {{direction}}',
      ),
    ],
  }),
  graph({
    title: 'What policies work, 95th percentile',
    description:
      'How long each policy works on a request or a response; of a stream all its events together. It is what the policies make callers wait. From luthien_policy_duration_seconds.',
    unit: 's',
    logarithmic: true,
    queries: [
      series(
        quantile(0.95, `luthien_policy_duration_seconds_bucket{${chosen.policy}}`, 'policy, direction'),
        '{{policy}}: {{direction}}',
      ),
    ],
  }),
  barChart({
    title: 'Duration by size of the prompt',
    description:
      'How long complete calls within the chosen time took, by the tokens that went in: half of them, and 95 of 100. From dashboards.calls.',
    unit: 'ms',
    column: 'tokens in',
    overrides: [named('calls', { 'custom.hideFrom': { viz: true, legend: true, tooltip: false }, unit: 'none' })],
    queries: [
      sql(`
SELECT size AS "tokens in", percentile_cont(0.5) WITHIN GROUP (ORDER BY duration_ms) AS "half of them within",
  percentile_cont(0.95) WITHIN GROUP (ORDER BY duration_ms) AS "95 of 100 within", count(*) AS calls
FROM dashboards.calls,
  LATERAL (SELECT width_bucket(input_tokens, ARRAY[0, 100, 1000, 10000, 50000, 200000]) AS step) AS steps,
  LATERAL (SELECT (ARRAY['under 100', '100 – 1k', '1k – 10k', '10k – 50k', '50k – 200k', '200k and more'])[step] AS size) AS sizes
WHERE ${asChosen}
  AND status = 'complete' AND input_tokens IS NOT NULL AND duration_ms IS NOT NULL
GROUP BY step, size ORDER BY step`),
    ],
  }),
];

const breakdowns = [
  table({
    title: 'Success by provider, model and format',
    description:
      'Calls within the chosen time by who answered, which model was asked and in which API’s format: how many ended well (complete, or blocked by a policy) and how long 95 of 100 took. From dashboards.calls.',
    height: 8,
    width: 14,
    sortBy: { displayName: 'Calls', desc: true },
    overrides: [
      named('provider', { displayName: 'Provider', 'custom.width': 100 }),
      named('model', {
        displayName: 'Model',
        links: [{ title: 'Calls of this model', url: '/d/luthien-call?${__url_time_range}&var-model=${__value.raw}' }],
      }),
      named('format', { displayName: 'Format', 'custom.width': 90 }),
      named('calls', { displayName: 'Calls', 'custom.width': 70 }),
      named('success', {
        displayName: 'Success',
        'custom.width': 80,
        unit: 'percentunit',
        decimals: 1,
        'custom.cellOptions': { type: 'color-text' },
        thresholds: {
          mode: 'absolute',
          steps: [
            { value: null, color: 'red' },
            { value: 0.8, color: 'orange' },
            { value: 0.95, color: 'green' },
          ],
        },
      }),
      named('changed', { displayName: 'Changed', unit: 'percentunit', decimals: 1, 'custom.width': 85 }),
      named('p95', { displayName: 'p95', unit: 'ms', 'custom.width': 80 }),
    ],
    queries: [
      sql(`
SELECT provider, coalesce(final_model, requested_model) AS model, api AS format, count(*) AS calls,
  avg((status IN ('complete', 'blocked'))::int)::float8 AS success,
  avg((request_changed OR response_changed)::int)::float8 AS changed,
  percentile_cont(0.95) WITHIN GROUP (ORDER BY duration_ms) AS p95
FROM dashboards.calls
WHERE ${asChosen}
GROUP BY 1, 2, 3 ORDER BY calls DESC LIMIT 100`),
    ],
  }),
  graph({
    title: 'Refused as invalid, by code',
    description:
      'Calls a minute that the gateway refused as no valid request, by the code of its error; docs/errors.md says what each means. From validation_errors_total.',
    unit: 'short',
    width: 10,
    bars: true,
    stacked: true,
    noValue: 'none was refused',
    queries: [
      series(
        `sum by (error_type) (rate(validation_errors_total{${chosen.environment}}[${window}])) * 60`,
        '{{error_type}}',
      ),
    ],
  }),
  graph({
    title: 'What came of policies’ runs',
    description:
      'Runs a minute by policy and outcome: changed, unchanged, blocked, error, timeout. From luthien_policy_runs_total.',
    unit: 'short',
    width: 8,
    stacked: true,
    queries: [series(`sum by (policy, outcome) (rate(${runs}[${window}])) * 60`, '{{policy}}: {{outcome}}')],
  }),
  graph({
    title: 'What policies said, by severity',
    description:
      'Events a minute that policies emitted; the chain’s own (a policy that failed, a change that could not be kept) are among them. From luthien_policy_events_total.',
    unit: 'short',
    width: 8,
    bars: true,
    stacked: true,
    queries: [
      series(
        `sum by (policy, severity) (rate(luthien_policy_events_total{${chosen.policy}}[${window}])) * 60`,
        '{{policy}}: {{severity}}',
      ),
    ],
  }),
  barChart({
    title: 'What was said of answers',
    description:
      'The mean of the scores that people and judges gave to calls within the chosen time, by name, such as hallucination (1: it is one). From dashboards.scores.',
    unit: 'percentunit',
    width: 8,
    column: 'name',
    horizontal: true,
    legend: false,
    min: 0,
    max: 1,
    noValue: 'no scores',
    queries: [
      sql(`
SELECT name, avg(value)::float8 AS mean FROM dashboards.scores
WHERE at BETWEEN $__timeFrom()::timestamptz AND $__timeTo()::timestamptz AND ${inTime}
GROUP BY name ORDER BY name LIMIT 20`),
    ],
  }),
];

export const policies = dashboard('luthien-policies', {
  description:
    'What became of calls, and what policies did: success, changes, blocks, failures, and the calls they changed.',
  sections: [
    { panels: [...isItWell, ...trends] },
    { title: 'By provider, model, format and policy', panels: breakdowns },
    {
      title: 'The calls behind it',
      panels: [
        callTable({
          title: 'Calls that policies changed or blocked',
          description:
            'The latest, within what is chosen above. A row leads to its call: diff, trace and logs. From dashboards.calls.',
          where: "(request_changed OR response_changed OR status = 'blocked')",
        }),
        table({
          title: 'Sessions: open a row to see its turns',
          description:
            'Conversations with a call within the chosen time, whatever else is chosen, the latest first; only those whose id nobody can guess. A row opens upon its calls, and leads to its page. From the gateway, by the data source of the app.',
          noValue: 'no session with such an id',
          height: 10,
          overrides: [
            named('time', { 'custom.width': 160 }),
            named('session', { 'custom.width': 150 }),
            ...['calls', 'changed', 'blocked', 'failed'].map((name) => named(name, { 'custom.width': 75 })),
            named('inputTokens', { displayName: 'In', description: 'Tokens in', 'custom.width': 70 }),
            named('outputTokens', { displayName: 'Out', description: 'Tokens out', 'custom.width': 70 }),
            named('cost', { decimals: 4, 'custom.width': 90 }),
            named('began', { 'custom.width': 160 }),
            // The data source reads with a token that is not told whose calls were.
            named('user', { 'custom.hidden': true }),
          ],
          queries: [sessions(20)],
        }),
      ],
    },
  ],
});

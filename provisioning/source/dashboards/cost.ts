import { named } from '../grafana/panel';
import { barChart, graph, stat, table } from '../grafana/panels';
import { now, series, sql } from '../grafana/queries';
import { callTable } from './callTable';
import { chosen, dashboard, quantile, toCallsOfModel } from './common';
import { asChosen, inTime } from './sqlConditions';

const window = '$__rate_interval';
const cost = `luthien_cost_usd_total{${chosen.genAi}}`;
const tokens = (of: string) => `gen_ai_client_inference_usage_${of}_tokens_total{${chosen.genAi}}`;
const callCost = (part: string) => `luthien_call_cost_usd_${part}{${chosen.provider}}`;
const overTime = (metric: string) => `increase(${metric}[$__range])`;

const isItWell = [
  stat({
    title: 'Cost',
    description:
      'What the calls of the chosen time cost in US dollars, by list prices. Calls whose price nobody knows are not in it. From luthien_cost_usd_total.',
    unit: 'currencyUSD',
    noValue: '$0',
    queries: [now(`sum(${overTime(cost)})`)],
  }),
  stat({
    title: 'Last 24 hours',
    description: 'In US dollars, whatever time is chosen. Over $200 is told as an alert. From luthien_cost_usd_total.',
    unit: 'currencyUSD',
    noValue: '$0',
    thresholds: [
      [null, 'green'],
      [150, 'orange'],
      [200, 'red'],
    ],
    queries: [now(`sum(increase(${cost}[24h]))`)],
  }),
  stat({
    title: 'Cost per call',
    description:
      'On average within the chosen time. The objective is less than $0.05 for 95 of 100 calls. From luthien_call_cost_usd.',
    unit: 'currencyUSD',
    decimals: 4,
    noValue: 'no calls',
    thresholds: [
      [null, 'green'],
      [0.04, 'orange'],
      [0.05, 'red'],
    ],
    queries: [now(`sum(${overTime(callCost('sum'))}) / (sum(${overTime(callCost('count'))}) > 0)`)],
  }),
  stat({
    title: 'Tokens in',
    description:
      'Within the chosen time, as providers billed them, cached ones included. From gen_ai_client_inference_usage_input_tokens_total.',
    unit: 'short',
    noValue: '0',
    queries: [now(`sum(${overTime(tokens('input'))})`)],
  }),
  stat({
    title: 'Tokens out',
    description: 'Within the chosen time, reasoning included. From gen_ai_client_inference_usage_output_tokens_total.',
    unit: 'short',
    noValue: '0',
    queries: [now(`sum(${overTime(tokens('output'))})`)],
  }),
  stat({
    title: 'Cache reads',
    description:
      'The part of the tokens that went in that providers read from their caches: the more, the cheaper. From gen_ai_client_inference_usage_cache_read_input_tokens_total.',
    unit: 'percentunit',
    decimals: 1,
    noValue: 'no tokens',
    queries: [
      now(`(sum(${overTime(tokens('cache_read_input'))}) or vector(0)) / (sum(${overTime(tokens('input'))}) > 0)`),
    ],
  }),
];

const trends = [
  graph({
    title: 'Cost by model',
    description: 'US dollars an hour, upon each other. From luthien_cost_usd_total.',
    unit: 'currencyUSD',
    stacked: true,
    dataLinks: toCallsOfModel,
    queries: [
      series(
        `label_replace(sum by (gen_ai_provider_name, gen_ai_request_model) (rate(${cost}[${window}])) * 3600, "model", "$1", "gen_ai_request_model", "(.*)")`,
        '{{gen_ai_provider_name}} {{gen_ai_request_model}}',
      ),
    ],
  }),
  graph({
    title: 'Cost of a call: half of them, and 95 of 100',
    description:
      'In US dollars. Each diamond is a call: hover it to open its trace. The dashed line is the objective, $0.05. From luthien_call_cost_usd, whose steps make small values coarse.',
    unit: 'currencyUSD',
    decimals: 4,
    thresholdLines: true,
    thresholds: [
      [null, 'green'],
      [0.05, 'red'],
    ],
    queries: [
      series(quantile(0.95, callCost('bucket')), '95 of 100', { exemplars: true }),
      series(quantile(0.5, callCost('bucket')), 'half of them'),
    ],
  }),
  graph({
    title: 'Tokens in and out',
    description:
      'Tokens a minute. Those from caches are among those that go in, those of reasoning among those that come out. From gen_ai_client_inference_usage_….',
    unit: 'short',
    queries: [
      series(`sum(rate(${tokens('input')}[${window}])) * 60`, 'in'),
      series(`sum(rate(${tokens('cache_read_input')}[${window}])) * 60`, 'in, from caches'),
      series(`sum(rate(${tokens('output')}[${window}])) * 60`, 'out'),
      series(`sum(rate(${tokens('reasoning_output')}[${window}])) * 60`, 'out, reasoning'),
    ],
  }),
  barChart({
    title: 'Cost by day',
    description:
      'US dollars a day (UTC) within the chosen time, exact to the cent: choose a longer time to see more days. Over $200 within 24 hours is told as an alert. From dashboards.calls.',
    unit: 'currencyUSD',
    column: 'day',
    legend: false,
    queries: [
      sql(`
SELECT to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, sum(cost_usd)::float8 AS cost
FROM dashboards.calls
WHERE ${asChosen} AND cost_usd IS NOT NULL
GROUP BY 1 ORDER BY 1`),
    ],
  }),
];

const breakdowns = [
  table({
    title: 'By model',
    description:
      'Calls, tokens and cost within the chosen time by the model that answered, the dearest first. Unknown: calls whose price nobody knows, which the sums leave out. From dashboards.calls.',
    width: 14,
    height: 8,
    overrides: [
      named('provider', { displayName: 'Provider', 'custom.width': 90 }),
      named('model', {
        displayName: 'Model',
        links: [{ title: 'Calls of this model', url: '/d/luthien-call?${__url_time_range}&var-model=${__value.raw}' }],
      }),
      named('cost', { displayName: 'Cost', unit: 'currencyUSD', 'custom.width': 80 }),
      named('per_call', { displayName: 'Per call', unit: 'currencyUSD', decimals: 4, 'custom.width': 85 }),
      named('calls', { displayName: 'Calls', unit: 'locale', 'custom.width': 70 }),
      named('tokens_in', { displayName: 'Tokens in', unit: 'short', 'custom.width': 85 }),
      named('tokens_out', { displayName: 'Tokens out', unit: 'short', 'custom.width': 90 }),
      named('unknown', { displayName: 'Unknown', unit: 'short', 'custom.width': 85 }),
    ],
    queries: [
      sql(`
SELECT provider, coalesce(response_model, final_model, requested_model) AS model, sum(cost_usd)::float8 AS cost,
  avg(cost_usd)::float8 AS per_call, count(*) AS calls, sum(input_tokens)::float8 AS tokens_in,
  sum(output_tokens)::float8 AS tokens_out, count(*) FILTER (WHERE cost_unknown IS NOT NULL) AS unknown
FROM dashboards.calls
WHERE ${asChosen} AND operation <> 'passthrough'
GROUP BY 1, 2 ORDER BY cost DESC NULLS LAST LIMIT 100`),
    ],
  }),
  barChart({
    title: 'By user',
    description:
      'US dollars within the chosen time by the keyed hash of the user, the dearest first. Whose calls these are is shown where LENS_READER_SEES_USERS is true (docs/storage.md); else all are one. From dashboards.calls.',
    unit: 'currencyUSD',
    width: 10,
    column: 'name',
    horizontal: true,
    legend: false,
    min: 0,
    noValue: 'no calls with a price',
    queries: [
      sql(`
SELECT coalesce('user ' || left(user_hash, 8),
    CASE WHEN has_table_privilege('dashboards.sees_users', 'SELECT') THEN 'no user named' ELSE 'all users' END) AS name,
  sum(cost_usd)::float8 AS cost
FROM dashboards.calls
WHERE ${asChosen} AND cost_usd IS NOT NULL
GROUP BY 1 ORDER BY cost DESC LIMIT 15`),
    ],
  }),
  graph({
    title: 'Calls whose cost is not known',
    description:
      'Calls a minute that are missing in the sums, by why: the price table does not have the model, the tier or the price, or nobody told the tokens. From luthien_price_unknown_total.',
    unit: 'short',
    bars: true,
    stacked: true,
    width: 8,
    noValue: 'every call has a price',
    queries: [
      series(
        `sum by (provider, reason) (rate(luthien_price_unknown_total{${chosen.provider}}[${window}])) * 60`,
        '{{provider}}: {{reason}}',
      ),
    ],
  }),
  graph({
    title: 'Cost that is exact, and estimated',
    description:
      'US dollars an hour by what they are known from: the provider’s bill at the end of the answer, or an estimate of a stream that never came to it. From luthien_cost_usd_total.',
    unit: 'currencyUSD',
    stacked: true,
    width: 8,
    queries: [series(`sum by (basis) (rate(${cost}[${window}])) * 3600`, '{{basis}}')],
  }),
  table({
    title: 'Sessions that cost most',
    description:
      'Conversations within the chosen time whose id nobody can guess, the dearest first. From dashboards.calls.',
    width: 8,
    height: 8,
    noValue: 'no session with such an id',
    overrides: [
      named('session_id', {
        displayName: 'Session',
        links: [{ title: 'Open in the app', url: '/a/luthien-lens-app/sessions/${__value.raw}' }],
      }),
      named('cost', { displayName: 'Cost', unit: 'currencyUSD', 'custom.width': 90 }),
      named('calls', { displayName: 'Calls', 'custom.width': 70 }),
      named('tokens', { displayName: 'Tokens', unit: 'short', 'custom.width': 90 }),
    ],
    queries: [
      sql(`
SELECT session_id, sum(cost_usd)::float8 AS cost, count(*) AS calls,
  sum(coalesce(input_tokens, 0) + coalesce(output_tokens, 0))::float8 AS tokens
FROM dashboards.calls
WHERE ${inTime} AND session_id IS NOT NULL
GROUP BY session_id ORDER BY cost DESC NULLS LAST LIMIT 20`),
    ],
  }),
];

export const costs = dashboard('luthien-cost', {
  description: 'What calls cost, by day, call, model and user, and what drives it: tokens, caches, reasoning.',
  from: 'now-24h',
  sections: [
    { panels: [...isItWell, ...trends] },
    { title: 'By model, user and session', panels: breakdowns },
    {
      title: 'The calls behind it',
      panels: [
        callTable({
          title: 'The dearest calls',
          description:
            'Within what is chosen above, the dearest first. A row leads to its call: diff, trace and logs. From dashboards.calls.',
          where: 'cost_usd IS NOT NULL',
          order: 'cost_usd DESC',
        }),
      ],
    },
  ],
});

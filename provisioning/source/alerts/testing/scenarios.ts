/** How each alert comes to fire and to be over again: series a minute a sample, and when it is looked at. */
export interface Scenario {
  alert: string;
  severity: 'critical' | 'warning';
  series: Record<string, string>;
  /** Minutes at which nothing fires: at first all is well, and at the end again. */
  silentAt: number[];
  firesAt: number;
}

type Phase = [perMinute: number, minutes: number];

/** A counter that rises by so much a minute. */
export function counter(...phases: Phase[]): string {
  let from = 0;
  return phases
    .map(([step, minutes]) => {
      const text = `${from}+${step}x${minutes - 1}`;
      from += step * minutes;
      return text;
    })
    .join(' ');
}

/** A value that is so for so many minutes. */
export function gauge(...phases: [value: number, minutes: number][]): string {
  return phases.map(([value, minutes]) => `${value}+0x${minutes - 1}`).join(' ');
}

const ended = (outcome: string) => `luthien_calls_ended_total{endpoint="/v1/messages", outcome="${outcome}"}`;
const answered = (status: string) => `api_requests_total{endpoint="/v1/messages", status="${status}"}`;
const took = (le: string) => `luthien_call_duration_seconds_bucket{le="${le}"}`;
const always = {
  'luthien_build_info{instance="a"}': gauge([1, 600]),
  'up{job="luthien-lens", instance="a"}': gauge([1, 600]),
};

/** Well for half an hour, ill for half an hour, well again for an hour. */
const ill = { silentAt: [25, 118], firesAt: 58 };
const inPhases = (well: number, bad: number): Phase[] => [
  [well, 30],
  [bad, 30],
  [well, 60],
];
const level = (well: number, bad: number) => gauge(...inPhases(well, bad));
const rising = (well: number, bad: number) => counter(...inPhases(well, bad));

function failing(part: number): Scenario['series'] {
  return { [ended('complete')]: rising(100, 100 * (1 - part)), [ended('provider_error')]: rising(0, 100 * part) };
}

const calls: Scenario[] = [
  { alert: 'LuthienErrorRate', severity: 'critical', series: failing(0.12), ...ill },
  { alert: 'LuthienErrorRate', severity: 'warning', series: failing(0.06), ...ill },
  {
    alert: 'LuthienLatency',
    severity: 'critical',
    series: {
      luthien_call_duration_seconds_count: rising(100, 100),
      [took('30')]: rising(100, 80),
      [took('40.96')]: rising(100, 80),
      [took('81.92')]: rising(100, 80),
      [took('163.84')]: rising(100, 100),
      [took('+Inf')]: rising(100, 100),
    },
    ...ill,
  },
  {
    alert: 'LuthienAvailability',
    severity: 'critical',
    series: { [answered('200')]: rising(100, 94), [answered('502')]: rising(0, 6) },
    ...ill,
  },
  {
    alert: 'LuthienSuccess',
    severity: 'warning',
    series: { [ended('complete')]: rising(100, 75), [ended('rejected')]: rising(0, 25) },
    ...ill,
  },
  {
    alert: 'LuthienDailyCost',
    severity: 'warning',
    // $5 an hour, then $10 a minute, then next to nothing until the day is over.
    series: { 'luthien_cost_usd_total{basis="exact"}': counter([0.1, 30], [10, 30], [0, 1500]) },
    silentAt: [25, 1555],
    firesAt: 70,
  },
];

const instance = 'instance="a"';

const gateways: Scenario[] = [
  {
    alert: 'LuthienGatewayDown',
    severity: 'critical',
    series: {
      [`up{job="luthien-lens", ${instance}}`]: level(1, 0),
      // Prometheus has nothing of a gateway that it could not read.
      [`luthien_build_info{${instance}}`]: `${gauge([1, 30])} stale _x29 ${gauge([1, 60])}`,
    },
    ...ill,
  },
  {
    alert: 'LuthienCallsNotRecorded',
    severity: 'critical',
    series: { [`luthien_calls_not_recorded_total{${instance}}`]: rising(0, 1) },
    ...ill,
  },
  {
    alert: 'LuthienCallsLost',
    severity: 'critical',
    series: {
      [`luthien_recorder_quarantined_calls_total{${instance}}`]: counter([0, 30], [1, 2], [0, 100]),
      [`luthien_recorder_lost_calls_total{${instance}}`]: gauge([0, 132]),
    },
    silentAt: [25, 115],
    firesAt: 60,
  },
  {
    alert: 'LuthienSpoolFilling',
    severity: 'critical',
    series: {
      [`luthien_spool_bytes{${instance}}`]: level(10, 90),
      [`luthien_spool_max_bytes{${instance}}`]: gauge([100, 120]),
    },
    ...ill,
  },
  {
    alert: 'LuthienSpoolFilling',
    severity: 'warning',
    series: {
      [`luthien_spool_bytes{${instance}}`]: level(40, 60),
      [`luthien_spool_max_bytes{${instance}}`]: gauge([100, 120]),
    },
    ...ill,
  },
  {
    alert: 'LuthienRecorderBehind',
    severity: 'warning',
    series: { [`luthien_recorder_lag_seconds{${instance}}`]: level(2, 90) },
    ...ill,
  },
  {
    alert: 'LuthienRecorderBlocked',
    severity: 'critical',
    series: { [`luthien_recorder_blocked{${instance}}`]: level(0, 1) },
    ...ill,
  },
  {
    alert: 'LuthienRecorderRestarts',
    severity: 'warning',
    series: { [`luthien_recorder_restarts_total{${instance}}`]: counter([0, 30], [1, 4], [0, 100]) },
    silentAt: [25, 120],
    firesAt: 60,
  },
  {
    alert: 'LuthienSinkFailing',
    severity: 'warning',
    series: {
      [`luthien_sink_failing{${instance}, sink="loki"}`]: level(0, 1),
      [`luthien_sink_failing{${instance}, sink="postgres"}`]: level(0, 0),
    },
    ...ill,
  },
  {
    alert: 'LuthienSinkDropping',
    severity: 'warning',
    series: {
      [`luthien_sink_dropped_calls_total{${instance}, sink="loki"}`]: rising(0, 3),
      [`luthien_sink_refused_calls_total{${instance}, sink="loki"}`]: rising(0, 0),
      [`luthien_sink_refused_spans_total{${instance}, sink="loki"}`]: rising(0, 0),
    },
    ...ill,
  },
  {
    alert: 'LuthienDiskFilling',
    severity: 'critical',
    series: {
      [`luthien_disk_free_bytes{${instance}}`]: level(40, 4),
      [`luthien_disk_bytes{${instance}}`]: gauge([100, 120]),
    },
    ...ill,
  },
  {
    alert: 'LuthienDiskFilling',
    severity: 'warning',
    // A quarter is free and stays so; then it goes down by half of a hundredth an hour; then room is made.
    series: {
      [`luthien_disk_free_bytes{${instance}}`]: '25+0x359 25-0.008x599 90+0x179',
      [`luthien_disk_bytes{${instance}}`]: gauge([100, 1140]),
    },
    silentAt: [350, 1130],
    firesAt: 900,
  },
  {
    alert: 'LuthienArchiveFailing',
    severity: 'warning',
    // A round an hour, of which two fail.
    series: { [`luthien_archive_failures_total{${instance}}`]: counter([0, 30], [1, 1], [0, 59], [1, 1], [0, 150]) },
    silentAt: [25, 230],
    firesAt: 89,
  },
  {
    alert: 'LuthienUpstreamBusy',
    severity: 'warning',
    series: {
      [`luthien_upstream_active_calls{${instance}, upstream="openai"}`]: level(100, 950),
      [`luthien_upstream_max_calls{${instance}, upstream="openai"}`]: gauge([1000, 120]),
    },
    ...ill,
  },
  {
    alert: 'LuthienPolicyFailing',
    severity: 'warning',
    series: {
      [`luthien_policy_failures_total{${instance}, policy="pii", hook="onRequest", reason="error"}`]: rising(0, 1),
    },
    ...ill,
  },
];

/** All bad for half an hour: each window is full of it, until it has gone by. */
function burning(alert: string, series: Scenario['series'], over: { critical: number; warning: number }): Scenario[] {
  return (['critical', 'warning'] as const).map((severity) => ({
    alert,
    severity,
    series,
    silentAt: [25, over[severity]],
    firesAt: 58,
  }));
}

const thenWell = (well: number, bad: number) => counter([well, 30], [bad, 30], [well, 480]);
const over = { critical: 100, warning: 460 };

const budgets: Scenario[] = [
  ...burning(
    'LuthienAvailabilityBudget',
    { [answered('200')]: thenWell(100, 0), [answered('503')]: thenWell(0, 100) },
    over,
  ),
  ...burning('LuthienErrorBudget', { [ended('complete')]: thenWell(100, 0), [ended('cut')]: thenWell(0, 100) }, over),
  ...burning(
    'LuthienLatencyBudget',
    { luthien_call_duration_seconds_count: thenWell(100, 100), [took('30')]: thenWell(100, 0) },
    over,
  ),
  ...burning(
    'LuthienCostBudget',
    { luthien_call_cost_usd_count: thenWell(100, 100), 'luthien_call_cost_usd_bucket{le="0.05"}': thenWell(100, 0) },
    over,
  ),
];

const model = 'gen_ai_operation_name="chat", gen_ai_provider_name="openai", gen_ai_request_model="gpt-5"';
const inference = 'gen_ai_client_inference_duration_seconds';

/** Two hours as usual, an hour that is not, two hours as usual. */
const unusual = { silentAt: [115, 298], firesAt: 141 };
const oddly = (usual: number, odd: number) => counter([usual, 120], [odd, 60], [usual, 120]);

const anomalies: Scenario[] = [
  {
    alert: 'LuthienUnusualLatency',
    severity: 'warning',
    series: {
      [`${inference}_bucket{${model}, error_type="", le="2.56"}`]: oddly(10, 0),
      [`${inference}_bucket{${model}, error_type="", le="40.96"}`]: oddly(10, 10),
      [`${inference}_bucket{${model}, error_type="", le="+Inf"}`]: oddly(10, 10),
    },
    ...unusual,
  },
  {
    alert: 'LuthienUnusualErrors',
    severity: 'warning',
    series: {
      [`${inference}_count{${model}, error_type=""}`]: oddly(10, 7),
      [`${inference}_count{${model}, error_type="cut"}`]: oddly(0, 3),
    },
    ...unusual,
  },
  {
    alert: 'LuthienUnusualCost',
    severity: 'warning',
    series: { [`luthien_cost_usd_total{${model}, basis="exact"}`]: oddly(0.1, 1) },
    ...unusual,
  },
  {
    alert: 'LuthienUnusualTokens',
    severity: 'warning',
    series: {
      [`gen_ai_client_inference_usage_input_tokens_total{${model}}`]: oddly(5000, 40_000),
      [`gen_ai_client_inference_usage_output_tokens_total{${model}}`]: oddly(500, 500),
    },
    ...unusual,
  },
];

export const scenarios: Scenario[] = [...calls, ...gateways, ...budgets, ...anomalies].map((scenario) => ({
  ...scenario,
  series: { ...(scenario.alert === 'LuthienGatewayDown' ? {} : always), ...scenario.series },
}));

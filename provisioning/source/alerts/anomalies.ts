import type { AlertRule } from './rule';
import { signals } from './signals';
import type { Recording } from './recordings';

const series = 'luthien_anomaly';
/** What goes on now is not in its own band. */
const history = `${series}:value[1d] offset 15m`;
/** Samples of a minute each: an hour of calls, before which nobody knows what is usual. */
const leastSamples = 60;
const deviations = 3;
/** A band is at least as wide, on either side, as this part of its mean. */
const leastPart = 0.25;

/** The value of each signal, and the band of what is usual for it. */
export const anomalyRecordings: Recording[] = [
  ...signals.map(({ name, value }) => ({ record: `${series}:value`, expr: value, labels: { signal: name } })),
  {
    record: `${series}:mean`,
    expr: `avg_over_time(${history}) and count_over_time(${history}) >= ${leastSamples}`,
  },
  { record: `${series}:deviation`, expr: `stddev_over_time(${history}) and ${series}:mean` },
  ...signals.map(({ name, leastWidth }) => {
    const of = (what: string) => `${series}:${what}{signal="${name}"}`;
    const byDeviation = `${deviations} * ${of('deviation')}`;
    const byMean = `${leastPart} * ${of('mean')}`;
    return {
      record: `${series}:width`,
      expr: `clamp_min((${byDeviation} > ${byMean}) or ${byMean}, ${leastWidth})`,
      labels: { signal: name },
    };
  }),
  { record: `${series}:upper`, expr: `${series}:mean + ${series}:width` },
  { record: `${series}:lower`, expr: `clamp_min(${series}:mean - ${series}:width, 0)` },
];

const names: Record<string, string> = {
  latency: 'Latency',
  error_rate: 'Errors',
  cost: 'Cost',
  tokens: 'Tokens',
};

/** Where not any call of the model may be what makes it so. */
const explaining: Record<string, Record<string, string>> = {
  latency: { slower: '1000' },
  error_rate: { status: 'failed' },
};

export const anomalyRules: AlertRule[] = signals.map(({ name, title }) => ({
  name: `LuthienUnusual${names[name] ?? name}`,
  title: `${title} is unusual`,
  severity: 'warning',
  value: `${series}:value{signal="${name}"} / ${series}:upper{signal="${name}"}`,
  above: 1,
  for: '15m',
  says: 'number',
  summary: `${title} is {value} times the most that is usual: {model} of {provider}.`,
  description: 'For a quarter of an hour it is above the band of the last day: its mean and three standard deviations.',
  panel: { dashboard: 'luthien-health', title: `${title}, and what is usual for it` },
  calls: { page: 'calls', filters: explaining[name] ?? {}, minutes: 30 },
}));

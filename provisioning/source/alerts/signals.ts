import type { Unit } from '../grafana/panel';

/** What is watched of each model for being unusual. */
export interface Signal {
  name: string;
  title: string;
  unit: Unit;
  what: string;
  /** PromQL with the labels environment, provider and model. */
  value: string;
  /** The band is at least so wide to either side: less is never worth a look. */
  leastWidth: number;
}

const byModel = 'environment, gen_ai_provider_name, gen_ai_request_model';
const ofModels = 'gen_ai_request_model!="", gen_ai_operation_name="chat"';
const calls = `gen_ai_client_inference_duration_seconds_count{${ofModels}`;

/** With the short names of labels that our own metrics have. */
function shortLabels(expr: string): string {
  const provider = `label_replace(${expr}, "provider", "$1", "gen_ai_provider_name", "(.*)")`;
  const model = `label_replace(${provider}, "model", "$1", "gen_ai_request_model", "(.*)")`;
  return `sum by (environment, provider, model) (${model})`;
}

const rateOf = (metric: string, window: string) => `sum by (${byModel}) (rate(${metric}[${window}]))`;

export const signals: Signal[] = [
  {
    name: 'latency',
    title: 'Latency of a model (95th percentile)',
    unit: 's',
    what: 'What the provider takes for 95 of 100 calls, over ten minutes.',
    value: shortLabels(
      `histogram_quantile(0.95, sum by (le, ${byModel}) (rate(gen_ai_client_inference_duration_seconds_bucket{${ofModels}}[10m]))) >= 0`,
    ),
    leastWidth: 1,
  },
  {
    name: 'error_rate',
    title: 'Error rate of a model',
    unit: 'percentunit',
    what: 'The part of its calls that failed, over ten minutes.',
    value: shortLabels(
      `(${rateOf(`${calls}, error_type!=""}`, '10m')} or ${rateOf(`${calls}}`, '10m')} * 0) / (${rateOf(`${calls}}`, '10m')} > 0)`,
    ),
    leastWidth: 0.05,
  },
  {
    name: 'cost',
    title: 'Cost of a model',
    unit: 'currencyUSD',
    what: 'US dollars an hour, over half an hour.',
    value: shortLabels(`${rateOf(`luthien_cost_usd_total{${ofModels}}`, '30m')} * 3600`),
    leastWidth: 1,
  },
  {
    name: 'tokens',
    title: 'Tokens of a model',
    unit: 'short',
    what: 'Tokens a minute, in and out, over half an hour.',
    value: shortLabels(
      `(${rateOf(`gen_ai_client_inference_usage_input_tokens_total{${ofModels}}`, '30m')} + ${rateOf(`gen_ai_client_inference_usage_output_tokens_total{${ofModels}}`, '30m')}) * 60`,
    ),
    leastWidth: 2000,
  },
];

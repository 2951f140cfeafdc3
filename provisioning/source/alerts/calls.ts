import type { AlertRule } from './rule';

/** Of the calls themselves: errors, latency, availability, success, cost. */

const ended = 'luthien_calls_ended_total';
const failed = `${ended}{outcome=~"provider_error|upstream_failed|cut"}`;
const requests = 'api_requests_total';
const serverErrors = `${requests}{status=~"5.."}`;
const unsuccessful = `${ended}{outcome!~"complete|blocked"}`;
const durations = 'luthien_call_duration_seconds';

const rate = (metric: string, window: string) => `sum by (environment) (rate(${metric}[${window}]))`;

/** Also where not a single call is bad, and their series are not there. */
const part = (bad: string, all: string, window: string) =>
  `(${rate(bad, window)} or ${rate(all, window)} * 0) / ${rate(all, window)}`;

/** At night a single call may be all calls: one alone tells nobody. `increase` of one is a little more than 1. */
const several = (bad: string, window: string) => `sum by (environment) (increase(${bad}[${window}])) > 1.5`;

const slow = (seconds: string, window: string) =>
  `sum by (environment) (increase(${durations}_count[${window}])) - sum by (environment) (increase(${durations}_bucket{le="${seconds}"}[${window}])) > 1.5`;

export const callRules: AlertRule[] = [
  {
    name: 'LuthienErrorRate',
    title: 'More than 10 % of calls fail',
    severity: 'critical',
    value: part(failed, ended, '5m'),
    above: 0.1,
    given: several(failed, '5m'),
    for: '5m',
    says: 'percent',
    summary: '{value} of calls fail on the side of the provider.',
    description:
      'Over five minutes more than 10 % of calls ended in a provider’s error, were cut, or did not reach it.',
    panel: { dashboard: 'luthien-health', title: 'Error rate over time' },
    calls: { page: 'calls', filters: { status: 'failed' }, minutes: 5 },
  },
  {
    name: 'LuthienErrorRate',
    title: 'More than 5 % of calls fail',
    severity: 'warning',
    value: part(failed, ended, '10m'),
    above: 0.05,
    given: several(failed, '10m'),
    for: '10m',
    says: 'percent',
    summary: '{value} of calls fail on the side of the provider.',
    description:
      'Over ten minutes more than 5 % of calls, which is the objective, ended in a provider’s error, were cut, or did not reach it.',
    panel: { dashboard: 'luthien-health', title: 'Error rate over time' },
    calls: { page: 'calls', filters: { status: 'failed' }, minutes: 10 },
  },
  {
    name: 'LuthienLatency',
    title: 'Calls take more than 60 s',
    severity: 'critical',
    value: `histogram_quantile(0.95, sum by (environment, le) (rate(${durations}_bucket[5m])))`,
    above: 60,
    given: slow('40.96', '5m'),
    for: '5m',
    says: 'seconds',
    summary: 'Of 100 calls five take {value} or more.',
    description:
      'Over five minutes the 95th percentile of the duration of calls is above 60 seconds; the objective is 30.',
    panel: { dashboard: 'luthien-health', title: 'Latency: 50th, 95th and 99th percentile' },
    calls: { page: 'calls', filters: { slower: '40960' }, minutes: 5 },
  },
  {
    name: 'LuthienAvailability',
    title: 'Less than 95 % of calls are answered',
    severity: 'critical',
    value: `1 - (${part(serverErrors, requests, '5m')})`,
    below: 0.95,
    given: several(serverErrors, '5m'),
    for: '2m',
    says: 'percent',
    summary: 'Only {value} of calls are answered with something other than 5xx.',
    description:
      'Over five minutes less than 95 % of calls were answered with something other than 5xx; the objective is 99.5 %.',
    panel: { dashboard: 'luthien-health', title: 'Error rate over time' },
    calls: { page: 'calls', filters: { status: 'unsuccessful' }, minutes: 5 },
  },
  {
    name: 'LuthienSuccess',
    title: 'Less than 80 % of calls succeed',
    severity: 'warning',
    value: `1 - (${part(unsuccessful, ended, '10m')})`,
    below: 0.8,
    given: several(unsuccessful, '10m'),
    for: '10m',
    says: 'percent',
    summary: 'Only {value} of calls succeed.',
    description:
      'Over ten minutes less than 80 % of calls came to their end or were blocked by a policy: the others failed, were refused, or their client left.',
    panel: { dashboard: 'luthien-policies', title: 'Success' },
    calls: { page: 'calls', filters: { status: 'unsuccessful' }, minutes: 10 },
  },
  {
    name: 'LuthienDailyCost',
    title: 'Calls cost more than $200 a day',
    severity: 'warning',
    value: 'sum by (environment) (increase(luthien_cost_usd_total[1d]))',
    above: 200,
    for: '5m',
    says: 'dollars',
    summary: 'Calls of the last 24 hours cost {value}.',
    description:
      'The calls of the last 24 hours cost more than $200 by list prices; calls whose price nobody knows are not in it.',
    panel: { dashboard: 'luthien-cost', title: 'Last 24 hours' },
    calls: { page: 'calls', filters: { dearer: '0.01' }, minutes: 24 * 60 },
  },
];

import type { Objective } from '../objectives';
import type { AlertRule } from './rule';
import type { Recording } from './recordings';

/** Of errors that the objectives allow, in the names of Sloth, so that its dashboards read them too. */

const windows = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'] as const;
type Window = (typeof windows)[number];

const service = 'luthien-lens';

function labelsOf({ name }: Objective): Record<string, string> {
  return { sloth_id: `${service}-${name}`, sloth_service: service, sloth_slo: name };
}

const selector = ({ name }: Objective) => `{sloth_service="${service}", sloth_slo="${name}"}`;
const badPart = (objective: Objective, window: Window) => `slo:sli_error:ratio_rate${window}${selector(objective)}`;
const budgetOf = ({ target }: Objective) => Number((1 - target).toFixed(6));

export function budgetRecordings(objectives: Objective[]): Recording[] {
  return objectives.flatMap((objective) => {
    const labels = labelsOf(objective);
    const of = selector(objective);
    const short = `slo:sli_error:ratio_rate5m${of}`;
    const month = `sum_over_time(${short}[30d]) / count_over_time(${short}[30d])`;
    return [
      ...windows.map((window) => ({
        record: `slo:sli_error:ratio_rate${window}`,
        expr: objective.badPart(window),
        labels,
      })),
      { record: 'slo:sli_error:ratio_rate30d', expr: month, labels },
      { record: 'slo:objective:ratio', expr: `vector(${objective.target})`, labels },
      { record: 'slo:error_budget:ratio', expr: `vector(${budgetOf(objective)})`, labels },
      { record: 'slo:current_burn_rate:ratio', expr: `${short} / ${budgetOf(objective)}`, labels },
      {
        record: 'slo:period_error_budget_remaining:ratio',
        expr: `1 - slo:sli_error:ratio_rate30d${of} / ${budgetOf(objective)}`,
        labels,
      },
    ];
  });
}

/** Both windows burn: the long says that it matters, the short that it still goes on. */
interface Burn {
  short: Window;
  long: Window;
  /** Times the rate at which the budget lasts for exactly its 30 days. */
  factor: number;
}

/** As Google's workbook on site reliability has them: 2 % of the budget in an hour, 5 % in six, 10 % in a day and in three. */
const burns: Record<AlertRule['severity'], [Burn, Burn]> = {
  critical: [
    { short: '5m', long: '1h', factor: 14.4 },
    { short: '30m', long: '6h', factor: 6 },
  ],
  warning: [
    { short: '2h', long: '1d', factor: 3 },
    { short: '6h', long: '3d', factor: 1 },
  ],
};

const panels: Record<string, AlertRule['panel']> = {
  'cost-per-request': { dashboard: 'luthien-cost', title: 'Cost of a call: half of them, and 95 of 100' },
};

/** What of calls is bad, by the objective's name. */
const badCalls: Record<string, Record<string, string>> = {
  availability: { status: 'unsuccessful' },
  'error-rate': { status: 'failed' },
  'latency-p95': { slower: '30000' },
  'cost-per-request': { dearer: '0.05' },
};
/** An hour of what burns fast, a day of what burns slowly: the long windows that notice it first. */
const burningMinutes = { critical: 60, warning: 24 * 60 };

export function budgetRules(objectives: Objective[]): AlertRule[] {
  return objectives.flatMap((objective) =>
    (['critical', 'warning'] as const).map((severity): AlertRule => {
      const budget = budgetOf(objective);
      const burning = burns[severity].map(({ short, long, factor }) => {
        const limit = Number((factor * budget).toFixed(6));
        return `(${badPart(objective, short)} > ${limit} and ${badPart(objective, long)} > ${limit})`;
      });
      return {
        name: objective.alert,
        title: `Error budget burns ${severity === 'critical' ? 'fast' : 'slowly'}: ${objective.name}`,
        severity,
        value: `(${burning.join(' or ')}) / ${budget}`,
        above: 0,
        for: '2m',
        says: 'number',
        summary: `The error budget of ${objective.name} burns {value} times as fast as it may.`,
        description: `${objective.description} The objective is ${Number((objective.target * 100).toFixed(4))} % of them in 30 days. ${
          severity === 'critical'
            ? 'At this rate the budget of 30 days is gone within two to five days.'
            : 'At this rate the budget is gone before the 30 days are over.'
        }`,
        panel: panels[objective.name] ?? { dashboard: 'luthien-health', title: 'Error budget that is left' },
        calls: { page: 'calls', filters: badCalls[objective.name] ?? {}, minutes: burningMinutes[severity] },
      };
    }),
  );
}

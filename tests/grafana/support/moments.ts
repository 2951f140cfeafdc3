import { recordingGroups } from '../../../provisioning/source/alerts';
import type { Recording } from '../../../provisioning/source/alerts/recordings';
import { gauge, scenarios, type Scenario } from '../../../provisioning/source/alerts/testing/scenarios';
import type { Objective } from '../../../provisioning/source/objectives';
import { openMetrics, type PlacedSeries, type Span } from './openMetrics';

const minute = 60;
const day = 24 * 60 * minute;
/** When all scenarios are over, and the cost of the day, too: they go on as they end. */
const overAfter = 1485 * minute;
/** Prometheus keeps what is not older than 15 days. */
const ago = { ill: 2 * day, burning: 8 * day, quiet: 10 * day };

const quiet = {
  'up{job="luthien-lens", instance="a"}': gauge([1, 60]),
  'luthien_build_info{instance="a"}': gauge([1, 60]),
};

/** A past in which each alert has its reason to fire. */
export interface Past {
  /** In the form of OpenMetrics. */
  samples: string;
  /** Series to be made of them, each after those that it reads. */
  recordings: Recording[];
  /** When these are made. */
  recorded: Span[];
  /** Seconds since 1970. */
  moments: Record<Moment, number>;
}

/**
 * Quiet: a gateway without a single call. Burning: what the error budgets are about, which is of all environments
 * together, and so has a time of its own. Ill: what all the others are about. Well: all is over.
 */
export type Moment = 'quiet' | 'burning' | 'ill' | 'well';

export function isOfBudget({ alert }: Pick<Scenario, 'alert'>, objectives: readonly Objective[]): boolean {
  return objectives.some((objective) => objective.alert === alert);
}

/** The environment in which a scenario takes place. */
export function environmentOf({ alert, severity }: Pick<Scenario, 'alert' | 'severity'>): string {
  return `${alert}-${severity}`;
}

export function pastOf(objectives: Objective[], now: number): Past {
  const today = Math.floor(now / minute) * minute;
  const ill = today - ago.ill;
  const moments = { quiet: today - ago.quiet, burning: today - ago.burning, ill, well: ill + overAfter };
  const placed = scenarios.map((scenario): PlacedSeries => ({
    series: scenario.series,
    labels: { environment: environmentOf(scenario) },
    from: moments[isOfBudget(scenario, objectives) ? 'burning' : 'ill'] - scenario.firesAt * minute,
  }));
  const upTo = (moment: Moment, hours: number): Span => ({
    from: moments[moment] - hours * 60 * minute,
    to: moments[moment],
  });
  return {
    samples: openMetrics(
      [{ series: quiet, labels: { environment: 'quiet' }, from: upTo('quiet', 1).from }, ...placed],
      [upTo('quiet', 1), upTo('burning', 1), upTo('ill', 15), upTo('well', 3)],
    ),
    recordings: recordingGroups(objectives).flatMap(({ rules }) => rules),
    // Of what is usual for a model an hour must be known.
    recorded: [upTo('burning', 1), upTo('ill', 3), upTo('well', 2)],
    moments,
  };
}

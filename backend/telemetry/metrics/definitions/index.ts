import { calls } from './calls';
import { contents } from './contents';
import { process } from './process';
import { recording } from './recording';

export type { GenAiNames, MetricDefinition } from './metricDefinition';

/**
 * Every metric of `/metrics`: the one place that gives it its name, type, labels and words; `docs/metrics.md` is tested
 * against it. Base units, `_total` for counters, `luthien_` before a name that is ours alone.
 */
export const metricDefinitions = { ...calls, ...contents, ...recording, ...process };

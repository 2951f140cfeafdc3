import { performance } from 'node:perf_hooks';
import { modelMatcher } from '@lens/core/models';
import { keepAll, type CallListener, type StoredSummary } from '../../call';
import type { LensConfig } from '../../config';
import { createRealtime, type RealtimeCounts } from '../realtime/createRealtime';
import { createActiveOwners } from './activeOwners';
import { createCallMetrics } from './callMetrics';
import { createMetrics, type Metrics } from './createMetrics';
import { observeEventLoopDelay } from './eventLoopDelay';
import { createModelLabels } from './modelLabels';
import { createStoredMetrics } from './storedMetrics';

interface OpenMetrics {
  metrics: Metrics;
  realtime: RealtimeCounts;
  /** Count calls as they end. */
  listeners: CallListener[];
  /** Counts what was in them, when they are stored. */
  onStored: (calls: readonly StoredSummary[]) => void;
}

/**
 * @param known the name that a provider's model is known by; null for one that nobody knows
 * @param isTraced traces are sent somewhere; where they are not, every call has its own here
 */
export function openMetrics(
  config: LensConfig,
  known: (provider: string, model: string) => string | null,
  isTraced: boolean,
): OpenMetrics {
  const metrics = createMetrics(config.telemetry.genAiNames);
  const modelLabel = createModelLabels(routeOf(config), known);
  const owners = createActiveOwners(Date.now);
  const countStored = createStoredMetrics(metrics, modelLabel);
  const realtime = createRealtime(() => performance.now());
  metrics.addSource(owners.readings);
  observeEventLoopDelay(metrics);
  return {
    metrics,
    realtime,
    listeners: [
      createCallMetrics({ metrics, modelLabel, sampling: isTraced ? config.sampling : keepAll }),
      realtime.listener,
    ],
    onStored(calls) {
      countStored(calls);
      owners.see(calls);
      realtime.onStored(calls);
    },
  };
}

/** The model as its route spells it; one that takes every model says nothing of it. */
function routeOf({ routes }: LensConfig): (model: string) => string | null {
  const spelled = routes.map(({ model }) => ({ model, matches: modelMatcher(model) }));
  return (asked) => {
    const model = spelled.find(({ matches }) => matches(asked))?.model ?? null;
    return model === null || /^\**$/.test(model) ? null : model;
  };
}

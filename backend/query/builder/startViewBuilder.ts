import type { Log } from '../../store';
import { startBuilderProcess, type BuilderProcess } from './builderProcess';
import type { BuilderData } from './messages';
import { createTurns } from './turns';
import type { ViewBuilder } from './viewBuilder';
import { ViewError, type ViewErrorCode } from './viewError';

export interface ViewBuilderOptions {
  /** The builder's bundle: `dist/viewBuilder.js`. */
  file: string;
  data: BuilderData;
  log: Log;
  /** Counts the views that could not be had. */
  limitsHit?: Record<ViewErrorCode, number>;
  /** Memory that its objects may take. */
  heapBytes?: number;
  /** How long one view may take. */
  ceilingMs?: number;
  /** How many views may wait for their turn. */
  maxWaiting?: number;
}

export interface RunningViewBuilder extends ViewBuilder {
  stop(): Promise<void>;
}

/** As much as the recorder has: what it could store can be shown. */
const defaultHeapBytes = 1024 * 1024 * 1024;
const defaultCeilingMs = 20_000;
const defaultMaxWaiting = 16;

/**
 * Builds views in one process of its own, one after the other. A view that is too much costs that process, never the
 * gateway: it is ended and the next view has a new one.
 */
export function startViewBuilder(options: ViewBuilderOptions): RunningViewBuilder {
  const { file, data, log, limitsHit } = options;
  const { heapBytes = defaultHeapBytes, ceilingMs = defaultCeilingMs, maxWaiting = defaultMaxWaiting } = options;
  const turns = createTurns(maxWaiting);
  const start = () => startBuilderProcess({ file, heapBytes, data });
  let running: BuilderProcess = start();
  let stopped = false;

  function alive(): BuilderProcess {
    if (running.ended() && !stopped) running = start();
    return running;
  }

  return {
    async build(job, { patienceMs = ceilingMs } = {}) {
      try {
        return await turns.take(patienceMs, () => alive().build(job, ceilingMs));
      } catch (error) {
        if (error instanceof ViewError) {
          if (limitsHit) limitsHit[error.code] += 1;
          if (error.code !== 'busy') log.warn(`A view could not be built: ${error.reason}`);
        }
        throw error;
      } finally {
        // The next reader shall not wait for its start.
        alive();
      }
    },
    stop() {
      stopped = true;
      return running.kill();
    },
  };
}

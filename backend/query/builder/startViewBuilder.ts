import type { Log } from '../../log';
import { startBuilderProcess, type BuilderProcess } from './builderProcess';
import type { BuilderData } from './messages';
import { createTurns } from './turns';
import type { ViewBuilder } from './viewBuilder';
import { ViewError, type ViewLimit } from './viewError';

export interface ViewBuilderOptions {
  /** The builder's bundle: `dist/viewBuilder.js`. */
  file: string;
  data: BuilderData;
  log: Log;
  /** Counts the views that could not be had. */
  limitsHit?: Record<ViewLimit, number>;
  /** Memory that its objects may take. */
  heapBytes?: number;
  /** How long one view may take. */
  ceilingMs?: number;
  /** How many views may be built at one time. */
  builders?: number;
  /** How many views may wait for their turn. */
  maxWaiting?: number;
}

export interface RunningViewBuilder extends ViewBuilder {
  stats(): ViewBuilderStats;
  stop(): Promise<void>;
}

export interface ViewBuilderStats {
  /** Views that were built since the start. */
  built: number;
  /** Processes that ended before they were told to: of a view that was too much, or took too long. */
  deaths: number;
  building: number;
  waiting: number;
}

/** As much as the recorder has: what it could store can be shown. */
const defaultHeapBytes = 1024 * 1024 * 1024;
const defaultCeilingMs = 20_000;
const defaultMaxWaiting = 16;
/** In parts of the time that a view may take: who waits behind the slowest is not to give up as its turn comes. */
const patience = 1.5;
/** So that one view that takes its whole time holds up nobody else's. */
const defaultBuilders = 2;

/**
 * Builds views in processes of their own, one after the other in each. A view that is too much costs its process, never the
 * gateway: it is ended and the next view has a new one.
 */
export function startViewBuilder(options: ViewBuilderOptions): RunningViewBuilder {
  const { file, data, log, limitsHit } = options;
  const { heapBytes = defaultHeapBytes, ceilingMs = defaultCeilingMs } = options;
  const turns = createTurns(options.builders ?? defaultBuilders, options.maxWaiting ?? defaultMaxWaiting);
  /** By their places; another than the first is started when it is needed. */
  const running: BuilderProcess[] = [];
  const counts = { built: 0, deaths: 0 };
  let stopped = false;

  function alive(place: number): BuilderProcess {
    const kept = running[place];
    if (kept && !kept.ended()) return kept;
    if (stopped) throw new ViewError('busy', 'The server is being stopped.');
    return (running[place] = startBuilderProcess({ file, heapBytes, data, onGone }));
  }

  function onGone(): void {
    if (!stopped) counts.deaths += 1;
  }

  alive(0);

  return {
    stats() {
      const { taken, waiting } = turns.inUse();
      return { ...counts, building: taken, waiting };
    },
    async build(job, { patienceMs = ceilingMs * patience } = {}) {
      try {
        const built = await turns.take(patienceMs, async (place) => alive(place).build(job, ceilingMs));
        counts.built += 1;
        return built;
      } catch (error) {
        if (error instanceof ViewError) {
          if (limitsHit && error.code !== 'call_damaged') limitsHit[error.code] += 1;
          if (error.code !== 'busy') log.warn({ reason: error.reason }, 'A view could not be built.');
        }
        throw error;
      } finally {
        // The next reader shall not wait for its start.
        if (!stopped) alive(0);
      }
    },
    async stop() {
      stopped = true;
      await Promise.all(running.map((builder) => builder.kill()));
    },
  };
}

import type { FeedRecord, StoredSummary } from '../../call';
import type { Log } from '../../log';
import { nodeFs } from '../spool/fs';
import { diedOfCall } from './attempts';
import { forkRecorder, type RecorderProcessOptions, type RecorderProcess } from './forkRecorder';
import { watchGatewayLoad } from './gatewayLoad';
import type { RecorderHealth } from './health';
import type { RecorderStats } from './recorder';

export interface StartRecorderOptions extends RecorderProcessOptions {
  /** The sequence of the last record that is in the spool. */
  written: () => number;
  /** Is told how the recorder gets on. */
  health: RecorderHealth;
  /**
   * Is told of calls once they are stored, in batches of at most 500: of each once, whatever is delivered again after a
   * crash. Of those that were stored in the moment of one nobody is told.
   */
  onStored: (calls: StoredSummary[]) => void;
  /** Is given records of calls for the live feed; after a crash some may come again. */
  onRecords?: (records: FeedRecord[]) => void;
  log: Log;
  firstRestartMs?: number;
  maxRestartMs?: number;
}

export interface RunningRecorder {
  /** The figures of at most a second ago; null before the first. */
  stats(): (RecorderStats & { restarts: number }) | null;
  /**
   * Stores everything that is in the spool, for at most `drain` milliseconds, then ends the process. What is left is
   * stored at the next start.
   */
  stop(options: { drain: number }): Promise<void>;
  /** Ends the process at once; it is started again. For tests of that, and for operators. */
  terminate(): Promise<void>;
}

/** A recorder that ran so long was sound: its next restart comes quickly again. */
const soundMs = 60_000;
/** Beyond the drain: for a write that is under way. */
const graceMs = 2_000;

/**
 * Runs the recorder in a process of its own: where V8 runs out of memory it ends the whole process, and nothing can stop
 * it from that. When the recorder ends unasked it is started again and goes on from the checkpoint: at once when it died
 * of a call (`attempts.ts` sees to it that it does not die of the same one for ever), else after growing pauses.
 */
export function startRecorder(options: StartRecorderOptions): RunningRecorder {
  const { log, firstRestartMs = 100, maxRestartMs = 10_000 } = options;
  let latest: RecorderStats | null = null;
  let restarts = 0;
  let pause = firstRestartMs;
  let restart: NodeJS.Timeout | null = null;
  let stopping = false;
  let isBusy = false;
  let running = start();
  const endWatch = watchGatewayLoad((busy) => {
    isBusy = busy;
    running.send({ type: 'gateway', busy });
  });

  function start(): RecorderProcess {
    const startedAt = performance.now();
    let isLeaving = false;
    const begun = forkRecorder(options, {
      receive(message) {
        if (message.type === 'stats') heard(message.stats);
        else if (message.type === 'stored') options.onStored(message.calls);
        else if (message.type === 'records') options.onRecords?.(message.records);
        else if (message.type === 'leaving') isLeaving = true;
        else log[message.level](message.fields, message.message);
      },
      ended(reason) {
        if (stopping) return;
        if (isLeaving) running = start();
        else revive(reason, performance.now() - startedAt);
      },
    });
    begun.send({ type: 'gateway', busy: isBusy });
    return begun;
  }

  function heard(stats: RecorderStats): void {
    latest = stats;
    const { recorded, checkpoint, unstored, sequence, blocked } = stats;
    const pending = unstored > 0 || sequence < options.written();
    options.health.heard({ recorded, checkpoint, pending, failing: blocked });
  }

  function revive(reason: string, ranMs: number): void {
    restarts++;
    // Of one call it dies three times at most: whoever sends such calls must not make all others wait longer and longer.
    const ofCall = diedOfCall(nodeFs, options.data.dir);
    if (ofCall || ranMs >= soundMs) pause = firstRestartMs;
    else pause = Math.min(2 * pause, maxRestartMs);
    log.error({ reason, restarts, pause_ms: pause }, 'The recorder stopped and is started again.');
    restart = setTimeout(() => (running = start()), pause);
  }

  async function stop({ drain }: { drain: number }): Promise<void> {
    stopping = true;
    endWatch();
    if (restart) clearTimeout(restart);
    running.send({ type: 'stop', drainMs: drain });
    const patience = setTimeout(running.kill, drain + graceMs);
    await running.ended;
    clearTimeout(patience);
  }

  async function terminate(): Promise<void> {
    running.kill();
    await running.ended;
  }

  return { stats: () => latest && { ...latest, restarts }, stop, terminate };
}

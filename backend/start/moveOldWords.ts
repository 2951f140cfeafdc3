import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { messageOf } from '../errors';
import type { Log } from '../log';
import { createOldWords } from '../store';

export interface Moving {
  /** Calls whose words were moved since the start. */
  moved(): number;
  /** Resolves when nothing is under way any more. */
  stop(): Promise<void>;
}

interface MovingOptions {
  pool: Pool;
  /** Whether it is to be done, once that is known. */
  ready: Promise<boolean>;
  log: Log;
  now: () => number;
}

/** So many times as long as a step has taken the database is left to others. */
const restFactor = 9;
const retryMs = 60_000;
/** Of progress, in the log. */
const tellEvery = 100_000;

/** Moves words of calls that versions before have stored to where they take less, a tenth of the time, until all are moved. */
export function moveOldWords({ pool, ready, log, now }: MovingOptions): Moving {
  const stopping = new AbortController();
  let moved = 0;

  async function rest(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
  }

  async function run(): Promise<void> {
    if (!(await ready)) return;
    const old = createOldWords(pool);
    while (!stopping.signal.aborted) {
      const began = now();
      try {
        const some = await old.moveSome();
        if (some === 0) break;
        moved += some;
        if (moved % tellEvery < some) log.info({ calls: moved }, 'Words of older calls are being moved.');
        await rest((now() - began) * restFactor);
      } catch (error) {
        log.info({ error: messageOf(error) }, 'Words of older calls were not moved; it is tried again.');
        await rest(retryMs);
      }
    }
    if (moved > 0 && !stopping.signal.aborted) log.info({ calls: moved }, 'Words of older calls are moved.');
  }

  const running = run();
  return {
    moved: () => moved,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

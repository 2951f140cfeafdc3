import { setTimeout } from 'node:timers/promises';

/** Sleeps that can all be ended at once, so that a stop does not wait for a retry's pause. */
export interface Sleeper {
  sleep(ms: number): Promise<void>;
  /** Ends all sleeps, and those to come at once. */
  wake(): void;
}

export function createSleeper(): Sleeper {
  const awake = new AbortController();
  return {
    async sleep(ms) {
      if (awake.signal.aborted) return;
      // The abort is the wake-up, not an error.
      await setTimeout(ms, undefined, { signal: awake.signal }).catch(() => undefined);
    },
    wake: () => awake.abort(),
  };
}

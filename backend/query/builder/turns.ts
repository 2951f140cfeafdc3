import { ViewError } from './viewError';

export interface Turns {
  /** Does one thing at a time, in the order of their coming. Rejects with `busy` when too many wait, or one too long. */
  take<Result>(patienceMs: number, action: () => Promise<Result>): Promise<Result>;
}

export function createTurns(maxWaiting: number): Turns {
  const waiting = new Set<() => void>();
  let taken = false;

  function free(): void {
    const [next] = waiting;
    if (next === undefined) taken = false;
    else next();
  }

  function wait(patienceMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(begin);
        reject(busy());
      }, patienceMs);
      const begin = () => {
        waiting.delete(begin);
        clearTimeout(timer);
        resolve();
      };
      waiting.add(begin);
    });
  }

  return {
    async take(patienceMs, action) {
      if (!taken) taken = true;
      else if (waiting.size >= maxWaiting) throw busy();
      else await wait(patienceMs);
      try {
        return await action();
      } finally {
        free();
      }
    },
  };
}

function busy(): ViewError {
  return new ViewError(
    'busy',
    'Other readers’ views are being built. Try again in a few seconds; calls are not affected.',
  );
}

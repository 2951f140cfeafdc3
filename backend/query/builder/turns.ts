import { ViewError } from './viewError';

export interface Turns {
  /** Does things in the order of their coming, one at each place. Rejects with `busy` when too many wait, or one too long. */
  take<Result>(patienceMs: number, action: (place: number) => Promise<Result>): Promise<Result>;
  /** Places that are taken, and who waits for one. */
  inUse(): { taken: number; waiting: number };
}

export function createTurns(places: number, maxWaiting: number): Turns {
  const waiting = new Set<(place: number) => void>();
  const free = new Set(Array.from({ length: places }, (_, place) => place));

  function leave(place: number): void {
    const [next] = waiting;
    if (next === undefined) free.add(place);
    else next(place);
  }

  function wait(patienceMs: number): Promise<number> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(begin);
        reject(busy());
      }, patienceMs);
      const begin = (place: number) => {
        waiting.delete(begin);
        clearTimeout(timer);
        resolve(place);
      };
      waiting.add(begin);
    });
  }

  function placeFor(patienceMs: number): number | Promise<number> {
    // The first one as long as it is free, so that the others are used only when they are needed.
    if (free.size > 0) {
      const place = Math.min(...free);
      free.delete(place);
      return place;
    }
    if (waiting.size >= maxWaiting) throw busy();
    return wait(patienceMs);
  }

  return {
    inUse: () => ({ taken: places - free.size, waiting: waiting.size }),
    async take(patienceMs, action) {
      const place = await placeFor(patienceMs);
      try {
        return await action(place);
      } finally {
        leave(place);
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

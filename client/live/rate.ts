const windowMs = 5_000;
const stepMs = 250;

/** How many there were a second, over the last five seconds. */
export interface Rate {
  count(now: number): void;
  perSecond(now: number): number;
}

export function createRate(): Rate {
  const counts = new Map<number, number>();
  return {
    count(now) {
      const step = Math.floor(now / stepMs);
      counts.set(step, (counts.get(step) ?? 0) + 1);
    },
    perSecond(now) {
      let sum = 0;
      for (const [step, count] of counts) {
        if (step * stepMs < now - windowMs) counts.delete(step);
        else sum += count;
      }
      return sum / (windowMs / 1000);
    },
  };
}

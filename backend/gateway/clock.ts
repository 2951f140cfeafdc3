import { performance } from 'node:perf_hooks';

export interface Clock {
  /** Milliseconds that only rise, with fractions; the origin means nothing. */
  monotonic(): number;
  /** Milliseconds since the Unix epoch, with fractions, for what `monotonic` has just given. */
  wall(monotonic: number): number;
}

/** Beyond this the system's clock was set or has drifted from the monotonic one. */
const DRIFT_MS = 5;

/** The machine's clock. Wall time is the monotonic one plus an offset, so that two calls keep their order within a millisecond. */
export function createSystemClock(): Clock {
  let offset = Date.now() - performance.now();
  return {
    monotonic: () => performance.now(),
    wall: (monotonic) => {
      const system = Date.now();
      if (Math.abs(system - (offset + monotonic)) > DRIFT_MS) offset = system - monotonic;
      return offset + monotonic;
    },
  };
}

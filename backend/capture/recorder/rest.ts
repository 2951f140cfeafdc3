/** A reader of pages waits no longer than this for a call, however busy the gateway is. */
const longestRestMs = 10_000;

export interface Rest {
  gatewayIs(busy: boolean): void;
  /** Whether to leave the processors to the gateway for now. */
  isDue(): boolean;
}

/**
 * While the gateway is busy the recorder rests: what it would do can wait in the spool, callers can't. Not even in the
 * idle class does it give way enough: processors share caches and memory, and often a core. After ten seconds the load
 * is no burst, and the recorder works beside it.
 *
 * @param now milliseconds of a clock that nobody sets
 */
export function createRest(now: () => number): Rest {
  let busySince: number | null = null;
  return {
    gatewayIs(busy) {
      busySince = busy ? (busySince ?? now()) : null;
    },
    isDue: () => busySince !== null && now() - busySince < longestRestMs,
  };
}

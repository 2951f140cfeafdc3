/** A reader of pages waits no longer than this for a call, however busy the gateway is. */
const longestRestMs = 10_000;
/** What is read within a second or two; a recorder with more than that before it has fallen behind. */
const mostUnreadBytes = 32 * 1024 * 1024;

export interface Rest {
  gatewayIs(busy: boolean): void;
  /** The recorder has read all there was. */
  caughtUp(): void;
  /** Whether to leave the processors to the gateway for now. */
  isDue(unreadBytes: () => number): boolean;
}

/**
 * While the gateway is busy a recorder that keeps up rests: what it would do can wait in the spool, callers can't. Not
 * even in the idle class does it give way enough: processors share caches and memory, and often a core. One that has
 * fallen behind never rests, and at its start it has: what a process before it left in the spool is old.
 *
 * @param now milliseconds of a clock that nobody sets
 */
export function createRest(now: () => number): Rest {
  let isBusy = false;
  let caughtUpAt = -Infinity;
  return {
    gatewayIs: (busy) => void (isBusy = busy),
    caughtUp: () => void (caughtUpAt = now()),
    isDue: (unreadBytes) => isBusy && now() - caughtUpAt < longestRestMs && unreadBytes() < mostUnreadBytes,
  };
}

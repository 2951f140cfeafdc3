export interface Pace {
  gatewayIs(busy: boolean): void;
  /** Everything is stored but what came just now. */
  caughtUp(): void;
  /** Whether to leave the processors to the gateway for now. */
  isRestDue(unreadBytes: () => number): boolean;
  /** Where the process is to go; null where it is in its place. `isBlocked`: no processor would help it. */
  next(isBlocked: boolean, unreadBytes: () => number): 'to_background' | 'leave' | null;
  /** It is there; where that is not to be had, it stays at its priority. */
  wentToBackground(): void;
}

export interface PaceOptions {
  /** What may wait unread while it rests. */
  restBytes: number;
  /** With so much unread in the idle class it is behind at once: callers would soon wait for room. */
  behindBytes: number;
  /** So long without having caught up, it is behind: nobody who reads pages waits longer for a call. */
  behindMs?: number | undefined;
  /** Milliseconds of a clock that nobody sets. */
  now: () => number;
}

/** A recorder that keeps up catches up that often: it reads in turns and stores in batches. */
const usualMs = 2_000;

/**
 * How hard the recorder works. A recorder that keeps up gives way to the request path, one that is behind does not:
 *
 * - keeps up while the gateway is busy: it rests. Even in the idle class it would take from the gateway, as processors
 *   share caches and memory, and often a core.
 * - keeps up: it works in the idle class, on what the request path leaves of the processors.
 * - behind, as at its start with what a process before it left: it works at its priority, whatever the gateway does.
 *
 * From the idle class a process can't come back without privileges: one that falls behind there is to leave, and another
 * one takes over.
 */
export function createPace({ restBytes, behindBytes, behindMs = 10_000, now }: PaceOptions): Pace {
  let isBusy = false;
  let place: 'at its priority' | 'sent to the background' | 'in the background' = 'at its priority';
  let caughtUpAt = -Infinity;
  let keepsUpSince = Infinity;
  const isBehind = () => now() - caughtUpAt >= behindMs;
  return {
    gatewayIs: (busy) => void (isBusy = busy),
    caughtUp() {
      if (now() - caughtUpAt > usualMs) keepsUpSince = now();
      caughtUpAt = now();
    },
    isRestDue: (unreadBytes) => isBusy && !isBehind() && unreadBytes() < restBytes,
    next(isBlocked, unreadBytes) {
      if (place === 'in the background')
        return !isBlocked && (isBehind() || unreadBytes() >= behindBytes) ? 'leave' : null;
      if (place === 'sent to the background' || isBehind() || now() - keepsUpSince < behindMs) return null;
      place = 'sent to the background';
      return 'to_background';
    },
    wentToBackground: () => void (place = 'in the background'),
  };
}

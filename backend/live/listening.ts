import type { Bus } from './bus';

/** Others' messages are still taken in for so long after the last follower left: he may be back. */
const lingerMs = 120_000;

export interface Listening {
  /** Somebody follows. */
  begin(): Promise<void>;
  /** Nobody follows any more. */
  letGo(): void;
  isOn(): boolean;
  stop(): void;
}

/**
 * Whether others' messages are taken in: while somebody follows, as they may be many times our own.
 *
 * @param onEnd is told when from now on they are not
 */
export function createListening(bus: Bus, onEnd: () => void): Listening {
  let isOn = false;
  let linger: NodeJS.Timeout | null = null;

  function stay(): void {
    if (linger !== null) clearTimeout(linger);
    linger = null;
  }

  return {
    begin() {
      stay();
      isOn = true;
      return bus.listen();
    },
    letGo() {
      stay();
      linger = setTimeout(() => {
        isOn = false;
        bus.stopListening();
        onEnd();
      }, lingerMs).unref();
    },
    isOn: () => isOn,
    stop: stay,
  };
}

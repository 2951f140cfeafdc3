import type { ActivityState } from '@lens/core/api';

/** What a feed shares its messages over with those of other gateways. */
export interface Bus {
  /** Sends messages on as far as that is possible now; never waits, never fails. */
  publish: (messages: readonly string[]) => void;
  /** Whether messages of others are wanted here. Resolves when they come, or when they can't for now. */
  listen(): Promise<void>;
  stopListening(): void;
  state(): ActivityState;
  stats: () => BusStats;
  close(): Promise<void>;
}

export interface BusStats {
  published: number;
  /** Messages that did not reach the others. */
  unpublished: number;
}

/** What a bus tells its feed. */
export interface BusEvents {
  /** A message of any gateway, our own among them. */
  message: (text: string) => void;
  /** Redis is there, or away. */
  state: () => void;
}

/** Of one process: there is nobody to share with. */
export const noBus: Bus = {
  publish: () => undefined,
  listen: () => Promise.resolve(),
  stopListening: () => undefined,
  state: () => ({ shared: false, connected: true }),
  stats: () => ({ published: 0, unpublished: 0 }),
  close: () => Promise.resolve(),
};

import type { Redis } from 'ioredis';

/** A subscribed connection that says nothing may be dead; it is asked so often. */
const askMs = 10_000;
/** For a new follower to be told of others' calls from the first on; longer he does not wait. */
const patienceMs = 2_000;

const awayStates: ReadonlySet<string> = new Set(['close', 'reconnecting', 'end']);

export interface Subscription {
  /** Resolves when it is there, or can't be for now. */
  begin(): Promise<void>;
  end(): void;
  /** It is wanted and there, or not wanted. */
  isAsWanted(): boolean;
  close(): void;
}

export interface SubscriptionEvents {
  message: (text: string) => void;
  /** It has come, or gone. */
  changed: () => void;
  failed: (error: unknown) => void;
}

/** One channel, subscribed again after each new connection while it is wanted. */
export function subscribeOver(redis: Redis, channel: string, events: SubscriptionEvents): Subscription {
  let isWanted = false;
  let isThere = false;
  const waiting = new Set<() => void>();

  function letIn(): void {
    for (const resolve of waiting) resolve();
    waiting.clear();
  }

  async function subscribe(): Promise<void> {
    try {
      if (isWanted && redis.status === 'ready') await redis.subscribe(channel);
      isThere = isWanted && redis.status === 'ready';
      if (isThere) letIn();
    } catch (error) {
      events.failed(error);
    }
    events.changed();
  }

  redis.on('message', (_channel: string, text: string) => events.message(text));
  redis.on('ready', () => void subscribe());
  redis.on('close', () => {
    isThere = false;
    events.changed();
  });
  const asking = setInterval(() => {
    if (isThere) redis.ping().catch(events.failed);
  }, askMs).unref();

  return {
    async begin() {
      isWanted = true;
      // One that is away has been waited for before.
      if (isThere || awayStates.has(redis.status)) return;
      const there = new Promise<void>((resolve) => waiting.add(resolve));
      const late = setTimeout(letIn, patienceMs);
      void subscribe();
      await there;
      clearTimeout(late);
    },
    end() {
      isWanted = false;
      if (isThere) redis.unsubscribe(channel).catch(events.failed);
      isThere = false;
      events.changed();
    },
    isAsWanted: () => isThere || !isWanted,
    close: () => clearInterval(asking),
  };
}

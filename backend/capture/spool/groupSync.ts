/**
 * Group commit: one sync at a time, and whoever comes while it runs shares the next one. `sync` resolves to false when
 * the disk refused.
 */
export interface GroupSync<T> {
  add(item: T): Promise<boolean>;
  /** Resolves when nothing is waiting. */
  idle(): Promise<void>;
}

export function createGroupSync<T>(sync: (items: T[]) => Promise<boolean>): GroupSync<T> {
  let waiting: { item: T; resolve: (synced: boolean) => void }[] = [];
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      const synced = await sync(group.map(({ item }) => item));
      for (const { resolve } of group) resolve(synced);
    }
    running = null;
  }

  return {
    add(item) {
      return new Promise((resolve) => {
        waiting.push({ item, resolve });
        running ??= Promise.resolve().then(run);
      });
    },
    async idle() {
      await running;
    },
  };
}

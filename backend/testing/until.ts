import { setTimeout as wait } from 'node:timers/promises';

/** Waits for what no event tells of, and gives it; the test's own time limit bounds it. */
export async function until<T>(look: () => T | undefined | null | false): Promise<T> {
  for (;;) {
    const found = look();
    if (found !== undefined && found !== null && found !== false) return found;
    await wait(5);
  }
}

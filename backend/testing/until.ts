import { setTimeout as wait } from 'node:timers/promises';

type Wanted<T> = T | undefined | null | false;

/** Waits for what no event tells of, and gives it; the test's own time limit bounds it. */
export async function until<T>(look: () => Wanted<T> | Promise<Wanted<T>>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    await wait(5);
  }
}

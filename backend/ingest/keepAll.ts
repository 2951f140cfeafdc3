import { turnOfTheLoop } from '../maybe';

/** To keep one takes a millisecond and less. */
const inOneTurn = 8;

/** Keeps what came together, in its order; other calls are served in between. */
export async function keepAll<Item, Kept>(
  items: readonly Item[],
  keep: (item: Item, index: number) => Promise<Kept>,
): Promise<Kept[]> {
  const kept: Promise<Kept>[] = [];
  for (const [index, item] of items.entries()) {
    kept.push(keep(item, index));
    if (index % inOneTurn === inOneTurn - 1) await turnOfTheLoop();
  }
  return Promise.all(kept);
}

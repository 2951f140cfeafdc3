/**
 * Runs work one after the other: at once while nothing is under way, else when all before it is done. Work that fails
 * does not keep later work from its turn.
 */
export function inTurn(): <T>(work: () => T | Promise<T>) => T | Promise<T> {
  let underWay: Promise<unknown> | null = null;

  return (work) => {
    const outcome = underWay === null ? work() : underWay.then(work, work);
    if (outcome instanceof Promise) {
      const current = outcome
        .catch(() => undefined)
        .then(() => {
          if (underWay === current) underWay = null;
        });
      underWay = current;
    }
    return outcome;
  };
}

import type { Json, Path } from '../../json';
import type { PolicyStep } from '../types';
import { chainOf, historyOfLeft, historyOfRight } from './history';
import { tooLarge } from './tooLarge';

/** Values that are followed; of any more, every step is said to have touched them. */
const MAX_LOOKUPS = 10_000;

/**
 * Tells which steps ever touched a value, given by its path in the original or in the final body: changed, made or
 * removed it or what it was part of, even if a later step undid that. Indexes into `steps`.
 */
export function touchedBy(original: Json, steps: PolicyStep[]): (left: Path | null, right: Path | null) => Set<number> {
  const all = new Set(steps.keys());
  if (tooLarge(steps)) return () => all;
  const chain = chainOf(original, steps);
  let lookups = 0;
  return (left, right) => {
    if (++lookups > MAX_LOOKUPS) return all;
    const histories = [
      left === null ? null : historyOfLeft(chain, left),
      right === null ? null : historyOfRight(chain, right),
    ];
    const touched = new Set<number>();
    for (const history of histories) {
      history?.touched.forEach((yes, step) => {
        if (yes) touched.add(step);
      });
    }
    return touched;
  };
}

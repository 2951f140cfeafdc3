/**
 * What a comparison may still cost, in elementary steps (a character hashed, two values compared, a cell of a search).
 * Counted instead of timed, so that the same input always gives the same result on every machine.
 */
export interface Budget {
  left: number;
}

/** Some 120 ms on a 2.5 GHz core; the passes that are linear in the input come on top. */
export const DEFAULT_BUDGET = 20_000_000;

/** Takes `cost` from the budget; false, and nothing taken, when that much is not left. */
export function spend(budget: Budget, cost: number): boolean {
  if (budget.left < cost) return false;
  budget.left -= cost;
  return true;
}

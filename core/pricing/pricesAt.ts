import type { Constraint, PricedModel, Prices } from './priceTable';

/** How a call was served, in the table's words: `service_tier`, `processing`, `speed`. */
export type Served = Readonly<Record<string, string>>;

/**
 * The prices of a model at a time; null where the call was served in a way for which the table has none: what a tier costs
 * is not guessed.
 *
 * @param at milliseconds since the Unix epoch
 */
export function pricesAt(model: PricedModel, at: number, served: Served): Prices | null {
  const standard = standardAt(model, at);
  if (Object.keys(served).length === 0) return standard;
  const variants = (model.price_variants ?? []).filter(
    ({ when, constraint }) =>
      isActive(constraint, at) && Object.entries(when).every(([key, value]) => served[key] === value),
  );
  const covered = new Set(variants.flatMap(({ when }) => Object.keys(when)));
  if (Object.keys(served).some((key) => !covered.has(key))) return null;
  // The first of them that has a price of a class counts.
  return Object.assign({}, standard, ...variants.map(({ prices }) => prices).reverse()) as Prices;
}

function standardAt({ prices }: PricedModel, at: number): Prices {
  if (!Array.isArray(prices)) return prices;
  return (prices.findLast(({ constraint }) => isActive(constraint, at)) ?? prices[0])?.prices ?? {};
}

function isActive(constraint: Constraint | null | undefined, at: number): boolean {
  if (constraint == null) return true;
  const now = new Date(at).toISOString();
  if ('start_date' in constraint) return now.slice(0, 10) >= constraint.start_date;
  const time = now.slice(11, 19);
  const [start, end] = [clockTime(constraint.start_time), clockTime(constraint.end_time)];
  return end < start ? time >= start || time < end : time >= start && time < end;
}

/** `16:30:00`, as in ISO dates; what stands behind it (`Z`) is UTC. */
function clockTime(time: string): string {
  return time.slice(0, 8);
}

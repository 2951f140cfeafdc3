import type { Clause, PricedModel, PricedProvider, PriceTable } from './priceTable';

/** Of names that were looked up; callers may make up any number. */
const mostKept = 1000;
const lookedUp = new WeakMap<PriceTable, Map<string, PricedModel | null>>();

/** The entry of a provider's model; null for one that the table does not know: nothing like it stands in for it. */
export function findModel(table: PriceTable, provider: string, model: string): PricedModel | null {
  const kept = lookedUp.get(table) ?? new Map<string, PricedModel | null>();
  if (kept.size >= mostKept) kept.clear();
  lookedUp.set(table, kept);
  const key = `${provider}\n${model}`;
  let found = kept.get(key);
  if (found === undefined) kept.set(key, (found = lookUp(table, provider, model)));
  return found;
}

function lookUp(table: PriceTable, provider: string, model: string): PricedModel | null {
  const name = model.toLowerCase();
  const own = findProvider(table, provider.toLowerCase());
  const others = own?.fallback_model_providers ?? [];
  const offered = [own, ...others.map((id) => table.providers.find((each) => each.id === id))];
  for (const each of offered) {
    const found = each?.models.find(({ match }) => matches(match, name));
    if (found) return found;
  }
  return null;
}

/** The name that a provider's model is known by, whatever dated name it is asked by; null for one that nobody knows. */
export function knownModel(table: PriceTable, provider: string, model: string): string | null {
  return findModel(table, provider, model)?.id ?? null;
}

function findProvider({ providers }: PriceTable, name: string): PricedProvider | undefined {
  return (
    providers.find(({ id }) => id === name) ??
    providers.find(({ provider_match: match }) => match != null && matches(match, name))
  );
}

function matches(clause: Clause, name: string): boolean {
  if ('equals' in clause) return name === clause.equals.toLowerCase();
  if ('starts_with' in clause) return name.startsWith(clause.starts_with.toLowerCase());
  if ('ends_with' in clause) return name.endsWith(clause.ends_with.toLowerCase());
  if ('contains' in clause) return name.includes(clause.contains.toLowerCase());
  if ('regex' in clause) return new RegExp(clause.regex).test(name);
  if ('or' in clause) return clause.or.some((each) => matches(each, name));
  return clause.and.every((each) => matches(each, name));
}

/** What a label says of whatever is not known here: it can't be made to take more values. */
export const other = 'other';

/** Of models that nobody named in the configuration; what comes after them is `other`. */
const mostKnown = 50;
/** Names that were looked up; forgotten when there are more, as callers may make up any number. */
const mostLookedUp = 1000;
/** What only passes through may name a model of megabytes. */
const longestRemembered = 1024;

/** The label of a call's model. */
export type ModelLabel = (provider: string | null, model: string | null) => string;

/**
 * A model that the configuration names has its name, one that is known of its provider the name that it is known by, and
 * any other that of the route which it takes, with its wildcard. What is left is a caller's word, which no label takes.
 *
 * @param routeOf the model as the configuration's route spells it; null where none is for it, or one for every model
 * @param known the name of a provider's model, whatever dated name it was asked by; null for one that nobody knows
 */
export function createModelLabels(
  routeOf: (model: string) => string | null,
  known: (provider: string, model: string) => string | null,
): ModelLabel {
  const labels = new Set<string>();
  const lookedUp = new Map<string, string>();

  function lookUp(provider: string | null, model: string): string {
    const route = routeOf(model);
    if (route === model) return model;
    const name = provider === null ? null : known(provider, model);
    if (name === null || (!labels.has(name) && labels.size >= mostKnown)) return route ?? other;
    labels.add(name);
    return name;
  }

  return (provider, model) => {
    if (model === null) return other;
    if (model.length > longestRemembered) return lookUp(provider, model);
    const key = `${provider}\n${model}`;
    let label = lookedUp.get(key);
    if (label === undefined) {
      if (lookedUp.size >= mostLookedUp) lookedUp.clear();
      lookedUp.set(key, (label = lookUp(provider, model)));
    }
    return label;
  };
}

import type { Replacement, TextRule, TextSearch } from './rule';

/** All rules as one: the match furthest left wins; at the same place the rule that comes first. */
export function leftmost(rules: readonly TextRule[]): TextRule {
  const [only] = rules;
  if (rules.length === 1 && only !== undefined) return only;
  return { search: (text) => new LeftmostSearch(rules.map((rule) => rule.search(text))) };
}

/** A class, because a text that arrives in pieces makes one for each of them. */
class LeftmostSearch implements TextSearch {
  readonly #searches: readonly TextSearch[];
  /** What each search found last stays true until the text it starts in has been passed. */
  #found: (Replacement | null | undefined)[] | undefined;

  constructor(searches: readonly TextSearch[]) {
    this.#searches = searches;
  }

  next(from: number): Replacement | null {
    this.#found ??= this.#searches.map(() => undefined);
    let first: Replacement | null = null;
    for (const [index, search] of this.#searches.entries()) {
      let candidate = this.#found[index];
      if (candidate === undefined || (candidate !== null && candidate.start < from)) {
        candidate = this.#found[index] = search.next(from);
      }
      if (candidate !== null && (first === null || candidate.start < first.start)) first = candidate;
    }
    return first;
  }

  openFrom(from: number): number {
    let open = Infinity;
    for (const search of this.#searches) open = Math.min(open, search.openFrom(from));
    return open;
  }
}

import type { Replacement, TextRule, TextSearch } from './rule';

/** All rules as one: the match furthest left wins; at the same place the rule that comes first. */
export function leftmost(rules: readonly TextRule[]): TextRule {
  const [only] = rules;
  if (rules.length === 1 && only !== undefined) return only;
  return { search: (text) => leftmostSearch(rules.map((rule) => rule.search(text))) };
}

function leftmostSearch(searches: TextSearch[]): TextSearch {
  // What each search found last stays true until the text it starts in has been passed.
  const found: (Replacement | null | undefined)[] = searches.map(() => undefined);
  return {
    next(from) {
      let first: Replacement | null = null;
      for (const [index, search] of searches.entries()) {
        let candidate = found[index];
        if (candidate === undefined || (candidate !== null && candidate.start < from)) {
          candidate = found[index] = search.next(from);
        }
        if (candidate !== null && (first === null || candidate.start < first.start)) first = candidate;
      }
      return first;
    },
    openFrom(from) {
      return searches.reduce((open, search) => Math.min(open, search.openFrom(from)), Infinity);
    },
  };
}

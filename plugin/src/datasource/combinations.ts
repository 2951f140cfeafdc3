import { t } from '../i18n/t';

/** A variable of many values becomes as many requests: more are no table that anybody reads. */
const mostCombinations = 20;

/** The API takes one value a filter: a request for each combination of the values that variables have. */
export function combinations(values: Readonly<Record<string, readonly string[]>>): Record<string, string>[] {
  let combined: Record<string, string>[] = [{}];
  for (const [name, given] of Object.entries(values)) {
    const wanted = [...new Set(given.filter((value) => value !== '' && value !== '$__all'))];
    if (wanted.length > 0)
      combined = combined.flatMap((before) => wanted.map((value) => ({ ...before, [name]: value })));
    if (combined.length > mostCombinations) {
      throw new Error(
        t('query.too-many', 'Choose fewer values: together they are more than {{most}} combinations.', {
          most: mostCombinations,
        }),
      );
    }
  }
  return combined;
}

import type { CompareQuery } from '@lens/core/api';
import { mayReveal, type Principal } from '../../auth';
import { findCall, type StoredCall } from '../../store';
import type { BuiltJson } from '../builder/viewBuilder';
import type { ViewDeps } from '../deps';
import type { AskedView } from './buildView';
import { disclose } from './disclose';

/**
 * `GET /api/v1/compare`, as the JSON of a `CallComparison`: two calls by what went out in the end, or by what came in, masked
 * and audited as a call's own diff is. Gives the unknown ids when there are any.
 */
export async function loadComparison(
  { pool, views }: Pick<ViewDeps, 'pool' | 'views'>,
  query: CompareQuery,
  reader: Principal,
): Promise<BuiltJson | { unknown: string[] }> {
  const ids = [query.a.toLowerCase(), query.b.toLowerCase()];
  const [left, right] = await Promise.all(ids.map((id) => findCall(pool, id)));
  if (!left || !right) return { unknown: ids.filter((_, index) => ![left, right][index]) };
  return disclose(pool, reader, await views.build(comparisonJob([left, right], query, reader)));
}

/** What a comparison is built from. */
export function comparisonJob(
  [a, b]: readonly [StoredCall, StoredCall],
  { of, as }: CompareQuery,
  reader: Principal,
): AskedView {
  return { kind: 'comparison', a, b, of, as, revealed: mayReveal(reader) };
}

import type { CallComparison, ComparedSide, CompareQuery } from '@lens/core/api';
import { mayReveal, type Principal } from '../../auth';
import { findCall } from '../../store';
import { parseBuilt } from '../builder/viewBuilder';
import type { ViewDeps } from '../deps';
import { toCall } from '../toCall';
import { disclose } from './disclose';
import { comparisonJob } from './loadComparison';
import { buildForPage } from './pageBuild';

export interface PageComparison {
  comparison: CallComparison;
  /** False when the bodies are left out: whoever shows them asks for `/api/v1/compare`. */
  complete: boolean;
}

/**
 * What a page that compares two calls is rendered from. Bodies of together more than `inlineBytes` are left out and not even
 * read, so that the page is there at once and a view of what was redacted is in the audit log once. So are those that are not
 * soon compared.
 */
export async function loadPageComparison(
  deps: Pick<ViewDeps, 'pool' | 'views'>,
  query: CompareQuery,
  reader: Principal,
  inlineBytes: number,
): Promise<PageComparison | { unknown: string[] }> {
  const [a, b] = await Promise.all([findCall(deps.pool, query.a), findCall(deps.pool, query.b)]);
  if (a === null || b === null) {
    return { unknown: [...(a === null ? [query.a] : []), ...(b === null ? [query.b] : [])] };
  }
  const bytes = [a, b].reduce((sum, call) => sum + call.requestBytes + (call.responseBytes ?? 0), 0);
  if (bytes <= inlineBytes) {
    const built = await buildForPage(deps.views, comparisonJob([a, b], query, reader), inlineBytes);
    if (built !== null) {
      const parsed = parseBuilt(await disclose(deps.pool, reader, built));
      // Built by `buildView`, whose type says so.
      return { comparison: parsed as CallComparison, complete: true };
    }
  }
  const later: ComparedSide = { a: null, b: null, diff: null, as: query.as, masked: false };
  const revealed = mayReveal(reader);
  const comparison = { a: toCall(a, revealed), b: toCall(b, revealed), of: query.of, request: later, response: later };
  return { comparison, complete: false };
}

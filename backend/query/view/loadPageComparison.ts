import type { CallComparison, ComparedSide, CompareQuery } from '@lens/core/api';
import type { Principal } from '../../auth';
import { findCall } from '../../store';
import type { ViewDeps } from '../deps';
import { toCall } from '../toCall';
import { loadComparison } from './loadComparison';

export interface PageComparison {
  comparison: CallComparison;
  /** False when the bodies are left out: whoever shows them asks for `/api/v1/compare`. */
  complete: boolean;
}

/**
 * What a page that compares two calls is rendered from. Bodies of together more than `inlineBytes` are left out and not even
 * read, so that the page is there at once and a view of what was redacted is in the audit log once.
 */
export async function loadPageComparison(
  deps: Pick<ViewDeps, 'pool' | 'digest'>,
  query: CompareQuery,
  reader: Principal,
  inlineBytes: number,
): Promise<PageComparison | { unknown: string[] }> {
  const [a, b] = await Promise.all([findCall(deps.pool, query.a), findCall(deps.pool, query.b)]);
  if (a === null || b === null) {
    return { unknown: [...(a === null ? [query.a] : []), ...(b === null ? [query.b] : [])] };
  }
  const bytes = [a, b].reduce((sum, call) => sum + call.requestBytes + (call.responseBytes ?? 0), 0);
  if (bytes > inlineBytes) {
    const later: ComparedSide = { a: null, b: null, diff: null, as: query.as, masked: false };
    const comparison = { a: toCall(a), b: toCall(b), of: query.of, request: later, response: later };
    return { comparison, complete: false };
  }
  const comparison = await loadComparison(deps, query, reader);
  return 'unknown' in comparison ? comparison : { comparison, complete: true };
}
